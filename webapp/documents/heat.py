"""The heat map as a table: every cell has its number, shade comes second."""

from typing import Any

from reportlab.platypus import Flowable

from assessments.reports.portfolio import HeatCell, HeatMap, HeatRow
from webapp.documents.composer import Composer
from webapp.documents.palette import PAPER, band_look
from webapp.documents.styles import DENSE, DENSE_CENTER, DENSE_ON_DARK, HEAD_CENTER
from webapp.documents.tables import Cell, ruled
from webapp.documents.text import LINE_BREAK, Piece, Quiet, Strong

_COUNTRY = 32.0
_CELL = 11.5


def heat_table(heat: HeatMap, compose: Composer) -> Flowable:
    """Countries down, indicators across."""
    count = len(heat.indicators)
    style: list[Any] = [
        ("INNERGRID", (1, 1), (-1, -1), 1, PAPER),
        ("LEFTPADDING", (1, 0), (-1, -1), 1),
        ("RIGHTPADDING", (1, 0), (-1, -1), 1),
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
    ]
    rows = []
    for place, row in enumerate(heat.rows, start=1):
        rows.append(_row(row, count, compose))
        style += _shades(row, place)
    head = [
        *compose.head("Country"),
        *compose.head(*(one.key for one in heat.indicators), style=HEAD_CENTER),
    ]
    return ruled(head, rows, [_COUNTRY, *[_CELL] * count], style)


def _row(row: HeatRow, count: int, compose: Composer) -> list[Cell]:
    name: list[Piece] = [Strong(row.country), LINE_BREAK, Quiet(_suppliers(row))]
    if not row.cells:
        return [compose.cell(name, DENSE), *[compose.cell("–", DENSE_CENTER)] * count]
    return [compose.cell(name, DENSE), *(_cell(cell, compose) for cell in row.cells)]


def _suppliers(row: HeatRow) -> str:
    parts = []
    if row.rated:
        parts.append(f"{row.rated} rated")
    if row.no_answer:
        parts.append(f"{row.no_answer} no answer")
    return ", ".join(parts) or "none rated yet"


def _cell(cell: HeatCell, compose: Composer) -> Flowable:
    worst = f"{cell.worst:.0f}{'*' if cell.unsure else ''}"
    style = DENSE_ON_DARK if band_look(cell.band).on_tint == PAPER else DENSE_CENTER
    return compose.cell([Strong(worst), LINE_BREAK, f"{cell.median:.0f}"], style)


def _shades(row: HeatRow, place: int) -> list[Any]:
    return [
        ("BACKGROUND", (column, place), (column, place), band_look(cell.band).tint)
        for column, cell in enumerate(row.cells, start=1)
    ]
