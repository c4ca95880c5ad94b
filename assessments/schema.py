"""Bring a database to the newest schema, or to a named revision."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from assessments.database import Database, owner_engine

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Run the migrations up to a revision, as the owner of the tables."""
    _run(url, command.upgrade, revision)


def downgrade(url: str, revision: str) -> None:
    """Run the migrations down to a revision; `base` removes every table and all data."""
    _run(url, command.downgrade, revision)


def newest() -> str:
    """The revision that this code was written for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError(f"no migrations in {MIGRATIONS}")
    return head


def is_current(database: Database) -> bool:
    """Whether the database has the schema that this code was written for."""
    try:
        with database.reading() as session:
            found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
            return found == newest()
    except DatabaseError:
        return False


def _config() -> Config:
    return Config(str(MIGRATIONS / "alembic.ini"))


def _run(url: str, step: Callable[[Config, str], None], revision: str) -> None:
    engine = owner_engine(url)
    config = _config()
    try:
        with engine.connect() as connection:
            _let_tables_be_rebuilt(connection)
            config.attributes["connection"] = connection
            step(config, revision)
            connection.commit()
    finally:
        engine.dispose()


def _let_tables_be_rebuilt(connection: Connection) -> None:
    """SQLite changes a table by copying it; its foreign keys must rest for that."""
    given = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and given is not None:
        given.execute("PRAGMA foreign_keys=OFF")
