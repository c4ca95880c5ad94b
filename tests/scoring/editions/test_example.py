"""The example of docs/reference-data.md is one that can be brought in."""

from pathlib import Path

import pytest

from scoring import shipped
from scoring.editions import KINDS, Stated
from scoring.reference import columns_of
from tests.scoring.editions.samples import check

DOCS = Path(__file__).parents[3] / "docs"


def test_the_example_is_a_sound_edition_with_one_value_to_look_at():
    raw = (DOCS / "examples" / "sectors-2026.csv").read_bytes()
    checked = check(raw, "sectors", Stated())
    assert checked.problems == ()
    assert [(warning.key, warning.params["who"]) for warning in checked.warnings] == [
        ("moved", "batteries")
    ]
    assert checked.edition.sectors.source.startswith("Yearly review")


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_names_the_columns_of_every_kind(kind):
    table = shipped.reference().document["tables"][KINDS[kind]]
    columns = ", ".join(f"`{name}`" for name, _ in columns_of(table))
    assert f"| `{kind}` | {columns} |" in (DOCS / "reference-data.md").read_text("utf-8")
