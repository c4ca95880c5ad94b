"""A CSV file from anywhere as numbered rows: whatever its encoding, separator and line ends."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoring.editions.problems import Unreadable

MEGABYTE = 1024 * 1024
LARGEST_FILE = 2 * MEGABYTE
MOST_ROWS = 10_000

ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SEPARATORS = (",", ";", "\t")
PREAMBLE = ("#", "sep=")
STATED = re.compile(
    r"#\s*(source|year|licence|license|caveat)(?:\s+of\s+(\w+))?\s*:\s*(.*)", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file with its number, as a spreadsheet counts."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The header and the rows of a file, and what its first lines state about it.

    `stated` has `source`, `year` and `licence` of the table under the column "", and those of
    columns with a source of their own under their names; `caveats` in their order.
    """

    separator: str
    header: Line
    lines: list[Line]
    stated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()


def read_sheet(raw: bytes) -> Sheet:
    """Read a file. Raises Unreadable where nothing more than one thing can be said of it.

    Lines that begin with # before the header are comments; `# source: …` states something, and
    Excel's `sep=;` is passed over.
    Rows without a single filled cell do not count.
    """
    text = _text(raw)
    separator = _separator(text)
    rows = _rows(text, separator)
    stated: dict[str, dict[str, str]] = {}
    caveats: list[str] = []
    header = None
    for header in rows:
        if not header.cells[0].lstrip().startswith(PREAMBLE):
            break
        _take_comment(separator.join(header.cells).rstrip(f"{separator} "), stated, caveats)
        header = None
    if header is None:
        raise Unreadable("empty")
    lines = [_trimmed(line) for line in rows]
    return Sheet(separator, _trimmed(header), lines, stated, tuple(caveats))


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST_FILE:
        raise Unreadable("too_large", most=LARGEST_FILE // MEGABYTE)
    if raw.startswith(WORKBOOKS):
        raise Unreadable("workbook")
    encoding = next((name for mark, name in ENCODINGS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", raw.count(b"\n", 0, error.start) + 1) from None
    if "\0" in text:
        raise Unreadable("nul", text.count("\n", 0, text.index("\0")) + 1)
    return text


def _separator(text: str) -> str:
    """The separator of the header, the first line that is neither empty nor before the table."""
    for line in io.StringIO(text):
        if line.strip(",;\t \r\n") and not line.lstrip('" ').startswith(PREAMBLE):
            return max(SEPARATORS, key=line.count)
    return SEPARATORS[0]


def _rows(text: str, separator: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if row > MOST_ROWS:
                raise Unreadable("too_many_rows", most=MOST_ROWS)
            if any(cell.strip() for cell in cells):
                yield Line(row, tuple(cells))
    except csv.Error:
        raise Unreadable("quotes", row + 1) from None


def _trimmed(line: Line) -> Line:
    return Line(line.row, tuple(cell.strip() for cell in line.cells))


def _take_comment(text: str, stated: dict[str, dict[str, str]], caveats: list[str]) -> None:
    found = STATED.fullmatch(text)
    if found is None:
        return
    name, column, value = found[1].lower(), found[2] or "", found[3].strip()
    if name == "caveat":
        caveats.append(value)
    else:
        stated.setdefault(column, {})[name.replace("license", "licence")] = value
