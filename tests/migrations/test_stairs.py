"""The migrations, up and down, on an empty database and on one with rows in it."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import Connection

from assessments import schema
from assessments.database import Database, owner_engine
from assessments.reports.heat import INDICATORS
from assessments.results.models import ResultIndicator, ResultRule
from assessments.scope import CompanyScope
from assessments.tables import metadata
from tests.assessments.plain_letters import BareLetters
from tests.conftest import Urls
from tests.stories import Story

REVISIONS = [
    script.revision
    for script in ScriptDirectory.from_config(
        Config(str(schema.MIGRATIONS / "alembic.ini"))
    ).walk_revisions()
][::-1]


def tables(url: str) -> set[str]:
    engine = owner_engine(url)
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def test_each_step_goes_up_down_and_up_again(empty_database_url: str) -> None:
    before: set[str] = set()
    for revision, below in zip(REVISIONS, ["base", *REVISIONS], strict=False):
        schema.upgrade(empty_database_url, revision)
        after = tables(empty_database_url)
        schema.downgrade(empty_database_url, below)
        assert tables(empty_database_url) == before
        schema.upgrade(empty_database_url, revision)
        assert tables(empty_database_url) == after
        before = after


def test_the_migrations_make_the_tables_that_the_models_describe(empty_database_url: str) -> None:
    schema.upgrade(empty_database_url)
    engine = owner_engine(empty_database_url)
    with engine.connect() as connection:
        assert compare_metadata(_context(connection), metadata) == []
    engine.dispose()


def test_every_table_is_made_by_a_migration(empty_database_url: str) -> None:
    schema.upgrade(empty_database_url)
    assert tables(empty_database_url) == set(metadata.tables)


def test_a_database_with_rows_goes_down_to_nothing_and_up_again(database_urls: Urls) -> None:
    database = Database(database_urls.application)
    story = Story(database, letters=BareLetters())
    story.publish()
    company = story.company()
    supplier = story.supplier(company)
    (token,) = story.invite(company, story.campaign(company), supplier)
    scope = story.enter(token)
    story.answer(scope, {"site_country": "UZB"})
    story.score(company, story.submit(scope))
    database.dispose()
    schema.downgrade(database_urls.owner, "base")
    assert tables(database_urls.owner) == set()
    schema.upgrade(database_urls.owner)
    assert tables(database_urls.owner) == set(metadata.tables)


def test_the_marks_of_old_results_are_those_that_scoring_keeps(database_urls: Urls) -> None:
    database = Database(database_urls.application)
    story = Story(database, letters=BareLetters())
    story.publish()
    company = story.company()
    (token,) = story.invite(company, story.campaign(company), story.supplier(company))
    scope = story.enter(token)
    story.answer(scope, {"site_country": "UZB", "leave_site": "with_permission"})
    story.score(company, story.submit(scope))
    kept = marks(database, company)
    assert len(kept) > len(INDICATORS)
    database.dispose()
    schema.downgrade(database_urls.owner, "0008-1")
    schema.upgrade(database_urls.owner)
    assert marks(database, company) == kept
    database.dispose()


def marks(database: Database, company: CompanyScope) -> set[tuple[object, ...]]:
    with database.reading(company) as session:
        rules = select(ResultRule.result_id, ResultRule.rule)
        indicators = select(
            ResultIndicator.result_id, ResultIndicator.indicator, ResultIndicator.residual_tenths
        )
        return {tuple(row) for each in (rules, indicators) for row in session.execute(each)}


def test_a_database_knows_whether_it_is_current(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    assert not schema.is_current(database)
    schema.upgrade(empty_database_url)
    assert schema.is_current(database)
    database.dispose()


@pytest.mark.parametrize("database_urls", ["postgresql"], indirect=True)
def test_the_application_cannot_change_the_schema(database_urls: Urls) -> None:
    database = Database(database_urls.application)
    with pytest.raises(Exception, match="must be owner"), database.writing() as session:
        session.execute(text("ALTER TABLE supplier ADD COLUMN extra text"))
    database.dispose()


def _context(connection: Connection) -> MigrationContext:
    return MigrationContext.configure(connection, opts={"compare_type": False})
