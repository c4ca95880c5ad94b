"""A new edition of a table is checked whole before anybody can score with it."""

import csv
import io

import pytest

from scoring import shipped
from scoring.editions import KINDS, Stated
from scoring.editions.problems import MESSAGES, MOST_TOLD
from tests.scoring.editions.samples import STATED, changed, check, shipped_file, told

ANGOLA = "AGO,Angola,2,inferred,73.4,1,0,49.8"


def column_as(kind: str, column: str, value) -> bytes:
    """The shipped table with a column filled in by `value(number of the row)`."""
    rows = list(csv.DictReader(io.StringIO(shipped_file(kind).decode())))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows({**row, column: value(number)} for number, row in enumerate(rows))
    return out.getvalue().encode()


@pytest.mark.parametrize("kind", KINDS)
def test_each_shipped_table_passes_its_own_checks(kind):
    checked = check(shipped_file(kind), kind)
    assert checked.problems == ()
    assert checked.rows == checked.last_rows == len(checked.edition.table(KINDS[kind]))


def test_an_edition_replaces_one_table_and_keeps_the_others():
    last = shipped.reference()
    edition = check(changed("sectors", ("bricks,23.32,90", "bricks,23.32,95")), "sectors").edition
    assert edition.sectors.row("bricks")["score"] == 95
    assert edition.sectors.source == STATED.source
    assert edition.sha256 != last.sha256
    assert edition.version.startswith("2026.1+")
    for name in set(last.tables) - {"sectors"}:
        assert edition.document["tables"][name] == last.document["tables"][name]


def test_the_same_file_makes_the_same_edition_wherever_its_origin_is_stated():
    raw = shipped_file("sectors")
    head = b"# source: Report of the tests\n# YEAR: 2026\n# license: CC BY 4.0\n# a remark\n"
    within, beside = check(head + raw, "sectors", Stated()), check(raw, "sectors")
    assert within.edition.sha256 == beside.edition.sha256


def test_stating_two_origins_is_refused():
    checked = check(b"# source: Another\n" + shipped_file("sectors"), "sectors")
    assert told(checked) == {"stated_twice"}
    assert "“Another”" in str(checked.problems[0])


@pytest.mark.parametrize("missing", ["source", "year", "licence"])
def test_source_year_and_licence_are_needed(missing):
    stated = Stated(**{**vars(STATED), missing: ""})
    checked = check(shipped_file("goods"), "goods", stated)
    assert [(p.key, p.params["part"]) for p in checked.problems] == [("not_stated", missing)]


@pytest.mark.parametrize("year", ["26", "1989", "2028", "last", "２０２６", "2026.0"])
def test_a_year_is_one_that_data_can_be_from(year):
    stated = Stated(STATED.source, year, STATED.licence)
    assert told(check(shipped_file("goods"), "goods", stated)) == {"year"}


def test_a_column_may_have_a_source_of_its_own_and_losing_one_is_told():
    head = b"# source of rule_of_law_risk: World Bank WGI\n# year of rule_of_law_risk: 2025\n"
    checked = check(head + shipped_file("countries"), "countries")
    cited = checked.edition.countries.row("KAZ").cite("rule_of_law_risk")
    assert (cited.source, cited.year) == ("World Bank WGI", 2025)
    assert checked.edition.countries.row("KAZ").cite("tip_tier").source == STATED.source
    lost = {warning.column for warning in checked.warnings if warning.key == "source_lost"}
    assert lost == {"tip_tier", "listed_forced_labour_goods", "state_imposed"}


def test_caveats_stay_unless_the_file_states_its_own():
    raw = shipped_file("sectors")
    assert check(raw, "sectors").edition.sectors.caveats == shipped.reference().sectors.caveats
    own = check(b"# caveat: Read twice.\n" + raw, "sectors").edition.sectors
    assert own.caveats == ("Read twice.",)


def test_the_last_edition_once_more_is_no_new_edition():
    first = check(shipped_file("sectors"), "sectors").edition
    again = shipped.reference().document["tables"]["sectors"]
    stated = Stated(again["source"], str(again["year"]), again["licence"])
    checked = check(shipped_file("sectors"), "sectors", stated)
    assert checked.edition is shipped.reference()
    assert [warning.key for warning in checked.warnings] == ["nothing_new"]
    assert first.sha256 != checked.edition.sha256


