"""Checks of a table as a whole: what no single row shows."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from scoring.editions.cells import TableRow
from scoring.editions.expected import Anchor, Expected, Key
from scoring.editions.problems import Told
from scoring.exact import Number, decimal

LARGEST_SHARE = 20
FEWEST_FOR_A_STEP = 5


def check_row_count(rows: int, last: int, *, confirmed: bool, told: Told) -> None:
    """Fewer than half the rows of the last edition are refused, a fifth off must be confirmed."""
    if 2 * rows < last:
        told.add("half_gone", rows=rows, last=last)
    elif 100 * abs(rows - last) > LARGEST_SHARE * last and not confirmed:
        told.add("row_count", rows=rows, last=last, share=LARGEST_SHARE)


def check_duplicates(rows: Sequence[TableRow], told: Told) -> None:
    """A key stands in one row only."""
    first: dict[Key, int] = {}
    for row in rows:
        if row.key in first:
            told.add("duplicate", row.row, who=named(row.key), first=first[row.key])
        else:
            first[row.key] = row.row


def check_columns(rows: Sequence[TableRow], columns: Sequence[tuple[str, str]], told: Told) -> None:
    """No column of numbers or flags is empty, or looks filled in instead of measured."""
    for column, kind in columns:
        if kind not in ("number", "flag") or not any(column in row.values for row in rows):
            continue
        values = [
            value for row in rows if isinstance(value := row.values.get(column), int | Fraction)
        ]
        _check_column(column, values, told)


def check_anchors(rows: Sequence[TableRow], expected: Expected, told: Told) -> None:
    """Rows that are known well enough are there and within their band."""
    by_key = {row.key: row for row in reversed(rows)}
    for anchor in expected.anchors:
        row = by_key.get(anchor.key)
        if row is None:
            told.add("anchor_missing", 0, who=named(anchor.key), because=anchor.why)
            continue
        value = row.values.get(anchor.column)
        if anchor.column in row.values and not _within(anchor, value):
            _tell_anchor(anchor, row, value, told)


def named(key: Key) -> str:
    """A key as people read it."""
    return ", ".join(part or "(empty)" for part in key)


def shown(value: object) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Fraction):
        return f"{decimal(value):f}"
    return str(value) if value not in (None, "") else "nothing"


def _check_column(column: str, values: list[Number], told: Told) -> None:
    if not values:
        told.add("column_empty", 0, column)
    elif len(values) < FEWEST_FOR_A_STEP:
        return
    elif len(set(values)) == 1:
        told.add("column_constant", 0, column, given=shown(values[0]))
    elif _constant_step(values):
        step = Fraction(max(values) - min(values)) / (len(values) - 1)
        told.add("constant_step", 0, column, step=shown(step))


def _constant_step(values: list[Number]) -> bool:
    """Whether the values in order are the same step apart, but for rounding of the last decimal."""
    ordered = sorted(values)
    steps = [after - before for before, after in pairwise(ordered)]
    unit = 0 if all(isinstance(value, int) for value in values) else _last_place(values)
    return max(steps) - min(steps) <= unit and min(steps) > unit


def _last_place(values: list[Number]) -> Fraction:
    places = max(-int(decimal(value).normalize().as_tuple().exponent) for value in values)
    return Fraction(1, 10**places)


def _within(anchor: Anchor, value: object) -> bool:
    return isinstance(value, int | Fraction) and anchor.least <= value <= anchor.most


def _tell_anchor(anchor: Anchor, row: TableRow, value: object, told: Told) -> None:
    least, most = shown(anchor.least), shown(anchor.most)
    told.add(
        "anchor",
        row.row,
        anchor.column,
        who=named(anchor.key),
        given=shown(value),
        wanted=least if least == most else f"{least} to {most}",
        because=anchor.why,
    )
