"""The report on all suppliers of a company, as a PDF."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from assessments.reports.dates import day
from assessments.reports.portfolio import PortfolioReport, RatedRow
from assessments.reports.wording import NOT_A_FINDING
from webapp.documents.charts import BandBar
from webapp.documents.composer import Composer, gap, hashed, number
from webapp.documents.finishing import finished
from webapp.documents.heat import heat_table
from webapp.documents.pages import ContentsLine, Running, build_pdf
from webapp.documents.shapes import Letterhead
from webapp.documents.styles import (
    CELL_RIGHT,
    COVER_KIND,
    COVER_TITLE,
    DENSE,
    DENSE_QUIET,
    DENSE_RIGHT,
    HASH,
    HEAD_RIGHT,
    SMALL,
)
from webapp.documents.tables import Cell, plain, ruled
from webapp.documents.text import Quiet, Strong

CHAPTERS = {
    "coverage": "1  Coverage and bands",
    "worst": "2  Critical and high",
    "heat": "3  Countries and indicators",
    "zero-tolerance": "4  Zero-tolerance register",
    "actions": "5  Actions and commonest findings",
    "confidence": "6  Confidence",
    "no-answer": "7  No answer",
    "not-yet": "8  What this report cannot say yet",
    "suppliers": "A  All rated suppliers",
    "versions": "B  Method and versions",
}
_LONGEST_NAME = 160


def render_portfolio(report: PortfolioReport) -> bytes:
    """The PDF of `report`; the same report gives the same bytes, on any day and machine."""
    compose = Composer()
    story = [
        *_cover(report, compose),
        *_coverage(report, compose),
        *_worst(report, compose),
        *_heat(report, compose),
        *_zero_tolerance(report, compose),
        *_actions(report, compose),
        *_confidence(report, compose),
        *_no_answer(report, compose),
        *_not_yet(report, compose),
        *_suppliers(report, compose),
        *_versions(report, compose),
    ]
    running = Running(
        title=f"Suppliers and forced labour: {report.company}",
        head_left=report.company,
        head_right=f"As of {day(report.on)}",
        foot=f"Report {report.report_id}",
    )
    return finished(build_pdf(story, running, compose.typesetter), report.on)


def _cover(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    rows = [
        ("As of", day(report.on)),
        ("Campaigns", ", ".join(report.campaigns) or "none"),
        ("Suppliers asked", str(report.coverage[0].number)),
        ("Report", report.report_id),
        ("Digest of what it says", hashed(report.digest)),
    ]
    particulars = plain(
        [
            [compose.cell(label, DENSE_QUIET), compose.typesetter.paragraph(value, DENSE, 400)]
            for label, value in rows
        ],
        [30, 62],
    )
    contents: list[Flowable] = [
        compose.cell([Strong("Contents")], DENSE_QUIET),
        *(ContentsLine(title, key, compose.typesetter) for key, title in CHAPTERS.items()),
    ]
    return [
        Letterhead(),
        gap(40),
        compose.text("Suppliers and the risk of forced labour", COVER_KIND),
        gap(2),
        compose.typesetter.paragraph(report.company, COVER_TITLE, _LONGEST_NAME),
        gap(10),
        BandBar(report.bands, len(report.no_replies), compose.typesetter),
        gap(14),
        plain(
            [[particulars, contents]],
            [98, 72],
            [("LEFTPADDING", (1, 0), (1, 0), 8 * mm), ("RIGHTPADDING", (0, 0), (-1, -1), 0)],
        ),
        gap(10),
        compose.text(NOT_A_FINDING, SMALL),
        PageBreak(),
    ]


def _coverage(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    coverage: list[list[Cell]] = [
        [
            compose.cell(count.name),
            compose.cell([Strong(str(count.number))], CELL_RIGHT),
            compose.cell(count.note, DENSE_QUIET),
        ]
        for count in report.coverage
    ]
    bands: list[list[Cell]] = [
        [
            compose.band(band.key, band.name),
            compose.cell([Strong(str(count))], CELL_RIGHT),
            compose.cell(band.sentence, DENSE_QUIET),
        ]
        for band, count in report.bands
    ]
    return [
        compose.chapter(CHAPTERS["coverage"], "coverage"),
        ruled(compose.head("Coverage", "", ""), coverage, [52, 18, 100]),
        gap(6),
        BandBar(report.bands, len(report.no_replies), compose.typesetter),
        gap(3),
        ruled(
            [
                *compose.head("Band"),
                *compose.head("Suppliers", style=HEAD_RIGHT),
                *compose.head(""),
            ],
            bands,
            [34, 22, 114],
        ),
        gap(8),
    ]


def _worst(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    worst = [row for row in report.rated if row.band.key in ("critical", "high")]
    return [
        compose.chapter(CHAPTERS["worst"], "worst"),
        _rated_table(worst, compose)
        if worst
        else compose.text("No rated supplier is critical or high."),
        gap(8),
    ]


def _rated_table(rows: Sequence[RatedRow], compose: Composer) -> Flowable:
    head = [
        *compose.head("Supplier", "Country", "Band"),
        *compose.head("Headline", "Confidence", style=HEAD_RIGHT),
        *compose.head("Strongest finding"),
    ]
    return ruled(head, [_rated_row(row, compose) for row in rows], [44, 24, 26, 15, 19, 42])


def _rated_row(row: RatedRow, compose: Composer) -> list[Cell]:
    raised = f"  raised by {row.why.lower()}" if row.why else ""
    provisional = "  provisional" if row.provisional else ""
    return [
        compose.typesetter.paragraph([Strong(row.supplier)], DENSE, 200),
        compose.cell(row.country, DENSE),
        [
            compose.band(row.band.key, row.band.name, DENSE),
            compose.cell([Quiet(raised + provisional)], DENSE),
        ],
        compose.cell([Strong(number(row.headline))], DENSE_RIGHT),
        compose.cell(f"{row.confidence_level}, {number(row.confidence)}", DENSE_RIGHT),
        compose.cell(row.strongest, DENSE),
    ]


def _heat(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["heat"], "heat"),
        compose.text(
            "Residual of each indicator: the worst supplier of the country in bold, under it the "
            "one in the middle. Shaded by the band of the worst. A star marks a worst supplier "
            "with low confidence. Nothing is averaged."
        ),
        heat_table(report.heat, compose),
        gap(2),
        compose.note(
            "; ".join(f"{one.key} {one.name}" for one in report.heat.indicators)
            + ". SIF is a line of this method, not an ILO indicator."
        ),
        gap(8),
    ]


def _zero_tolerance(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    chapter = compose.chapter(CHAPTERS["zero-tolerance"], "zero-tolerance")
    if not report.zero_tolerance:
        return [chapter, compose.text("No zero-tolerance sign in any answer."), gap(8)]
    rows: list[list[Cell]] = [
        [
            compose.typesetter.paragraph([Strong(row.supplier)], DENSE, 200),
            compose.cell(row.country, DENSE),
            compose.cell([row.rule.name, Quiet(f"  {row.rule.key}")], DENSE),
            compose.cell("yes, and verified" if row.remedied else "no", DENSE),
            compose.cell(row.review, DENSE),
        ]
        for row in report.zero_tolerance
    ]
    head = compose.head("Supplier", "Country", "Sign", "Remedied", "Human review")
    return [chapter, ruled(head, rows, [46, 26, 52, 20, 26]), gap(8)]


def _actions(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    actions: list[list[Cell]] = [
        [
            compose.cell([row.action.name, Quiet(f"  {row.action.key}")], DENSE),
            compose.cell([Strong(str(row.suppliers))], DENSE_RIGHT),
            compose.cell(day(row.first_due), DENSE),
        ]
        for row in report.actions
    ]
    findings: list[list[Cell]] = [
        [
            compose.cell([count.name, Quiet(f"  {count.note}")], DENSE),
            compose.cell([Strong(str(count.number))], DENSE_RIGHT),
        ]
        for count in report.findings
    ]
    suppliers = compose.head("Suppliers", style=HEAD_RIGHT)
    return [
        compose.chapter(CHAPTERS["actions"], "actions"),
        ruled(
            [
                *compose.head("Action that the rules ask for"),
                *suppliers,
                *compose.head("First due"),
            ],
            actions,
            [110, 22, 38],
        ),
        gap(5),
        ruled([*compose.head("Commonest findings"), *suppliers], findings, [148, 22]),
        gap(8),
    ]


def _confidence(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    rows: list[list[Cell]] = [
        [
            compose.band(row.band.key, row.band.name),
            *(compose.cell(str(count), CELL_RIGHT) for count in (row.high, row.medium, row.low)),
        ]
        for row in report.confidence
    ]
    head = [
        *compose.head("Band"),
        *compose.head("High confidence", "Medium", "Low", style=HEAD_RIGHT),
    ]
    return [
        compose.chapter(CHAPTERS["confidence"], "confidence"),
        compose.text("A band with low confidence is a reason to ask, not a result to rely on."),
        ruled(head, rows, [50, 40, 40, 40]),
        gap(8),
    ]


def _no_answer(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    chapter = compose.chapter(CHAPTERS["no-answer"], "no-answer")
    if not report.no_replies:
        return [chapter, compose.text("Every supplier whose time is up has answered."), gap(8)]
    rows: list[list[Cell]] = [
        [
            compose.typesetter.paragraph([Strong(row.supplier)], DENSE, 200),
            compose.cell(row.country, DENSE),
            compose.cell("No answer", DENSE),
            compose.cell(number(row.inherent), DENSE_RIGHT),
            compose.cell(row.inherent_band.name, DENSE),
            compose.band(row.shown_band.key, row.shown_band.name, DENSE),
        ]
        for row in report.no_replies
    ]
    head = [
        *compose.head("Supplier", "Country", "State"),
        *compose.head("Inherent", style=HEAD_RIGHT),
        *compose.head("Inherent band", "Shown as, one step up"),
    ]
    return [
        chapter,
        compose.text(report.no_reply_sentence),
        ruled(head, rows, [50, 30, 22, 16, 24, 28]),
        gap(8),
    ]


def _not_yet(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["not-yet"], "not-yet"),
        compose.labelled([(name, [said]) for name, said in report.not_yet], [40, 130]),
        gap(8),
    ]


def _suppliers(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["suppliers"], "suppliers"),
        _rated_table(report.rated, compose)
        if report.rated
        else compose.text("No supplier has been rated yet."),
        gap(8),
    ]


def _versions(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    rows: list[list[Cell]] = [
        [
            compose.cell(pin.what, DENSE),
            compose.cell(pin.version, DENSE),
            compose.cell(hashed(pin.sha256), HASH),
        ]
        for pin in report.pins
    ]
    return [
        compose.chapter(CHAPTERS["versions"], "versions"),
        *(compose.text(paragraph) for paragraph in report.method),
        ruled(compose.head("What", "Version", "SHA-256 of its canonical form"), rows, [50, 28, 92])
        if rows
        else gap(0),
    ]
