"""A company scores by what is for everybody or its own; what another published is not there."""

from uuid import UUID

import pytest
from sqlalchemy import Row, inspect, select, text
from sqlalchemy.exc import DBAPIError

from assessments.errors import NotFound
from assessments.library import methods
from assessments.library.models import QuestionnaireVersion, ReferenceEdition, RulesetVersion
from assessments.scope import CompanyScope
from tests.isolation.test_composite_keys import ASKING, PINNING
from tests.isolation.world import World

Kind = type[RulesetVersion] | type[ReferenceEdition] | type[QuestionnaireVersion]
PINS: dict[str, Kind] = {
    "ruleset_version_id": RulesetVersion,
    "reference_edition_id": ReferenceEdition,
    "questionnaire_version_id": QuestionnaireVersion,
}
PINNED = [
    *((table, column) for table in PINNING for column in list(PINS)[:2]),
    *((table, "questionnaire_version_id") for table in ASKING),
]


def company(world: World, letter: str) -> CompanyScope:
    scope = world.principals[f"admin of {letter}"].scope
    assert isinstance(scope, CompanyScope)
    return scope


def owned(world: World, letter: str, column: str) -> Row[int, UUID]:
    """A ruleset or an edition that the company published for itself."""
    kind = PINS[column]
    with world.everything.connect() as connection:
        mine = kind.company_id == company(world, letter).company_id
        return connection.execute(select(kind.id, kind.public_id).where(mine)).all()[0]


@pytest.mark.parametrize(("table", "column"), PINNED)
def test_no_row_pins_what_belongs_to_another_company(world: World, table: str, column: str) -> None:
    theirs = owned(world, "B", column).id
    columns = [column for column in _columns(world, table) if column != "id"]
    values = ", ".join(
        {column: str(theirs), "public_id": "NULL"}.get(name, name) for name in columns
    )
    copy = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} "
    with world.everything.connect() as connection, pytest.raises(DBAPIError, match="another comp"):
        connection.execute(text(f"{copy} WHERE company_id = {company(world, 'A').company_id}"))


def test_what_another_company_published_is_not_found(world: World) -> None:
    mine, theirs = company(world, "A"), owned(world, "B", "ruleset_version_id")
    edition = owned(world, "B", "reference_edition_id")
    asked = owned(world, "B", "questionnaire_version_id")
    with world.database.reading(mine) as session:
        assert {row.company_id for row in methods.ruleset_versions(session, mine)} == {
            None,
            mine.company_id,
        }
        with pytest.raises(NotFound):
            methods.ruleset_version(session, mine, theirs.public_id)
        with pytest.raises(NotFound):
            methods.reference_edition(session, mine, edition.public_id)
        with pytest.raises(NotFound):
            methods.questionnaire_version(session, mine, asked.public_id)
        assert {row.company_id for row in methods.questionnaire_versions(session, mine)} == {
            None,
            mine.company_id,
        }


def test_a_company_publishes_nothing_for_everybody(postgresql_world: World) -> None:
    statement = text(
        "INSERT INTO ruleset_version (public_id, slug, version, sha256, document, published_at) "
        "VALUES (gen_random_uuid(), 'x', '1', 'x', '{}', now())"
    )
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        postgresql_world.database.writing(company(postgresql_world, "A")) as session,
    ):
        session.execute(statement)


def _columns(world: World, table: str) -> list[str]:

    return [column["name"] for column in inspect(world.everything).get_columns(table)]
