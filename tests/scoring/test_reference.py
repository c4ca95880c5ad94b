"""Reference data: dated tables with source and licence."""

import json
import shutil

import pytest

from scoring import shipped
from scoring.canonical import canonical
from scoring.reference import Reference, ReferenceProblem, load_reference

SIZES = {
    "countries": 183,
    "sectors": 45,
    "goods": 171,
    "listed_goods": 478,
    "free_movement_areas": 6,
    "china_regions": 148,
}


def test_every_table_is_whole_and_names_source_year_licence_and_caveats(reference):
    assert {name: len(table) for name, table in reference.tables.items()} == SIZES
    for table in reference.tables.values():
        assert table.source
        assert table.licence
        assert table.caveats
        assert 2024 <= table.year <= 2026


def test_a_row_is_found_by_its_key(reference):
    assert reference.countries.row("TKM")["state_imposed"] is True
    assert reference.table("listed_goods").row("MYS", "rubber_gloves")["forced_labour"] is True
    assert reference.countries.row("ATA") is None


def test_the_certainty_of_a_tier_is_kept(reference):
    kinds = {row["tip_certainty"] for row in reference.countries}
    assert kinds >= {"exact", "carried_from_2024", "inferred"}
    kazakhstan = reference.countries.row("KAZ")
    assert kazakhstan.cite("tip_tier").certainty == kazakhstan["tip_certainty"]
    assert kazakhstan.cite("rule_of_law_risk").certainty == ""
    assert kazakhstan.cite("rule_of_law_risk").year == 2024


def test_stored_reference_data_reads_back_the_same(reference):
    again = Reference(json.loads(canonical(reference.document)))
    assert again.sha256 == reference.sha256
    assert again.countries.row("KAZ").values == reference.countries.row("KAZ").values


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(shipped.reference_path(*shipped.LATEST), tmp_path / "reference")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("sectors.csv", "sector,isic", "sector,code", "sectors.csv: the columns must be"),
        ("sectors.csv", "bricks,23.32,90", "bricks,23.32", "sectors.csv, line"),
        ("sectors.csv", "bricks,23.32,90", "bricks,23.32,many", "sectors, row bricks, score"),
        ("goods.csv", "Amber,9602,0", "Amber,9602,maybe", "goods, row amber, uflpa_priority"),
        ("reference.toml", "slug = ", "slug ", "reference.toml"),
    ],
)
def test_a_wrong_table_is_refused_with_file_row_and_column(copied, file, old, new, told):
    path = copied / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ReferenceProblem, match=told):
        load_reference(copied)


def test_an_unknown_ruleset_is_not_shipped():
    with pytest.raises(LookupError):
        shipped.ruleset_path("forced-labour", "1999.1")
