"""What is read out of spreadsheets, and which ones are refused, why, and at no great cost (C17)."""

import random
from datetime import date
from decimal import Decimal

import pytest

from assessments.sheets import limits, refusals
from assessments.sheets.inside.__main__ import answer
from assessments.sheets.reading import read_cells, sheets_in
from assessments.sheets.refusals import UnreadableSheet
from questionnaires.types.sheet_cells import Unread
from tests.assessments.sheets.bombs import (
    ods,
    ods_empty,
    ods_row,
    ods_text,
    row,
    text,
    xlsx,
    xlsx_parts,
    zipped,
)

HELLO = row(1, text("A1", "Hello"))
LAUGHS = '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/passwd">]>'
SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def reason(data: bytes, name: str = "answers.xlsx") -> tuple[str, str]:
    with pytest.raises(UnreadableSheet) as refusal:
        read_cells(data, name)
    assert refusal.value.reason in refusals.REASONS
    return refusal.value.reason, refusal.value.place


def million() -> bytes:
    return xlsx("".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1_000_000)), level=1)


def shared_string() -> bytes:
    """One text of two million letters, said by three thousand cells: 6 GB if each had its own."""
    parts = xlsx_parts("".join(row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, 3001)))
    words = "".join(random.Random(4).choices("abcdefghijklmnopqrstuvwxyz", k=2_000_000))
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><t>{words}</t></si></sst>"
    )
    relation = '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'{relation}relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    return zipped(parts)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", ("empty", "")),
        (b"PK\x03\x04" + bytes(limits.LARGEST_FILE), ("too_large", "")),
        (b"Country;Answer\n", ("not_a_sheet", "")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ("old_or_locked", "")),
        (b"PK\x03\x04 and then nothing", ("damaged", "")),
        (zipped({"Index/Document.iwa": "x"}), ("numbers", "")),
        (zipped({"word/document.xml": "x"}), ("not_a_sheet", "")),
        (xlsx(HELLO, more={"../up.xml": "x"}), ("damaged", "")),
        (xlsx(HELLO, more={"xl/vbaProject.bin": "x"}), ("macros", "")),
        (xlsx(HELLO, more={f"xl/{n}.bin": "x" for n in range(200)}), ("too_heavy", "")),
        (xlsx(HELLO, more={"xl/media/a": bytes(20_000_000)}), ("too_heavy", "")),
        (xlsx(row(1, text("A1", "x"), text("XFD1048576", "y"))), ("too_far", "XFD1048576")),
        (xlsx(row(1, text("A1", "x"), text("CW1", "far"))), ("too_far", "CW1")),
        (zipped(xlsx_parts(row(1, text("A1", "&m;")), doctype=LAUGHS)), ("damaged", "")),
        (zipped(xlsx_parts(row(1, text("A1", "&l;")), doctype=OUTSIDE)), ("damaged", "")),
        (zipped(xlsx_parts(HELLO, names=map(str, range(61)))), ("too_many_sheets", "")),
        (ods(ods_row(ods_text("x", times=16_384), times=1_048_576)), ("too_far", "16384:1")),
        (ods(ods_row(ods_text("x", times=100), times=9_000)), ("too_many_cells", "")),
        (ods(ods_row(ods_text("x"), times=10_001)), ("too_far", "1:10001")),
        (ods(ods_row(ods_text("x")), {"Basic/script-lc.xml": "<a/>"}), ("macros", "")),
        (ods("", {"META-INF/manifest.xml": "<a><encryption-data/></a>"}), ("old_or_locked", "")),
    ],
    ids=lambda value: "-".join(filter(None, value)) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_what_is_no_honest_spreadsheet_is_refused_with_its_reason(
    data: bytes, told: tuple[str, str]
) -> None:
    assert reason(data) == told


def test_a_text_file_is_told_from_other_things_by_its_name() -> None:
    assert reason(b"Country;Answer\n", "answers.CSV") == ("csv", "")


def test_a_million_rows_are_refused_before_they_are_kept() -> None:
    assert reason(million())[0] in {"too_heavy", "too_far", "too_many_cells"}


def test_what_would_not_fit_into_the_memory_of_the_reader_ends_the_reader_alone() -> None:
    assert reason(shared_string())[0] in {"too_heavy", "too_much_text", "damaged"}


def test_cells_keep_their_kinds_and_places() -> None:
    cells = (
        text("B3", "Yes"),
        '<c r="C3"><v>0.1</v></c>',
        '<c r="D3" t="b"><v>1</v></c>',
        '<c r="E3" t="str"><f>A1&amp;"x"</f><v>kept</v></c>',
        '<c r="F3"><f>[1]Elsewhere!A1</f></c>',
        '<c r="G3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        """<c r="H3"><f>cmd|'/c calc'!A0</f><v>7</v></c>""",
    )
    (sheet,) = sheets_in(read_cells(xlsx(row(3, *cells)), "a.xlsx"))
    assert (sheet.name, sheet.first_row, sheet.first_column) == ("One", 3, 2)
    assert list(sheet.rows[0]) == [
        "Yes", Decimal("0.1"), True, "kept", Unread(), Unread("#DIV/0!"), 7,
    ]  # fmt: skip


def test_the_empty_rest_of_an_ods_sheet_is_not_taken_for_cells() -> None:
    filled = ods_row(
        ods_text("Yes"),
        '<table:table-cell office:value-type="date" office:date-value="2026-11-21"/>',
        '<table:table-cell office:value-type="float" office:value="12.5"/>',
        ods_empty(16_381),
    )
    data = ods(filled + ods_row(ods_empty(16_384), times=1_048_575))
    (sheet,) = sheets_in(read_cells(data, "a.ods"))
    assert list(sheet.rows[0]) == ["Yes", date(2026, 11, 21), Decimal("12.5")]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_file_with_changed_bytes_is_read_or_refused_and_nothing_else(kind: str) -> None:
    chance = random.Random(2026)
    rows = "".join(row(n, text(f"A{n}", "Question"), text(f"B{n}", "Yes")) for n in range(1, 9))
    whole = xlsx(rows) if kind == "xlsx" else ods(ods_row(ods_text("Yes")) * 8)
    told = set()
    for _ in range(500):
        data = bytearray(whole)
        for _change in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.2:
            del data[chance.randrange(len(data)) :]
        said = answer(bytes(data), kind)
        told.add(said.get("refused", "read"))
    assert told <= {*refusals.REASONS, "read"}
    assert "damaged" in told
