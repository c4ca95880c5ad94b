"""The database itself refuses that a row of one owner hangs on a row of another (C1, C2)."""

import pytest
from sqlalchemy import ForeignKeyConstraint, Inspector, inspect

from tests.isolation.rows import OWNERS, copies, crossings, foreign, owner_in, refusal
from tests.isolation.world import World

PINNING = ("campaign", "result", "company_method", "trial")
ASKING = ("campaign", "questionnaire_offer", "response", "result")
WITHOUT_OWNER = {
    "fk_sign_in_session_membership_id": (
        "A session carries a company only for respondents, who have no membership."
    ),
    **{
        f"fk_{table}_{pinned}": "A trigger refuses what belongs to another company (test_pins.py)."
        for table in PINNING
        for pinned in ("ruleset_version_id", "reference_edition_id")
    },
    **{
        f"fk_{table}_questionnaire_version_id": "A trigger refuses what belongs to another company."
        for table in ASKING
    },
}
GIVEN_OUT = {
    ("membership", "person_id", "company_id"): "Set by the administrator of the instance alone.",
    ("membership", "person_id", "programme_id"): "Set by the administrator of the instance alone.",
    ("questionnaire_version", "slug", "version"): "Unique among what is for everybody alone.",
    ("ruleset_version", "slug", "version"): "Unique among what is for everybody alone.",
    ("reference_edition", "sha256"): "Unique among what is for everybody alone.",
}

KEYS = [key for key in crossings() if key.name not in WITHOUT_OWNER]


def test_every_key_between_tables_of_an_owner_carries_the_owner() -> None:
    wrong = {str(key.name) for key in crossings() if owner_in(key) is None}
    assert wrong == set(WITHOUT_OWNER)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: str(key.name))
def test_a_row_cannot_hang_on_a_row_of_another_owner(
    world: World, key: ForeignKeyConstraint
) -> None:
    with world.everything.connect() as connection:
        row = next(copies(connection, key))
        said = [refusal(connection, key.table, each) for each in foreign(connection, key, row)]
    assert all(said)
    assert any("foreign key" in str(each).lower() for each in said)


def test_no_unique_index_tells_one_owner_what_another_has(world: World) -> None:
    """A unique index begins with the owner, or it is over random ids that say nothing."""
    catalogue = inspect(world.everything)
    telling = {
        (table, *columns)
        for table in catalogue.get_table_names()
        for columns in _unique(catalogue, table)
        if _owned(catalogue, table) and columns[0] not in OWNERS and columns != ("public_id",)
    }
    assert telling == set(GIVEN_OUT)


def _owned(catalogue: Inspector, table: str) -> bool:
    return any(column["name"] in OWNERS for column in catalogue.get_columns(table))


def _unique(catalogue: Inspector, table: str) -> set[tuple[str, ...]]:
    constraints = catalogue.get_unique_constraints(table)
    indexes = [index for index in catalogue.get_indexes(table) if index["unique"]]
    return {tuple(str(name) for name in each["column_names"]) for each in [*constraints, *indexes]}
