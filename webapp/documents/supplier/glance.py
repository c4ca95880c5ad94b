"""The result on one page, readable on its own."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepInFrame, PageBreak

from assessments.reports.dates import day
from assessments.reports.supplier import Glance, SupplierReport
from assessments.reports.wording import NOT_A_FINDING
from webapp.documents.charts import Bar
from webapp.documents.composer import Composer, gap, number
from webapp.documents.pages import HEIGHT, WIDTH
from webapp.documents.palette import LINE
from webapp.documents.panel import ResultPanel
from webapp.documents.shapes import BandShape
from webapp.documents.styles import (
    BODY,
    CELL,
    CELL_QUIET,
    CELL_RIGHT,
    DENSE,
    SMALL,
    SMALL_QUIET,
)
from webapp.documents.supplier.chapters import CHAPTERS
from webapp.documents.supplier.outlook import first_help, on_the_result
from webapp.documents.tables import Cell, plain, ruled
from webapp.documents.text import Link, Quiet, Strong

_MOST_SERIOUS = 5


def glance_page(report: SupplierReport, compose: Composer) -> list[Flowable]:
    """The second page: everything a reader needs who turns no other."""
    return [KeepInFrame(WIDTH, HEIGHT, _page(report, compose), mode="shrink"), PageBreak()]


def _page(report: SupplierReport, compose: Composer) -> list[Flowable]:
    glance = report.glance
    return [
        compose.chapter(CHAPTERS["result"], "result"),
        ResultPanel(glance, compose.typesetter),
        gap(3),
        *on_the_result(report, compose),
        gap(2),
        compose.text([Strong(glance.band.sentence)], BODY),
        *compose.bullets(glance.reasons),
        gap(2),
        _figures(glance, compose),
        gap(4),
        plain(
            [[_strongest(glance, compose), _to_do(report, compose)]],
            [92, 78],
            [("LEFTPADDING", (1, 0), (1, 0), 6 * mm), ("RIGHTPADDING", (0, 0), (-1, -1), 0)],
        ),
        gap(2),
        *_serious(report, compose),
        *first_help(report, compose),
        gap(3),
        compose.small_heading("Change since last time"),
        compose.text(glance.change, SMALL),
        gap(2),
        compose.text(NOT_A_FINDING, SMALL_QUIET),
    ]


def _figures(glance: Glance, compose: Composer) -> Flowable:
    figures = (
        ("Inherent risk", glance.inherent, glance.inherent_note),
        ("Control strength", glance.controls, "what is done, weighted by proof"),
        ("Highest residual", glance.strongest[0].residual, glance.strongest[0].name),
    )
    cells = [
        [
            compose.cell(name, CELL_QUIET),
            compose.cell([Strong(number(value))], BODY),
            Bar(value or glance.inherent * 0, 44 * mm),
            gap(1),
            compose.cell(words, SMALL_QUIET),
        ]
        for name, value, words in figures
    ]
    return plain([cells], [58, 58, 54], [("LINEABOVE", (0, 0), (-1, 0), 0.6, LINE)])


def _strongest(glance: Glance, compose: Composer) -> list[Flowable]:
    rows = [
        [
            BandShape(line.band, 8),
            compose.cell([Strong(line.name), Quiet(f"  {line.ilo or 'own line'}")], CELL),
            compose.cell([Strong(number(line.residual))], CELL_RIGHT),
            Bar(line.residual, 22 * mm),
        ]
        for line in glance.strongest
    ]
    return [
        compose.small_heading("The four largest indicators"),
        plain(
            rows,
            [5, 47, 14, 24],
            [("TOPPADDING", (0, 0), (0, -1), 3.5), ("TOPPADDING", (3, 0), (3, -1), 5)],
        ),
        gap(3),
        compose.small_heading("How sure this is"),
        compose.text(glance.confidence.sentence, SMALL),
        plain(
            [
                [
                    compose.cell(f"{name}, weight {weight} %", CELL_QUIET),
                    compose.cell(number(value), CELL_RIGHT),
                    Bar(value, 22 * mm),
                ]
                for name, value, weight in glance.confidence.parts
            ],
            [52, 14, 24],
            [("TOPPADDING", (2, 0), (2, -1), 5)],
        ),
    ]


def _to_do(report: SupplierReport, compose: Composer) -> list[Flowable]:
    glance = report.glance
    found = [
        [compose.cell(named.name), compose.cell([Strong(str(count))], CELL_RIGHT)]
        for named, count in glance.severities
    ]
    gaps = [
        [compose.cell("Not known or left blank"), _count(glance.unknowns, compose)],
        [compose.cell("Answers that do not fit together"), _count(glance.contradictions, compose)],
    ]
    due = [
        [compose.cell(title), compose.cell(day(on), CELL_RIGHT)]
        for title, on in glance.first_deadlines
    ]
    ruled = [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE)]
    return [
        compose.small_heading(["Findings, ", Link("chapter 7", "findings")]),
        plain([*found, *gaps], [58, 14], ruled),
        gap(3),
        compose.small_heading(["First deadlines, ", Link("chapter 11", "actions")]),
        plain(due, [40, 32], ruled) if due else compose.text("No action is asked for.", SMALL),
    ]


def _serious(report: SupplierReport, compose: Composer) -> list[Flowable]:
    found = report.findings[:_MOST_SERIOUS]
    if not found:
        return []
    rows: list[list[Cell]] = [
        [
            compose.cell([Strong(one.title), Quiet(f"  {one.rule}")], DENSE),
            compose.cell(one.severity.name, DENSE),
            compose.cell(", ".join(ilo or key for key, ilo, _ in one.points), DENSE),
            compose.cell(one.action.name, DENSE),
        ]
        for one in found
    ]
    more = len(report.findings) - len(found)
    return [
        compose.small_heading("The most serious findings"),
        ruled(compose.head("Finding", "Severity", "Indicator", "Asks for"), rows, [60, 22, 20, 68]),
        gap(1),
        compose.note(f"and {more} more in chapter 7" if more else ""),
    ]


def _count(count: int, compose: Composer) -> Flowable:
    return compose.cell([Strong(str(count))], CELL_RIGHT)
