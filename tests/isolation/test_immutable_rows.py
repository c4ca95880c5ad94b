"""What was sealed, scored, published or recorded is never changed and never removed (C26)."""

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from tests.isolation.world import World

IMMUTABLE = (
    "band_override",
    "company_method",
    "disclosed_file",
    "disclosure",
    "dispute",
    "dispute_answer",
    "event",
    "not_for_me",
    "override_withdrawal",
    "questionnaire_offer",
    "questionnaire_version",
    "reference_edition",
    "result",
    "result_indicator",
    "result_rule",
    "review_event",
    "ruleset_version",
    "submission",
    "trial_move",
    "withdrawal",
)


@pytest.mark.parametrize("table", IMMUTABLE)
@pytest.mark.parametrize("change", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_rows_are_never_changed(world: World, table: str, change: str) -> None:
    with world.everything.connect() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {table}"))
        with pytest.raises(DBAPIError, match=f"rows of {table} are never changed"):
            connection.execute(text(change.format(table=table)))


def test_the_list_of_immutable_tables_is_that_of_the_database(world: World) -> None:
    with world.everything.connect() as connection:
        guarded = {
            table
            for table in inspect(connection).get_table_names()
            if any("_never_" in name for name in _triggers(connection, table))
        }
    assert guarded == set(IMMUTABLE)


@pytest.mark.parametrize("table", IMMUTABLE)
def test_the_application_may_only_add_and_read(postgresql_world: World, table: str) -> None:
    with postgresql_world.everything.connect() as connection:
        allowed = {
            verb
            for verb in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
            if connection.scalar(
                text("SELECT has_table_privilege('erkin_app', :table, :verb)"),
                {"table": table, "verb": verb},
            )
        }
    assert allowed == {"SELECT", "INSERT"}


def _triggers(connection: Connection, table: str) -> list[str]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass)"
    return list(connection.scalars(text(query), {"table": table}))
