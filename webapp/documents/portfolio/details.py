"""The map, the register, what is asked for, who did not answer, and what stands behind it."""

from reportlab.platypus import Flowable

from assessments.reports.dates import day
from assessments.reports.portfolio import PortfolioReport
from webapp.documents.composer import Composer, gap, hashed, number
from webapp.documents.heat import heat_table
from webapp.documents.portfolio.chapters import CHAPTERS
from webapp.documents.styles import CELL_RIGHT, DENSE, DENSE_RIGHT, HASH, HEAD_RIGHT
from webapp.documents.tables import Cell, ruled
from webapp.documents.text import Quiet, Strong


def heat_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
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


def zero_tolerance_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
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


def actions_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
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


def confidence_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
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


def no_answer_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
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


def not_yet_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["not-yet"], "not-yet"),
        compose.labelled([(name, [said]) for name, said in report.not_yet], [40, 130]),
        gap(8),
    ]


def versions_chapter(report: PortfolioReport, compose: Composer) -> list[Flowable]:
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
