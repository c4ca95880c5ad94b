"""A file against the last edition: all that is wrong with it at once, or the new edition."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from scoring import shipped
from scoring.canonical import digest
from scoring.editions.cells import CellReader, TableRow
from scoring.editions.expected import Expected, load_expected
from scoring.editions.moves import tell_changes
from scoring.editions.origin import NOTHING, OriginReader, Stated
from scoring.editions.problems import Problem, Told, Unreadable, excerpt
from scoring.editions.sheet import Line, Sheet, read_sheet
from scoring.editions.whole import (
    check_anchors,
    check_columns,
    check_duplicates,
    check_row_count,
)
from scoring.reference import Reference, columns_of

KINDS: Mapping[str, str] = {
    "countries": "countries",
    "goods": "goods",
    "listed-goods": "listed_goods",
    "sectors": "sectors",
}
UNCONFIRMED = "row_count"
NOTHING_NEW = "nothing_new"
DECIMAL_COMMA_WITH = (";", "\t")


@dataclass(frozen=True)
class Checked:
    """What became of a file. `edition` is None while there are problems.

    `more_problems` and `more_warnings` say that there are others beyond the first that are told.
    """

    table: str
    rows: int
    last_rows: int
    problems: tuple[Problem, ...]
    more_problems: bool = False
    warnings: tuple[Problem, ...] = ()
    more_warnings: bool = False
    edition: Reference | None = None

    @property
    def unconfirmed(self) -> bool:
        """Whether the number of rows waits to be confirmed."""
        return any(problem.key == UNCONFIRMED for problem in self.problems)

    @property
    def nothing_new(self) -> bool:
        """Whether the file says what the last edition says."""
        return any(warning.key == NOTHING_NEW for warning in self.warnings)


def check_edition(
    raw: bytes,
    kind: str,
    *,
    last: Reference,
    known: Mapping[str, Collection[str]],
    this_year: int,
    beside: Stated = NOTHING,
    row_count_confirmed: bool = False,
) -> Checked:
    """Check the bytes of a CSV file as the next edition of one table. Never raises for bad bytes.

    `kind` is a key of KINDS. All other tables of the edition stay as they are in `last`.
    """
    name = KINDS[kind]
    last_rows = len(last.table(name))
    try:
        sheet = read_sheet(raw)
    except Unreadable as unreadable:
        return Checked(name, 0, last_rows, (unreadable.problem,))
    table = _Table(name, last, load_expected(shipped.editions_path()), known)
    whole, by_row = Told(), Told()
    origin = OriginReader(table.about, table.names, this_year).read(sheet, beside, whole)
    check_row_count(len(sheet.lines), last_rows, confirmed=row_count_confirmed, told=whole)
    rows = table.rows(sheet, by_row)
    table.check(rows, whole)
    told = whole + by_row
    if told.problems:
        return Checked(name, len(sheet.lines), last_rows, tuple(told.problems), told.more)
    return table.checked(rows, origin)


class _Table:
    def __init__(
        self,
        name: str,
        last: Reference,
        expected: Mapping[str, Expected],
        known: Mapping[str, Collection[str]],
    ) -> None:
        self.name, self.last, self.known = name, last, known
        self.expected = expected[name]
        self.about: Mapping[str, Any] = last.document["tables"][name]
        self.columns = tuple(columns_of(self.about))
        self.names = tuple(column for column, _ in self.columns)

    def rows(self, sheet: Sheet, told: Told) -> list[TableRow]:
        """The rows that have all cells; none where the columns are not those of the table."""
        header = sheet.header
        self._check_header(header, told)
        if sorted(header.cells) != sorted(self.names):
            return []
        positions = tuple(header.cells.index(column) for column in self.names)
        decimal_comma = sheet.separator in DECIMAL_COMMA_WITH
        key = tuple(self.about["key"])
        reader = CellReader(self.columns, key, self.expected, self.known, decimal_comma)
        rows = []
        for line in sheet.lines:
            if told.more:
                break
            if len(line.cells) == len(self.names):
                rows.append(reader.read(line, positions, told))
            else:
                told.add("cells", line.row, found=len(line.cells), wanted=len(self.names))
        check_duplicates(rows, told)
        return rows

    def check(self, rows: list[TableRow], told: Told) -> None:
        """What only the table as a whole shows."""
        if rows:
            check_columns(rows, self.columns, told)
            check_anchors(rows, self.expected, told)

    def checked(self, rows: list[TableRow], origin: Mapping[str, Any]) -> Checked:
        """The edition with the rows, and what to look at in it."""
        table = {key: value for key, value in self.about.items() if key != "fields"}
        edition = _with_table(
            self.last, self.name, {**table, **origin, "rows": [list(row.cells) for row in rows]}
        )
        last, warnings = self.last.table(self.name), Told()
        if edition is self.last:
            warnings.add(NOTHING_NEW)
        else:
            places = {row.key: row.row for row in rows}
            tell_changes(edition.table(self.name), last, self.expected, warnings, places)
        found = tuple(warnings.problems)
        return Checked(self.name, len(rows), len(last), (), False, found, warnings.more, edition)

    def _check_header(self, header: Line, told: Told) -> None:
        listed = ", ".join(self.names)
        for column, times in Counter(header.cells).items():
            if column not in self.names:
                given = excerpt(column) or "(no name)"
                told.add("column_unknown", header.row, given, columns=listed)
            elif times > 1:
                told.add("column_twice", header.row, column)
        for column in self.names:
            if column not in header.cells:
                told.add("column_missing", header.row, column, columns=listed)


def _with_table(last: Reference, name: str, table: Mapping[str, Any]) -> Reference:
    """The reference data with one table replaced; `last` itself where nothing is different.

    Its version is that of the shipped data with the first letters of the digest of its tables.
    """
    tables = {**last.document["tables"], name: table}
    digest_of_tables = digest(tables)
    if digest_of_tables == digest(last.document["tables"]):
        return last
    shipped_version = last.version.partition("+")[0]
    version = f"{shipped_version}+{digest_of_tables[:8]}"
    return Reference({**last.document, "version": version, "tables": tables})
