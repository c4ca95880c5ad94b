"""What a new edition changes against the last: worth a look, though it may be right."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from scoring.editions.cells import TableRow, Value
from scoring.editions.expected import Expected
from scoring.editions.problems import Told
from scoring.editions.whole import named, shown
from scoring.exact import Number
from scoring.reference import Row, Table


def tell_moves(rows: Sequence[TableRow], last: Table, expected: Expected, told: Told) -> None:
    """Rows that are new or gone, and values that moved by more than their threshold."""
    for row in rows:
        before = last.row(*row.key)
        if before is None:
            told.add("added", row.row, who=named(row.key))
        else:
            _tell_row(row, before, expected, told)
    now = {row.key for row in rows}
    for gone in last:
        if gone.key not in now:
            told.add("gone", who=named(gone.key))


def tell_origin(origin: Mapping[str, Any], last: Table, told: Told) -> None:
    """An older year than the last edition's, and columns that lose their own source."""
    if origin["year"] < last.year:
        told.add("older", given=origin["year"], before=last.year)
    for column, about in last.fields.items():
        if "source" in about and "source" not in origin.get("fields", {}).get(column, {}):
            before = f"{about['source']}, {about.get('year', last.year)}"
            told.add("source_lost", 0, column, given=column, before=before)


def _tell_row(row: TableRow, before: Row, expected: Expected, told: Told) -> None:
    for column, scale in expected.scales.items():
        if _moved(before[column], row.values.get(column), scale.moved):
            _tell(row, column, before, told)
    for column in expected.watched:
        if (before[column] or None) != (row.values.get(column) or None):
            _tell(row, column, before, told)


def _moved(before: Number | None, now: Value, threshold: Number) -> bool:
    if before is None or not isinstance(now, int | Fraction):
        return before != now
    return abs(Fraction(now) - Fraction(before)) > threshold


def _tell(row: TableRow, column: str, before: Row, told: Told) -> None:
    value = before[column]
    told.add(
        "moved",
        row.row,
        column,
        who=named(row.key),
        before=shown(int(value) if isinstance(value, bool) else value),
        given=shown(row.values.get(column)),
    )
