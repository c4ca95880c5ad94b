"""What a spreadsheet says, as data: sheets of typed cells with a codebook for every column."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Value = str | int | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stable name, what it holds, and how wide it is in characters."""

    name: str
    meaning: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; every row has one value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in order, made for one company on one day."""

    title: str
    company: str
    on: date
    sheets: tuple[Sheet, ...]


_CODEBOOK = (
    Column("sheet", "The sheet that holds the column", 14),
    Column("column", "The name of the column", 24),
    Column("meaning", "What it holds", 90),
)


def with_codebook(title: str, company: str, on: date, sheets: Sequence[Sheet]) -> Workbook:
    """A workbook with a last sheet that explains every column of the others."""
    rows = tuple(
        (sheet.name, column.name, column.meaning) for sheet in sheets for column in sheet.columns
    )
    codebook = Sheet("codebook", _CODEBOOK, rows)
    return Workbook(title, company, on, (*sheets, codebook))
