"""Chapters 11 and 12: what has to be done by when, and what was remedied."""

from reportlab.platypus import Flowable

from assessments.reports.dates import day
from assessments.reports.supplier import Action, SupplierReport
from webapp.documents.composer import Composer, gap
from webapp.documents.styles import DENSE, DENSE_QUIET
from webapp.documents.supplier.chapters import CHAPTERS
from webapp.documents.supplier.outlook import prospects_part
from webapp.documents.tables import Cell, ruled
from webapp.documents.text import LINE_BREAK, Piece, Quiet, Strong

_MOST_CASES = 30


def actions_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    chapter = compose.chapter(CHAPTERS["actions"], "actions")
    if not report.actions:
        return [
            chapter,
            compose.text("The rules ask for no corrective action."),
            *prospects_part(report, compose),
            gap(3.5),
        ]
    head = compose.head("Action", "Steps", "By when", "Closed by")
    return [
        chapter,
        compose.text(report.said_of("follow-up")),
        ruled(head, [_action(one, compose) for one in report.actions], [44, 62, 32, 32]),
        *prospects_part(report, compose),
        gap(3.5),
    ]


def _action(action: Action, compose: Composer) -> list[Cell]:
    title: list[Piece] = [Strong(action.title), Quiet(f"  {action.key}")]
    why = f"{action.severity.name}: {', '.join(action.rules)}"
    steps = [
        compose.cell(f"{place}. {step}", DENSE) for place, step in enumerate(action.steps, start=1)
    ]
    deadlines = [
        compose.cell([Quiet(one.what), LINE_BREAK, Strong(day(one.on))], DENSE)
        for one in action.deadlines
    ]
    return [
        [compose.cell(title, DENSE), compose.cell(why, DENSE_QUIET)],
        steps,
        deadlines,
        compose.cell(action.closing, DENSE),
    ]


def remedy_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    cases = [*report.cases[:_MOST_CASES]] or ["The supplier listed no case."]
    if len(report.cases) > _MOST_CASES:
        cases.append(f"and {len(report.cases) - _MOST_CASES} more, in annex A")
    return [
        compose.chapter(CHAPTERS["remedy"], "remedy"),
        compose.text(report.said_of("remedy")),
        *compose.bullets(cases),
        gap(3.5),
    ]
