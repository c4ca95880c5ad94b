"""One row of a new edition: its cells as values, or what is wrong with them."""

import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scoring.editions.expected import Expected, Key
from scoring.editions.problems import Told, excerpt
from scoring.editions.sheet import Line
from scoring.exact import Number, exact

LONGEST_CELL = 500
FORMULA = re.compile(r"[=@]|[+-](?![0-9])")
COMMA_NUMBER = re.compile(r"-?[0-9]+,[0-9]+")
FLAGS = {"1": 1, "0": 0}
COUNTRIES = "countries"

Value = str | Number | None


@dataclass(frozen=True)
class TableRow:
    """A row of the table: its cells in the order of the columns, and the values that are right."""

    row: int
    key: Key
    cells: tuple[str, ...]
    values: Mapping[str, Value]


class _Unfit(Exception):
    """A cell that cannot be taken."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key, self.params = key, params


@dataclass(frozen=True)
class CellReader:
    """Reads the rows of a table. `columns` are name and kind in the order of the table."""

    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    expected: Expected
    known: Mapping[str, Collection[str]]
    decimal_comma: bool

    def read(self, line: Line, positions: tuple[int, ...], told: Told) -> TableRow:
        """The row of a line; `positions` says where each column stands in it."""
        cells, values = {}, {}
        for position, (column, kind) in zip(positions, self.columns, strict=True):
            cell = cells[column] = self._plain(line.cells[position], kind)
            try:
                values[column] = self._value(column, kind, cell)
            except _Unfit as unfit:
                told.add(unfit.key, line.row, column, **unfit.params)
        key = tuple(cells[name] for name in self.key)
        return TableRow(line.row, key, tuple(cells.values()), values)

    def _plain(self, cell: str, kind: str) -> str:
        """The cell with a point for a decimal comma, where the comma cannot be a separator."""
        if self.decimal_comma and kind == "number" and COMMA_NUMBER.fullmatch(cell):
            return cell.replace(",", ".")
        return cell

    def _value(self, column: str, kind: str, cell: str) -> Value:
        if not cell:
            if column in self.expected.blank:
                return None
            raise _Unfit("blank")
        _check_printable(cell)
        if kind == "flag":
            return _flag(cell)
        if kind == "number":
            return self._number(column, cell)
        return self._text(column, cell)

    def _number(self, column: str, cell: str) -> Number:
        scale = self.expected.scales[column]
        try:
            value = exact(cell)
        except ValueError:
            raise _Unfit("number", given=excerpt(cell)) from None
        if scale.whole and value.denominator != 1:
            raise _Unfit("whole", given=excerpt(cell))
        if not scale.least <= value <= scale.most:
            raise _Unfit("scale", given=excerpt(cell), least=scale.least, most=scale.most)
        return value

    def _text(self, column: str, cell: str) -> str:
        form, list_name = self.expected.forms.get(column), self.expected.known.get(column)
        if form and not form.pattern.fullmatch(cell):
            raise _Unfit("form", given=excerpt(cell), such_as=form.such_as)
        if list_name and cell not in self.known[list_name]:
            key = "country" if list_name == COUNTRIES else "unknown_key"
            nearest = _nearest(cell, self.known[list_name])
            raise _Unfit(key, given=excerpt(cell), list=list_name, nearest=nearest)
        return cell


def _check_printable(cell: str) -> None:
    if len(cell) > LONGEST_CELL:
        raise _Unfit("too_long", most=LONGEST_CELL)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in cell):
        raise _Unfit("characters")
    if FORMULA.match(cell):
        raise _Unfit("formula", given=excerpt(cell))


def _flag(cell: str) -> int:
    if cell not in FLAGS:
        raise _Unfit("flag", given=excerpt(cell))
    return FLAGS[cell]


def _nearest(cell: str, known: Collection[str]) -> str:
    """The known key that looks most like the cell."""
    start = cell[:20].casefold()
    folded = {key.casefold(): key for key in known}
    alike = sorted(key for key in folded if key[0] == start[0]) or sorted(folded)
    return folded[difflib.get_close_matches(start, alike, n=1, cutoff=0)[0]]
