"""Whatever is brought as a CSV file: a clear message or an edition, never a traceback."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.editions import KINDS, LARGEST_FILE, Stated
from tests.scoring.editions.samples import changed, check, shipped_file, told

GOOD = {kind: shipped_file(kind) for kind in KINDS}


@pytest.mark.parametrize(
    "spelt",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: ("sep=;\n" + text.replace(",", ";")).encode(),
        lambda text: text.replace(",", " , ").encode(),
        lambda text: ("\n\n" + text.replace("\n", "\n,,,,\n")).encode(),
        lambda text: '"' + text.strip().replace(",", '","').replace("\n", '"\n"') + '"',
    ],
)
def test_however_a_table_is_spelt_it_is_the_same_edition(spelt):
    spelling = spelt(GOOD["listed-goods"].decode())
    raw = spelling.encode() if isinstance(spelling, str) else spelling
    checked = check(raw, "listed-goods")
    assert [str(problem) for problem in checked.problems] == []
    assert checked.edition.sha256 == check(GOOD["listed-goods"], "listed-goods").edition.sha256


def test_first_lines_count_however_a_spreadsheet_saved_them():
    said = 'Board; "Invented", 2026'
    table = GOOD["goods"].decode().replace(",", ";")
    quoted = said.replace('"', '""')
    head = f'"# source: {quoted}";;;\r\n# year: 2026;;;\r\n# licence: own use;;;\r\n;;;\r\n'
    checked = check((head + table).encode("utf-8-sig"), "goods", Stated())
    assert checked.problems == ()
    assert checked.edition.table("goods").source == said


def test_a_decimal_comma_counts_where_the_comma_separates_nothing():
    raw = changed("sectors", ("pharma,21,30", "pharma,21,30.5"))
    commas = raw.replace(b'"49,52"', b"49/52").replace(b'"87-88,97"', b"87").replace(b",", b";")
    checked = check(commas.replace(b"30.5", b"30,5"), "sectors")
    assert checked.problems == ()
    assert str(checked.edition.sectors.row("pharma")["score"]) == "61/2"


FILES = {
    "nothing": (b"", "empty"),
    "blank_lines": (b"\n\r\n , \n", "empty"),
    "only_remarks": (b"# source: x\n", "empty"),
    "a_workbook": (b"PK\x03\x04" + b"\0" * 100, "workbook"),
    "an_old_workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "workbook"),
    "latin_1": (GOOD["goods"].decode().encode("latin-1"), "encoding"),
    "utf_16_cut_off": (GOOD["goods"].decode().encode("utf-16")[:-1], "encoding"),
    "utf_16_without_its_mark": (GOOD["goods"].decode().encode("utf-16-le"), "encoding"),
    "utf_16_of_ascii": (GOOD["sectors"].decode().encode("utf-16-le"), "nul"),
    "nul": (GOOD["sectors"].replace(b"bricks", b"bri\0cks"), "nul"),
    "an_open_quote": (GOOD["sectors"].replace(b"bricks", b'"bricks'), "quotes"),
    "a_quote_inside": (GOOD["sectors"].replace(b"bricks", b'"bri"cks'), "quotes"),
    "an_endless_cell": (b"sector,isic,score\n" + b"a" * 200_000, "quotes"),
    "fifty_megabytes": (b"x" * 50_000_000, "too_large"),
    "a_million_rows": (b"a\n" * 1_000_000, "too_many_rows"),
    "a_million_columns": (b"," * 1_000_000 + b"\nx", "column_missing"),
    "html": (b"<!doctype html><title>Not found</title>", "column_missing"),
}


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_no_table_is_refused_with_the_reason(file):
    raw, key = FILES[file]
    checked = check(raw, "sectors")
    assert key in told(checked)
    assert checked.edition is None


@pytest.mark.parametrize("file", ["fifty_megabytes", "a_million_rows", "a_million_columns"])
def test_memory_does_not_grow_with_the_file(file):
    tracemalloc.start()
    try:
        check(FILES[file][0], "sectors")
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 100 * LARGEST_FILE


PIECES = [
    *(b'"', b"'", b",", b";", b"\n", b"\r\n", b"\0", b"\t", b"=1+1", b"#", b"# year: 1\n"),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"-1", b"101", b"1e9", b"9" * 400),
]
pieces = st.one_of(st.binary(max_size=8), st.sampled_from(PIECES))


@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_mutated_table_gives_problems_or_an_edition_within_its_scales(kind, data):
    raw = GOOD[kind]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 40)))
        raw = raw[:start] + data.draw(pieces) + raw[end:]
    checked = check(raw, kind)
    assert (checked.edition is None) == bool(checked.problems)
    for problem in (*checked.problems, *checked.warnings):
        assert str(problem).isprintable()
    if checked.edition is not None:
        for row in checked.edition.table(KINDS[kind]):
            assert 0 <= row.values.get("score", 0) <= 100


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_answered(raw):
    assert check(raw, "countries").problems
