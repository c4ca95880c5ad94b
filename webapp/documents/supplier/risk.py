"""Chapters 2 to 6: indicators, method, site and people, inherent risk, controls."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from assessments.reports.supplier import (
    Citation,
    Control,
    ControlFamily,
    Fact,
    FactGroup,
    InherentPart,
    ScorePart,
    SupplierReport,
)
from webapp.documents.charts import ChartLegend, IndicatorChart
from webapp.documents.composer import Composer, gap, number, points
from webapp.documents.styles import (
    BODY,
    CELL_RIGHT,
    DENSE,
    DENSE_QUIET,
    DENSE_RIGHT,
    HEAD_RIGHT,
)
from webapp.documents.supplier.chapters import CHAPTERS
from webapp.documents.tables import Cell, group_row, ruled
from webapp.documents.text import Piece, Quiet, Strong

MOST_LINES = 10
LINE_LIMIT = 200
_WEIGHED = (
    "What the supplier says it does, weighted by proof: accepted evidence counts in full, an "
    "uploaded file at 0.85, a claim without a file at 0.6, a rejected or expired file at 0.4. "
    "Together: "
)


def indicators_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    names = dict(report.band_names)
    rows = [
        [
            compose.cell([Strong(line.name), Quiet(f"  {line.key}")]),
            compose.cell(line.ilo or "Own line"),
            compose.cell(number(line.exposure), CELL_RIGHT),
            compose.cell(number(line.observed), CELL_RIGHT),
            compose.cell([Strong(number(line.residual))], CELL_RIGHT),
            compose.band(line.band, names[line.band]),
        ]
        for line in report.indicators
    ]
    head = [
        *compose.head("Indicator", "ILO"),
        *compose.head("Exposure", "Observed", "Residual", style=HEAD_RIGHT),
        *compose.head("Band of this line"),
    ]
    return [
        compose.chapter(CHAPTERS["indicators"], "indicators"),
        compose.text(
            "Worst first. Exposure is what place, trade and people bring, after the controls in "
            "place; observed is what the answers show; the residual combines the two."
        ),
        IndicatorChart(report.indicators, names, compose.typesetter),
        gap(2),
        ChartLegend(compose.typesetter),
        gap(3.5),
        ruled(head, rows, [66, 20, 19, 19, 19, 27]),
        gap(2),
        compose.note(
            "Eleven lines are the ILO indicators of forced labour. State-imposed forced labour "
            "(SIF) is a line of this method, not an ILO indicator. The band of a line shows where "
            "its residual lies; the band of the supplier follows from chapter 1."
        ),
        gap(3.5),
    ]


def method_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["method"], "method"),
        *(compose.text(paragraph) for paragraph in report.method),
        compose.part("Limits", "limits"),
        *compose.bullets(report.limits),
        gap(3.5),
    ]


def site_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["site"], "site"),
        compose.text("As the supplier declared it. Every answer, with who gave it, is in annex A."),
        *(part for group in report.facts for part in _facts(group, compose)),
        gap(3.5),
    ]


def _facts(group: FactGroup, compose: Composer) -> list[Flowable]:
    rows = [(fact.label, _first_lines(fact)) for fact in group.facts]
    return [
        compose.small_heading(group.title),
        compose.labelled(rows, [84, 86], LINE_LIMIT),
        gap(1),
    ]


def _first_lines(fact: Fact) -> tuple[str, ...]:
    if len(fact.lines) <= MOST_LINES:
        return fact.lines
    return (*fact.lines[:MOST_LINES], f"and {len(fact.lines) - MOST_LINES} more in annex A")


def inherent_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    inherent = report.inherent
    return [
        compose.chapter(CHAPTERS["inherent"], "inherent"),
        compose.text(
            [
                "Before any control, this site stands at ",
                Strong(f"{number(inherent.score)} of 100"),
                (
                    ". Country, sector, workforce and recruitment are weighted and added; goods on "
                    "public lists of forced labour add to the sum."
                ),
            ]
        ),
        *([compose.text([Strong(inherent.floor)], BODY)] if inherent.floor else []),
        _inherent_table(inherent.parts, inherent.overlay, compose),
        gap(3.5),
    ]


def _inherent_table(
    parts: Sequence[InherentPart], overlay: Sequence[ScorePart], compose: Composer
) -> Flowable:
    rows: list[list[Cell]] = []
    for part in parts:
        rows.append(
            [
                compose.cell([Strong(part.name), Quiet(f"  {part.weight}")]),
                compose.cell(""),
                compose.cell([Strong(number(part.score))], CELL_RIGHT),
            ]
        )
        rows.extend(_score_row(line, compose) for line in part.parts)
    if overlay:
        rows.append(
            [compose.cell([Strong("Goods and inputs"), Quiet("  added")]), compose.cell(""), ""]
        )
        rows.extend(_score_row(line, compose) for line in overlay)
    head = [
        *compose.head("Part", "What was read, from where"),
        *compose.head("Points", style=HEAD_RIGHT),
    ]
    return ruled(head, rows, [56, 96, 18])


def _score_row(line: ScorePart, compose: Composer) -> list[Cell]:
    sources = [compose.cell(cited(one), DENSE) for one in line.citations]
    because: list[Flowable] = [compose.cell(reason, DENSE) for reason in line.because]
    return [
        compose.cell(line.name, DENSE),
        [*because, *sources] or compose.cell("", DENSE),
        compose.cell(points(line.points), DENSE_RIGHT),
    ]


def cited(one: Citation) -> list[Piece]:
    """A reference row as one line: value, certainty where it is not the source's own, source."""
    pieces: list[Piece] = [f"{one.field}: ", Strong(one.value)]
    if one.certainty:
        pieces.append(f" ({one.certainty})")
    pieces.append(Quiet(f"  {one.source}, {one.year}"))
    return pieces


def controls_chapter(report: SupplierReport, compose: Composer) -> list[Flowable]:
    return [
        compose.chapter(CHAPTERS["controls"], "controls"),
        compose.text(
            [
                _WEIGHED,
                Strong(f"{number(report.glance.controls)} of 100"),
                ".",
            ]
        ),
        _controls_table(report.families, compose),
        gap(3.5),
    ]


def _controls_table(families: Sequence[ControlFamily], compose: Composer) -> Flowable:
    rows: list[list[Cell]] = []
    style: list[Any] = []
    for family in families:
        style += group_row(len(rows) + 1)
        rows.append([compose.cell(_family_title(family)), "", ""])
        rows.extend(_control(control, compose) for control in family.controls)
    return ruled(compose.head("Control", "Answer", "Proof"), rows, [98, 44, 28], style)


def _family_title(family: ControlFamily) -> list[Piece]:
    name = Strong(f"{family.key}  {family.name}")
    if family.score is None:
        return [name, Quiet("  does not apply")]
    return [name, f"  {number(family.score)} of 100"]


def _control(control: Control, compose: Composer) -> list[Cell]:
    proof, style = control.proof or "Does not count", DENSE if control.proof else DENSE_QUIET
    return [
        compose.cell(control.question, DENSE),
        compose.cell(control.answer, DENSE),
        compose.cell(proof, style),
    ]
