"""What a new edition changes against the last: worth a look, though it may be right."""

from collections.abc import Mapping
from fractions import Fraction

from scoring import shipped
from scoring.editions.expected import Expected, Key, load_expected
from scoring.editions.problems import Problem, Told
from scoring.editions.whole import named, shown
from scoring.exact import Number
from scoring.reference import Reference, Row, Table

NOWHERE: Mapping[Key, int] = {}


def changes(last: Reference, edition: Reference) -> dict[str, tuple[Problem, ...]]:
    """For each table that an edition has otherwise than the last, what is worth a look in it."""
    expected, found = load_expected(shipped.editions_path()), {}
    for name, table in edition.tables.items():
        if name in expected and edition.document["tables"][name] != last.document["tables"][name]:
            told = Told()
            tell_changes(table, last.table(name), expected[name], told)
            found[name] = tuple(told.problems)
    return found


def tell_changes(
    table: Table,
    last: Table,
    expected: Expected,
    told: Told,
    places: Mapping[Key, int] = NOWHERE,
) -> None:
    """An older year, columns that lost their source, rows new or gone, values that moved far.

    `places` gives the row of the file for each key.
    """
    _tell_origin(table, last, told)
    for row in table:
        before = last.row(*row.key)
        if before is None:
            told.add("added", places.get(row.key, 0), who=named(row.key))
        else:
            _tell_row(row, before, expected, told, places.get(row.key, 0))
    for gone in last:
        if table.row(*gone.key) is None:
            told.add("gone", who=named(gone.key))


def _tell_origin(table: Table, last: Table, told: Told) -> None:
    if table.year < last.year:
        told.add("older", given=table.year, before=last.year)
    for column, about in last.fields.items():
        if "source" in about and "source" not in table.fields.get(column, {}):
            before = f"{about['source']}, {about.get('year', last.year)}"
            told.add("source_lost", 0, column, given=column, before=before)


def _tell_row(row: Row, before: Row, expected: Expected, told: Told, place: int) -> None:
    far = [
        column
        for column, scale in expected.scales.items()
        if _moved(before[column], row[column], scale.moved)
    ]
    other = [column for column in expected.watched if before[column] != row[column]]
    for column in (*far, *other):
        told.add(
            "moved",
            place,
            column,
            who=named(row.key),
            before=shown(before[column]),
            given=shown(row[column]),
        )


def _moved(before: Number | None, now: Number | None, threshold: Number) -> bool:
    if before is None or now is None:
        return before != now
    return abs(Fraction(now) - Fraction(before)) > threshold