CELLS = [
    ("countries", ANGOLA, ANGOLA.replace("AGO", "ago"), "iso3", "country", "AGO"),
    ("countries", ANGOLA, ANGOLA.replace("AGO", "AGX"), "iso3", "country", "“AGX”"),
    ("countries", ANGOLA, ANGOLA.replace("AGO", ""), "iso3", "blank", "Fill it in"),
    ("countries", ANGOLA, ANGOLA.replace("49.8", "100.1"), "score", "scale", "0 to 100"),
    ("countries", ANGOLA, ANGOLA.replace("49.8", "-1"), "score", "scale", "0 to 100"),
    ("countries", ANGOLA, ANGOLA.replace("49.8", ""), "score", "blank", "Fill it in"),
    ("countries", ANGOLA, ANGOLA.replace("49.8", "4e1"), "score", "number", "62.5"),
    ("countries", ANGOLA, ANGOLA.replace("49.8", "nan"), "score", "number", "62.5"),
    ("countries", ANGOLA, ANGOLA.replace("73.4,1,", "73.4,1.5,"), None, "whole", "decimals"),
    ("countries", ANGOLA, ANGOLA.replace(",0,", ",no,"), "state_imposed", "flag", "0 for no"),
    ("countries", ANGOLA, ANGOLA.replace(",2,", ",4,"), "tip_tier", "form", "2WL"),
    ("countries", ANGOLA, ANGOLA.replace("Angola", "=1+1"), "country", "formula", "never"),
    ("countries", ANGOLA, ANGOLA.replace("Angola", "@SUM(A1)"), "country", "formula", "never"),
    ("countries", ANGOLA, ANGOLA.replace("Angola", "An\x07gola"), "country", "characters", ""),
    ("countries", ANGOLA, ANGOLA.replace("Angola", "A" * 501), "country", "too_long", "500"),
    ("countries", ANGOLA, ANGOLA + ",1", "", "cells", "9 cells"),
    ("countries", ANGOLA, f"{ANGOLA}\n{ANGOLA}", "", "duplicate", "row 3 already"),
    ("sectors", "silk,", "sylk,", "sector", "unknown_key", "silk"),
    ("sectors", "01.49", "1,49", "", "cells", "4 cells"),
    ("sectors", "01.49", "1.49", "isic", "form", "10.2"),
    ("goods", "amber,", "ambrosia,", "good", "unknown_key", "amber"),
    ("goods", "Amber,9602", "Amber,96020", "hs6", "form", "5201"),
    ("listed-goods", "AFG,bricks", "AFG,brick", "good", "unknown_key", "bricks"),
    ("listed-goods", "AFG,bricks", "AFX,bricks", "iso3", "country", "ISO 3166"),
]


@pytest.mark.parametrize(("kind", "old", "new", "column", "key", "says"), CELLS)
def test_a_wrong_cell_is_told_with_row_column_why_and_what_to_do(kind, old, new, column, key, says):
    checked = check(changed(kind, (old, new)), kind)
    assert checked.edition is None
    found = next(problem for problem in checked.problems if problem.key == key)
    row = next(
        n for n, line in enumerate(shipped_file(kind).decode().splitlines(), 1) if old in line
    )
    assert found.row == row + (key == "duplicate")
    assert column is None or found.column == column
    assert says in str(found)
    assert len(checked.problems) == 1 or key in ("unknown_key", "country", "blank")


def test_all_problems_are_told_at_once_in_the_order_of_the_rows():
    raw = changed("sectors", ("silk,01.49,70", "sylk,x,101"), ("pharma,21,30", "pharma,21,"))
    checked = check(raw, "sectors", Stated())
    assert [(p.row, p.column, p.key) for p in checked.problems] == [
        (0, "", "not_stated"),
        (0, "", "not_stated"),
        (0, "", "not_stated"),
        (8, "sector", "unknown_key"),
        (8, "isic", "form"),
        (8, "score", "scale"),
        (24, "score", "blank"),
    ]


def test_beyond_the_most_that_is_told_the_rest_is_not_looked_at():
    raw = b"sector,isic,score\n" + b"nothing,01,50\n" * 2000
    checked = check(raw, "sectors")
    assert len(checked.problems) == MOST_TOLD
    assert checked.more_problems
    assert checked.problems[0].key == "row_count"


@pytest.mark.parametrize(
    ("header", "keys"),
    [
        ("sector,isic,points", {"column_missing", "column_unknown"}),
        ("sector,score", {"column_missing"}),
        ("sector,isic,score,score", {"column_twice"}),
        ("sector,isic,score,", {"column_unknown"}),
    ],
)
def test_the_columns_are_those_of_the_table(header, keys):
    checked = check(changed("sectors", ("sector,isic,score", header)), "sectors")
    assert told(checked) == keys
    assert all(p.row == 1 for p in checked.problems)
    assert "sector, isic, score" in str(checked.problems[0]) or keys == {"column_twice"}


