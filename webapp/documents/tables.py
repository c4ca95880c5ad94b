"""Tables that repeat their heads and never tear a row."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, Table, TableStyle

from webapp.documents.palette import LINE, WASH

Cell = Flowable | Sequence[Flowable] | str
Commands = Sequence[Any]
"""Commands of a ReportLab TableStyle."""

RULED: Commands = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 5),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.8),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
)
HEADED: Commands = (
    ("LINEBELOW", (0, 0), (-1, 0), 0.9, LINE),
    ("BACKGROUND", (0, 0), (-1, 0), WASH),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
)
BARE: Commands = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
)


def ruled(
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    extra: Commands = (),
) -> Table:
    """A table for many rows: thin rules, its head on every page. Widths are in millimetres."""
    table = LongTable(
        [list(head), *(list(row) for row in rows)],
        colWidths=[width * mm for width in widths],
        repeatRows=1,
        splitByRow=1,
        hAlign="LEFT",
    )
    table.setStyle(TableStyle([*RULED, *HEADED, *extra]))
    return table


def plain(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    extra: Commands = (),
) -> Table:
    """A table that only aligns. Widths are in millimetres."""
    table = Table(
        [list(row) for row in rows], colWidths=[width * mm for width in widths], hAlign="LEFT"
    )
    table.setStyle(TableStyle([*BARE, *extra]))
    return table


def group_row(at: int, *, span: bool = True) -> list[Any]:
    """The style of a row that names the rows after it; it never stands last on a page."""
    style: list[Any] = [
        ("BACKGROUND", (0, at), (-1, at), WASH),
        ("NOSPLIT", (0, at), (-1, at + 1)),
    ]
    return [*style, ("SPAN", (0, at), (-1, at))] if span else style
