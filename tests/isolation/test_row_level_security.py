"""PostgreSQL shows each scope its own rows even where a query forgets to ask for them (C2)."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.exc import DBAPIError

from assessments.campaigns.models import AccessCode, Campaign, Invitation
from assessments.database import Database, Scoped, WrongDatabaseRole
from assessments.evidence.models import EvidenceFile
from assessments.parties.models import Contact, Supplier
from assessments.programmes.models import Activity, EngagedCompany
from assessments.responses.models import Answer, Disclosure, HeldSave, PersonalFact, Submission
from assessments.results.models import Result
from assessments.scope import CompanyScope, SupplierScope
from assessments.tables import metadata
from tests import postgresql
from tests.isolation.rows import OWNERS
from tests.isolation.world import World
from tests.postgresql import Server

CONTROLS = Path(__file__).parents[2] / "docs" / "controls.md"
SECTION = "## Tables without row-level security"
WITH_SHARED_ROWS = ("event", "questionnaire_version", "ruleset_version", "reference_edition")
CATALOGUE = text(
    "SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AND EXISTS ("
    "  SELECT 1 FROM pg_policy AS p WHERE p.polrelid = c.oid"
    ") AS guarded FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
    "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"
)
GUARDED_BY_COMPANY = (Supplier, Contact, Campaign, Invitation, Result, Disclosure)
GUARDED_BY_PARTY = (Answer, Submission, EvidenceFile)


def company_of(world: World, letter: str) -> CompanyScope:
    scope = world.principals[f"admin of {letter}"].scope
    assert isinstance(scope, CompanyScope)
    return scope


def respondent(world: World, name: str) -> SupplierScope:
    scope = world.principals[name].scope
    assert isinstance(scope, SupplierScope)
    return scope


@pytest.fixture
def careless(postgresql_server: Server) -> Iterator[str]:
    """A role that owns nothing and that no policy binds."""
    name = f"erkin_careless_{os.getpid()}"
    password = postgresql.PASSWORD
    postgresql_server.run(f"CREATE ROLE {name} LOGIN BYPASSRLS PASSWORD '{password}'")
    yield name
    postgresql_server.run(f"DROP ROLE {name}")


def listed() -> dict[str, str]:
    """The tables without row-level security and the reasons, as the document gives them."""
    section = CONTROLS.read_text("utf-8").split(SECTION)[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", section, re.MULTILINE))


def test_the_tables_without_row_level_security_are_those_of_the_document(
    postgresql_world: World,
) -> None:
    with postgresql_world.everything.connect() as connection:
        unguarded = {row.name for row in connection.execute(CATALOGUE) if not row.guarded}
    assert unguarded == set(listed())
    assert all(len(reason) > 20 for reason in listed().values())


def test_every_table_of_an_owner_is_guarded_or_has_its_reason(postgresql_world: World) -> None:
    with postgresql_world.everything.connect() as connection:
        guarded = {row.name for row in connection.execute(CATALOGUE) if row.guarded}
    owned = {table.name for table in metadata.sorted_tables if set(OWNERS) & set(table.c.keys())}
    assert owned - guarded <= set(listed())
    assert guarded <= owned


def test_no_view_shows_what_its_owner_may_see(postgresql_world: World) -> None:
    with postgresql_world.everything.connect() as connection:
        views = connection.scalars(
            text(
                "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relname !~ '^pg_' "
                "AND relnamespace = 'public'::regnamespace"
            )
        ).all()
    assert not views


@pytest.mark.parametrize("role", ["erkin_owner", "postgres", "careless"])
def test_the_application_does_not_start_as_a_role_that_policies_do_not_bind(
    postgresql_world: World, postgresql_server: Server, careless: str, role: str
) -> None:
    name = str(postgresql_world.everything.url.database)
    urls = {
        "erkin_owner": postgresql_server.url("erkin_owner", name),
        "postgres": postgresql_server.administrator(name),
        "careless": postgresql_server.url(careless, name),
    }
    database = Database(urls[role])
    with pytest.raises(WrongDatabaseRole, match="Connect as erkin_app"):
        database.check()
    database.dispose()


def test_the_application_starts_as_its_own_role(postgresql_world: World) -> None:
    postgresql_world.database.check()


@pytest.mark.parametrize("table", [table for table in metadata.tables if table not in listed()])
def test_without_a_scope_there_is_nothing(postgresql_world: World, table: str) -> None:
    ownerless = "WHERE company_id IS NOT NULL" if table in WITH_SHARED_ROWS else ""
    query = text(f'SELECT count(*) FROM "{table}" {ownerless}')
    with postgresql_world.everything.connect() as connection:
        assert connection.scalar(query)
    with postgresql_world.database.reading() as session:
        assert session.scalar(query) == 0


@pytest.mark.parametrize("model", GUARDED_BY_COMPANY, ids=lambda model: model.__tablename__)
def test_a_query_that_forgets_the_company_sees_one_company(
    postgresql_world: World, model: type[Any]
) -> None:
    scope = company_of(postgresql_world, "A")
    with postgresql_world.database.reading(scope) as session:
        assert set(session.scalars(select(model.company_id))) == {scope.company_id}


@pytest.mark.parametrize("model", GUARDED_BY_PARTY, ids=lambda model: model.__tablename__)
def test_a_query_that_forgets_the_party_sees_one_party(
    postgresql_world: World, model: type[Any]
) -> None:
    scope = respondent(postgresql_world, "A1 for B")
    expected = set() if issubclass(model, Submission) else {scope.party_id}
    with postgresql_world.database.reading(scope) as session:
        assert set(session.scalars(select(model.party_id))) == expected


@pytest.mark.parametrize("model", [EngagedCompany, Activity], ids=str)
def test_a_query_that_forgets_the_programme_sees_one_programme(
    postgresql_world: World, model: type[Any]
) -> None:
    scope = postgresql_world.principals["staff of P"].scope
    with postgresql_world.database.reading(scope) as session:
        assert len(set(session.scalars(select(model.programme_id)))) == 1


@pytest.mark.parametrize("model", [Invitation, Campaign, Supplier])
def test_a_respondent_sees_the_one_invitation_and_what_belongs_to_it(
    postgresql_world: World, model: type[Any]
) -> None:
    scope = respondent(postgresql_world, "A1")
    with postgresql_world.database.reading(scope) as session:
        (found,) = session.scalars(select(model)).all()
        assert found.company_id == scope.company_id


def test_a_respondent_sees_what_was_typed_too_late_for_the_one_invitation(
    postgresql_world: World,
) -> None:
    scope = respondent(postgresql_world, "A1")
    with postgresql_world.database.reading(scope) as session:
        assert set(session.scalars(select(HeldSave.invitation_id))) == {scope.invitation_id}


@pytest.mark.parametrize("model", [Contact, Result])
def test_a_respondent_sees_nothing_of_what_the_company_keeps_for_itself(
    postgresql_world: World, model: type[Any]
) -> None:
    with postgresql_world.database.reading(respondent(postgresql_world, "A2")) as session:
        assert session.scalar(select(func.count()).select_from(model)) == 0


@pytest.mark.parametrize("model", [Submission, PersonalFact, EvidenceFile])
def test_a_company_sees_of_a_party_what_was_disclosed_to_it_and_no_more(
    postgresql_world: World, model: type[Any]
) -> None:
    """A2 answered to both companies, and withdrew a file before sending."""
    shared = respondent(postgresql_world, "A2").party_id
    counts = {}
    for letter in ("A", "B"):
        with postgresql_world.database.reading(company_of(postgresql_world, letter)) as session:
            found = set(session.scalars(select(model.id).where(model.party_id == shared)))
        counts[letter] = found
    with postgresql_world.everything.connect() as connection:
        everything = set(connection.scalars(select(model.id).where(model.party_id == shared)))
    assert counts["A"]
    assert counts["B"]
    assert not counts["A"] & counts["B"]
    withdrawn = 2 if issubclass(model, EvidenceFile) else 0
    assert len(counts["A"] | counts["B"]) == len(everything) - withdrawn


@pytest.mark.parametrize("model", [Answer, HeldSave, AccessCode])
def test_a_company_sees_nothing_of_answers_in_work(
    postgresql_world: World, model: type[Any]
) -> None:
    with postgresql_world.database.reading(company_of(postgresql_world, "A")) as session:
        assert session.scalar(select(func.count()).select_from(model)) == 0


def test_a_row_cannot_be_added_for_another_company(postgresql_world: World) -> None:
    mine, other = company_of(postgresql_world, "A"), company_of(postgresql_world, "B")
    refused = refused_statement(
        postgresql_world,
        mine,
        "INSERT INTO signal (public_id, company_id, supplier_id, name, value, source, learned_on,"
        " noted_by, noted_at) SELECT gen_random_uuid(), :other, min(id), 'x', 'true', 'x', now(),"
        " 'x', now() FROM supplier",
        other=other.company_id,
    )
    assert "row-level security" in refused


def test_a_row_cannot_be_given_to_another_company(postgresql_world: World) -> None:
    mine, other = company_of(postgresql_world, "A"), company_of(postgresql_world, "B")
    refused = refused_statement(
        postgresql_world,
        mine,
        "UPDATE supplier SET company_id = :other",
        other=other.company_id,
    )
    assert "row-level security" in refused


def test_changing_the_rows_of_another_company_changes_nothing(postgresql_world: World) -> None:
    mine, other = company_of(postgresql_world, "A"), company_of(postgresql_world, "B")
    statement = update(Supplier).where(Supplier.company_id == other.company_id)
    with postgresql_world.database.writing(mine) as session:
        reached = session.connection().execute(statement.values(version=99)).rowcount
        session.rollback()
    assert reached == 0


@pytest.mark.parametrize("ending", ["commit", "rollback"])
def test_a_connection_goes_back_to_the_pool_without_a_scope(
    postgresql_world: World, ending: str
) -> None:
    database = postgresql_world.database
    with database.writing(company_of(postgresql_world, "A")) as session:
        used = _backend(session.connection())
        assert session.scalar(select(func.count()).select_from(Supplier))
        if ending == "rollback":
            session.rollback()
    with database.writing() as session:
        assert _backend(session.connection()) == used
        assert session.scalar(select(func.count()).select_from(Supplier)) == 0
        assert session.scalar(text("SELECT erkin_scope('company_id')")) is None


def refused_statement(world: World, scope: Scoped, statement: str, **values: int) -> str:
    """What the database says against a statement within a scope."""
    with (
        pytest.raises(DBAPIError) as caught,
        world.database.writing(scope) as session,
    ):
        session.execute(text(statement), values)
    return str(caught.value.orig)


def _backend(connection: Connection) -> object:
    return connection.scalar(text("SELECT pg_backend_pid()"))
