"""Count the cells of a spreadsheet before it is read, and find formulas that have no result.

The reader makes a rectangle of every sheet, from its first cell to its last: two cells far apart
would fill the memory. So the marks in the XML are counted first, one after another, with nothing
kept.
"""

import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from assessments.sheets import limits
from assessments.sheets.inside import Unreadable

CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
CHUNK = 65_536
LONGEST_ERROR = 20
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
Attributes = dict[str, str]


@dataclass
class Count:
    """The cells that were counted so far.

    `unread`: (sheet part, cell) → the error that it shows, "" for a formula without a result.
    """

    cells: int = 0
    unread: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, times: int = 1) -> None:
        """Count a cell, or as many as one mark stands for."""
        self.cells += times
        if self.cells > limits.MOST_CELLS:
            raise Unreadable("too_many_cells")


def scan(archive: zipfile.ZipFile, kind: str) -> Count:
    """Count all cells. Raises Unreadable for too many, for one too far away, and for a DTD."""
    count = Count()
    if kind == "ods":
        parse(archive, "content.xml", _Ods(count))
        return count
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels")):
            reader = _Xlsx(count, name) if SHEET_PART.fullmatch(name) else Reader()
            parse(archive, name, reader)
    return count


class Reader:
    """Takes no notice of what it reads; that it can be parsed is enough."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text between two marks."""


class _Xlsx(Reader):
    def __init__(self, count: Count, part: str) -> None:
        self.count, self.part = count, part
        self.cell = self.shown = ""
        self.has_formula = self.has_value = self.is_error = False

    def start(self, name: str, attributes: Attributes) -> None:
        match _local(name):
            case "c":
                self.count.add()
                self.cell, self.shown = attributes.get("r", ""), ""
                self.has_formula = self.has_value = False
                self.is_error = attributes.get("t") == "e"
                _refuse_far(self.cell)
            case "f":
                self.has_formula = True
            case "v" | "is":
                self.has_value = True

    def text(self, data: str) -> None:
        if self.is_error and self.has_value:
            self.shown = (self.shown + data)[:LONGEST_ERROR]

    def end(self, name: str) -> None:
        if _local(name) == "c" and (self.is_error or (self.has_formula and not self.has_value)):
            self.count.unread[self.part, self.cell] = self.shown


class _Ods(Reader):
    """Rows and cells are repeated by a number; empty ones at the end stand for a whole sheet."""

    def __init__(self, count: Count) -> None:
        self.count = count
        self.sheets = self.row = self.column = self.rows = 0
        self.is_filled = False
        self.in_row = 0

    def start(self, name: str, attributes: Attributes) -> None:
        match _local(name):
            case "table":
                self.sheets, self.row = self.sheets + 1, 0
                if self.sheets > limits.MOST_SHEETS:
                    raise Unreadable("too_many_sheets")
            case "table-row":
                self.rows = _times(attributes, "number-rows-repeated")
                self.column = self.in_row = 0
            case "table-cell" | "covered-table-cell":
                self._cell(attributes)

    def _cell(self, attributes: Attributes) -> None:
        times = _times(attributes, "number-columns-repeated")
        self.column += times
        is_filled = any(_local(name) in ("value-type", "formula") for name in attributes)
        if is_filled:
            self.in_row = self.column
            if self.column > limits.LAST_COLUMN:
                raise Unreadable("too_far", f"{self.column}:{self.row + 1}")

    def end(self, name: str) -> None:
        if _local(name) != "table-row":
            return
        self.row += self.rows
        if self.in_row:
            self.count.add(self.in_row * self.rows)
            if self.row > limits.LAST_ROW:
                raise Unreadable("too_far", f"{self.in_row}:{self.row}")


def parse(archive: zipfile.ZipFile, name: str, reader: Reader) -> None:
    """Let a reader follow the marks of one part of the archive, which may not declare a DTD."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_dtd
    with archive.open(name) as part:
        for chunk in iter(lambda: part.read(CHUNK), b""):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _refuse_dtd(*_declared: object) -> None:
    raise Unreadable("damaged")


def _refuse_far(cell: str) -> None:
    found = CELL.fullmatch(cell)
    if cell and not found:
        raise Unreadable("damaged")
    if found and (int(found[2]) > limits.LAST_ROW or column_of(found[1]) > limits.LAST_COLUMN):
        raise Unreadable("too_far", cell)


def column_of(letters: str) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _times(attributes: Attributes, wanted: str) -> int:
    for name, value in attributes.items():
        if _local(name) == wanted and value.isascii() and value.isdigit():
            return min(int(value[:9]), 10_000_000)
    return 1
