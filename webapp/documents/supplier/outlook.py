"""What open questions still allow, what would bring the band down, and a band set by hand."""

from reportlab.platypus import Flowable

from assessments.reports.dates import day
from assessments.reports.supplier import HandBand, Outlook, Prospect, Step, SupplierReport
from webapp.documents.composer import Composer, Content, gap, number
from webapp.documents.styles import BODY, DENSE, DENSE_RIGHT, HEAD_RIGHT, SMALL
from webapp.documents.tables import Cell, ruled
from webapp.documents.text import Link, Quiet, Strong

_MOST_OPEN = 12
_MOST_PROSPECTS = 5
_LONGEST_REASON = 300


def range_sentence(outlook: Outlook) -> str:
    """How far the headline may still move."""
    many = len(outlook.open)
    if not many:
        return "No answer is open: the headline can move only if an answer or a proof changes."
    answers = "1 answer is" if many == 1 else f"{many} answers are"
    return f"Between {number(outlook.low)} and {number(outlook.high)} while {answers} open."


def steps_sentence(prospect: Prospect) -> str:
    """What is to be done, in one line, and what the score would be then."""
    done = "; ".join(step_words(step) for step in prospect.steps)
    band = prospect.band.name.lower()
    return f"{done}: the score would be {number(prospect.headline)} ({band})."


def step_words(step: Step) -> str:
    """One thing to do."""
    if not step.action:
        return f"Have a document accepted for “{step.question}”"
    settled = f" (cases of {', '.join(step.settles)}, closed and verified)" if step.settles else ""
    return f"{step.title}{settled}"


def on_the_result(report: SupplierReport, compose: Composer) -> list[Flowable]:
    """The lines under the panel of the result."""
    hand = report.glance.by_hand
    told = _hand(hand, compose) if hand else []
    return [*told, compose.text([Strong(range_sentence(report.outlook))], SMALL)]


def first_help(report: SupplierReport, compose: Composer) -> list[Flowable]:
    """The smallest thing that would help, for the result page."""
    prospects = report.outlook.prospects
    if not prospects:
        return []
    title: Content = ["What would help most, ", Link("chapter 11", "actions")]
    return [
        gap(2),
        compose.small_heading(title),
        compose.text(steps_sentence(prospects[0]), SMALL),
    ]


def open_part(report: SupplierReport, compose: Composer) -> list[Flowable]:
    """The open questions with the width that each one causes by itself."""
    outlook = report.outlook
    if not outlook.open:
        return []
    rows: list[list[Cell]] = [
        [compose.cell(one.question, DENSE), compose.cell(number(one.width), DENSE_RIGHT)]
        for one in outlook.open[:_MOST_OPEN]
    ]
    more = len(outlook.open) - len(rows)
    return [
        compose.part("How much is open", "range"),
        compose.text(
            f"{range_sentence(outlook)} The second column says how wide the range would be if "
            "that question alone were open."
        ),
        ruled(
            [*compose.head("Question"), *compose.head("Points", style=HEAD_RIGHT)], rows, [150, 20]
        ),
        compose.note(f"and {more} more" if more else ""),
        gap(2),
    ]


def prospects_part(report: SupplierReport, compose: Composer) -> list[Flowable]:
    """The smallest sets of steps that bring the band down."""
    prospects = report.outlook.prospects
    if not prospects:
        return []
    rows: list[list[Cell]] = [
        [
            compose.lines([step_words(step) for step in one.steps], DENSE),
            compose.cell([Strong(number(one.headline))], DENSE_RIGHT),
            compose.band(one.band.key, one.band.name, DENSE),
        ]
        for one in prospects[:_MOST_PROSPECTS]
    ]
    head = [
        *compose.head("Done together"),
        *compose.head("Score", style=HEAD_RIGHT),
        *compose.head("Band"),
    ]
    return [
        compose.part("What would bring the band down", "prospects"),
        compose.text(
            "Each row is enough by itself, once it is true and can be shown. The score is what "
            "these rules would give then; answers count only where they are so."
        ),
        ruled(head, rows, [122, 18, 30]),
        gap(2),
    ]


def _hand(hand: HandBand, compose: Composer) -> list[Flowable]:
    reason = compose.typesetter.paragraph([f"“{hand.reason}”"], SMALL, _LONGEST_REASON)
    said = f"  beside the computed band, by {hand.by} on {day(hand.set_on)}"
    ends = f"; ends by itself on {day(hand.ends_on)}"
    return [
        compose.text([Strong(f"Set by hand: {hand.band.name}"), Quiet(said + ends)], BODY),
        reason,
        gap(1),
    ]