def test_columns_may_stand_in_another_order():
    rows = [line.rsplit(",", 1) for line in shipped_file("sectors").decode().splitlines()]
    turned = "\n".join(f"{score},{rest}" for rest, score in rows).encode()
    assert check(turned, "sectors").edition.sha256 == (
        check(shipped_file("sectors"), "sectors").edition.sha256
    )


def cut(kind: str, rows: int) -> bytes:
    """The first rows of the shipped table."""
    return b"\n".join(shipped_file(kind).splitlines()[: rows + 1])


@pytest.mark.parametrize(
    ("rows", "confirmed", "keys"),
    [
        (383, False, set()),
        (382, False, {"row_count"}),
        (382, True, set()),
        (239, True, set()),
        (238, True, {"half_gone"}),
        (238, False, {"half_gone"}),
        (0, True, {"half_gone"}),
    ],
)
def test_a_fifth_fewer_rows_wait_for_confirmation_and_fewer_than_half_are_refused(
    rows, confirmed, keys
):
    checked = check(cut("listed-goods", rows), "listed-goods", row_count_confirmed=confirmed)
    assert told(checked) - {"anchor_missing"} == keys
    assert checked.unconfirmed == ("row_count" in keys)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("countries", "PRK,North Korea,3,exact,80.5,7,1", "PRK,North Korea,3,exact,80.5,7,0"),
        ("countries", "7,1,94.2", "7,1,79.9"),
        ("sectors", "it_professional,62-74,10", "it_professional,62-74,80"),
        ("goods", "Cotton,5201,1", "Cotton,5201,0"),
        ("listed-goods", "PRK,coal,0,1,0", "PRK,coal,1,0,0"),
    ],
)
def test_an_anchor_outside_its_band_betrays_a_spoilt_file(kind, old, new):
    checked = check(changed(kind, (old, new)), kind)
    assert told(checked) == {"anchor"}
    assert checked.problems[0].row > 1


def test_a_scale_turned_around_is_seen_by_its_anchors():
    rows = shipped_file("countries").decode().splitlines()
    turned = column_as(
        "countries", "score", lambda n: f"{100 - float(rows[n + 1].split(',')[-1]):.1f}"
    )
    assert "anchor" in told(check(turned, "countries"))


def test_an_anchor_that_is_missing_is_told():
    checked = check(changed("sectors", ("bricks,23.32,90\n", "")), "sectors")
    assert told(checked) == {"anchor_missing"}
    assert "kilns" in str(checked.problems[0])


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (lambda n: "50", "column_constant"),
        (lambda n: str(2 * n), "constant_step"),
        (lambda n: f"{100 - n / 2}", "constant_step"),
        (lambda n: f"{n / 44 * 100:.1f}", "constant_step"),
        (lambda n: f"{n / 44 * 100:.3f}", "constant_step"),
    ],
)
def test_a_column_that_was_filled_in_by_copying_or_counting_is_refused(value, key):
    assert key in told(check(column_as("sectors", "score", value), "sectors"))


def test_real_columns_with_many_equal_values_are_no_constant_step():
    raw = column_as("sectors", "score", lambda n: str(10 + n // 5))
    assert "constant_step" not in told(check(raw, "sectors"))


def test_a_column_without_any_value_is_refused():
    raw = column_as("countries", "rule_of_law_risk", lambda n: "")
    assert "column_empty" in told(check(raw, "countries"))


def test_what_moved_came_or_went_is_a_warning_and_no_problem():
    raw = changed(
        "countries",
        (ANGOLA, "AGO,Angola,2,inferred,73.4,1,1,59.9"),
        ("ALB,Albania,2,inferred,52.4,0,0,40.5", "ATA,Antarctica,2,inferred,52.4,0,0,40.5"),
        ("DZA,Algeria,2WL", "DZA,Algeria,SC"),
    )
    head = b"".join(
        b"# source of %s: as before\n" % column
        for column in (
            b"tip_tier",
            b"rule_of_law_risk",
            b"listed_forced_labour_goods",
            b"state_imposed",
        )
    )
    checked = check(head + raw, "countries", Stated("Older", "2024", "CC BY"))
    assert checked.problems == ()
    assert checked.edition is not None
    found = {(warning.key, warning.column) for warning in checked.warnings}
    assert found == {
        ("older", ""),
        ("added", ""),
        ("gone", ""),
        ("moved", "state_imposed"),
        ("moved", "score"),
        ("moved", "tip_tier"),
    }
    assert "49.8 in the last edition, 59.9 now" in "".join(str(w) for w in checked.warnings)


def test_every_message_says_why_and_what_to_do():
    for why, what_to_do in MESSAGES.values():
        assert why
        assert what_to_do
        assert not why.endswith(".")
        assert not what_to_do.endswith(".")
