"""Find the answers in a spreadsheet again: by its hidden marks, else by the words in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from questionnaires.answer_sheet import marks
from questionnaires.answer_sheet.marks import About, Seen
from questionnaires.answer_sheet.raw import Place, RawSheet, letters
from questionnaires.types.sheet_cells import UNIT, Cell, Cells, is_empty

Row = Sequence[Cell]
BEFORE_MARK = {"": 3, UNIT: 2}
"""How far left of its mark an answer stands, where the columns themselves have lost their marks."""


@dataclass(frozen=True)
class Entry:
    """A row of a table: its cells by column, and where it stands."""

    sheet: str
    number: int
    cells: Mapping[str, Cells]
    columns: Mapping[tuple[str, str], str]

    def place(self, column: str, part: str = "") -> Place:
        """Where the cell of a column stands."""
        return Place(self.sheet, self.number, self.columns.get((column, part), ""))


@dataclass(frozen=True)
class Said:
    """What a spreadsheet says of one question.

    `entries` are the rows of a table, None where its sheet is not there. `again` are other rows
    in which the same question is answered otherwise.
    """

    cells: Mapping[str, Cell] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    seen: Seen | None = None
    entries: tuple[Entry, ...] | None = None
    again: tuple[Place, ...] = ()

    def place(self, part: str = "") -> Place | None:
        """Where a part of the answer stands; the answer itself where that part is nowhere."""
        return self.places.get(part) or self.places.get("")


@dataclass(frozen=True)
class Readout:
    """All that a spreadsheet says. Without `about` it was not made by us, or lost its marks."""

    said: Mapping[str, Said]
    about: About | None = None


def by_marks(sheets: Sequence[RawSheet]) -> Readout:
    """What stands beside the marks, in whatever order rows and sheets are now."""
    found: dict[str, Said] = {}
    about: dict[str, str] = {}
    for sheet in sheets:
        columns: dict[str, int] = {}
        table: list[tuple[int, str, str, str]] = []
        for number, row in sheet.numbered():
            placed = list(_marks(row))
            about |= {path[1]: _text(row, at + 1) for at, path in placed if _is_about(path)}
            columns |= {path[0]: at for at, path in placed if len(path) == 1}
            table = _table_columns(placed) or table
            for at, path in placed:
                if path[0] in (marks.QUESTION, marks.CHOICE) and len(path) > 1:
                    _add(found, path, _said(sheet, number, row, at, path, columns))
            if table and not placed:
                _add_entry(found, table[0][1], entry_of(sheet, number, row, table))
            elif table:
                _start(found, table[0][1])
    return Readout(found, _about(about))


def entry_of(
    sheet: RawSheet, number: int, row: Row, columns: Sequence[tuple[int, str, str, str]]
) -> Entry | None:
    """A row of a table, None where it is empty. `columns`: (place, table, column, part)."""
    cells: dict[str, dict[str, Cell]] = {}
    names: dict[tuple[str, str], str] = {}
    for at, _table, column, part in columns:
        names[column, part] = letters(sheet.first_column + at)
        cell = row[at] if at < len(row) else None
        if not is_empty(cell):
            cells.setdefault(column, {})[part] = cell
    return Entry(sheet.name, number, cells, names) if cells else None


def _marks(row: Row) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at, cell in enumerate(row):
        if path := marks.mark_in(cell):
            yield at, path


def _is_about(path: tuple[str, ...]) -> bool:
    return len(path) == 2 and path[0] == marks.ABOUT and path[1] in About.__slots__


def _about(said: Mapping[str, str]) -> About | None:
    named = {name: said[name] for name in About.__slots__ if name in said}
    return About(**named) if {"questionnaire", "version", "sha256"} <= named.keys() else None


def _table_columns(
    placed: Sequence[tuple[int, tuple[str, ...]]],
) -> list[tuple[int, str, str, str]]:
    return [
        (at, path[1], path[2], path[3] if len(path) > 3 else "")
        for at, path in placed
        if path[0] == marks.COLUMN and len(path) > 2
    ]


def _said(
    sheet: RawSheet,
    number: int,
    row: Row,
    at: int,
    path: tuple[str, ...],
    columns: Mapping[str, int],
) -> Said:
    answer = columns.get(marks.ANSWER, at - BEFORE_MARK[""])
    if path[0] == marks.CHOICE:
        return said_at(sheet, number, row, {":".join(path[2:]): answer})
    unit = columns.get(marks.UNIT, at - BEFORE_MARK[UNIT])
    said = said_at(sheet, number, row, {"": answer, UNIT: unit})
    return replace(said, seen=marks.seen_in(_cell(row, columns.get(marks.SEEN, at + 1))))


def said_at(sheet: RawSheet, number: int, row: Row, parts: Mapping[str, int]) -> Said:
    """What stands in some places of a row."""
    return Said(
        cells={part: _cell(row, at) for part, at in parts.items()},
        places={
            part: Place(sheet.name, number, letters(sheet.first_column + at))
            for part, at in parts.items()
        },
    )


def _add(found: dict[str, Said], path: tuple[str, ...], said: Said) -> None:
    found[path[1]] = joined(found.get(path[1], Said()), said)


def joined(before: Said, said: Said) -> Said:
    """What two rows say of one question; where both are filled in, the first and a remark."""
    cells, places, again = dict(before.cells), dict(before.places), before.again
    for part, cell in said.cells.items():
        known = cells.get(part)
        if is_empty(known):
            cells[part], places[part] = cell, said.places[part]
        elif not is_empty(cell) and cell != known:
            again = (*again, said.places[part])
    return replace(before, cells=cells, places=places, again=again, seen=before.seen or said.seen)


def _add_entry(found: dict[str, Said], table: str, entry: Entry | None) -> None:
    _start(found, table)
    if entry is not None:
        said = found[table]
        found[table] = replace(said, entries=(*(said.entries or ()), entry))


def _start(found: dict[str, Said], table: str) -> None:
    said = found.get(table, Said())
    if said.entries is None:
        found[table] = replace(said, entries=())


def _cell(row: Row, at: int) -> Cell:
    return row[at] if 0 <= at < len(row) else None


def _text(row: Row, at: int) -> str:
    cell = _cell(row, at)
    return str(cell).strip() if isinstance(cell, (str, int)) else ""
