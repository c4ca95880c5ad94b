"""A spreadsheet as it was read: sheets of cells with their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questionnaires.types.sheet_cells import Cell


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The cells of a sheet from its first used row and column on, which count from 1."""

    name: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    first_column: int = 1

    def numbered(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each row with its number, as the spreadsheet program shows it."""
        return enumerate(self.rows, start=self.first_row)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, as a spreadsheet program names it."""

    sheet: str
    row: int
    column: str = ""

    @property
    def cell(self) -> str:
        """The name of the cell, such as D17."""
        return f"{self.column}{self.row}"


def letters(column: int) -> str:
    """The name of a column that is counted from 1: A, B, …, Z, AA."""
    name = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
