"""The one place that knows which database it talks to.

`Database(url)` gives two kinds of session. `reading()` cannot write; `writing()` takes the
write lock at once on SQLite and commits when its block ends without an error. A scope given to
either is what PostgreSQL's row-level security sees for that transaction.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

import assessments.tables  # noqa: F401 -- foreign keys name tables of every slice

BUSY_TIMEOUT_MS = 15_000
POSTGRESQL_DISK_FULL = "53100"

# C40: what a connection must say of itself before it is used.
SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": BUSY_TIMEOUT_MS,
}


class Scoped(Protocol):
    """Anything that says who is asking, in the words of the row-level security policies."""

    def settings(self) -> dict[str, str]: ...


class WrongDatabaseRole(RuntimeError):
    """The application was told to connect as a role that row-level security does not bind."""


class UnsafeSqlite(RuntimeError):
    """A SQLite connection does not have the settings that make a commit durable."""


def ran_out_of_space(error: DBAPIError) -> bool:
    """Whether the database refused because its disk is full."""
    full_sqlite = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return full_sqlite or getattr(error.orig, "sqlstate", None) == POSTGRESQL_DISK_FULL


class Database:
    """The instance's database. Holds connections; keep one for each process."""

    def __init__(self, url: str, *, statement_timeout_ms: int = 10_000) -> None:
        self.url = url
        if make_url(url).get_backend_name() == "sqlite":
            self._writer = _sqlite_engine(url, read_only=False)
            self._reader = _sqlite_engine(url, read_only=True)
        else:
            self._writer = self._reader = _postgresql_engine(url, statement_timeout_ms)
        self._write = sessionmaker(self._writer, expire_on_commit=False)
        self._read = sessionmaker(self._reader, expire_on_commit=False, autoflush=False)

    @contextmanager
    def reading(self, scope: Scoped | None = None) -> Iterator[Session]:
        """A session that sees one state of the data and cannot change it."""
        with self._read(info={"scope": scope, "read_only": True}) as session:
            yield session
            # A page is drawn after the session ended; what was read must outlive the rollback.
            session.expunge_all()

    @contextmanager
    def writing(self, scope: Scoped | None = None) -> Iterator[Session]:
        """A session that commits once, when the block ends without an error."""
        with self._write(info={"scope": scope}) as session, session.begin():
            yield session

    def after_commit(self, listener: Callable[[Session], None]) -> None:
        """Call `listener` with each writing session once its commit is durable."""

        @event.listens_for(self._write, "after_commit")
        def tell(session: Session) -> None:
            if not session.in_nested_transaction():
                listener(session)

    def now(self) -> datetime:
        """The database's clock, to the microsecond, in UTC."""
        with self._reader.connect() as connection:
            return _clock(connection)

    def check(self) -> None:
        """Raise WrongDatabaseRole if row-level security would not bind this connection."""
        if self._writer.dialect.name == "postgresql":
            with self._writer.connect() as connection:
                _refuse_unbound_role(connection)

    def dispose(self) -> None:
        """Close every pooled connection."""
        self._writer.dispose()
        self._reader.dispose()


def owner_engine(url: str) -> Engine:
    """An engine for migrations, which run as the owner of the tables."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, read_only=False)
    return create_engine(psycopg_url(url))


def psycopg_url(url: str) -> str:
    """The same address with the driver that the product ships."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql" and parsed.drivername != "postgresql+psycopg":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def _sqlite_engine(url: str, *, read_only: bool) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for name, value in SQLITE_PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
        _refuse_unsafe_sqlite(connection)
        connection.execute(f"PRAGMA query_only={int(read_only)}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _refuse_unsafe_sqlite(connection: Any) -> None:
    for name, wanted in SQLITE_PRAGMAS.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted and not _in_memory(connection):
            raise UnsafeSqlite(f"SQLite says {name} is {found!r}; it must be {wanted!r}")


def _in_memory(connection: Any) -> bool:
    return not connection.execute("PRAGMA database_list").fetchone()[2]


def _postgresql_engine(url: str, statement_timeout_ms: int) -> Engine:
    options = (
        f"-c statement_timeout={statement_timeout_ms} -c lock_timeout=3000 "
        "-c idle_in_transaction_session_timeout=30000 -c timezone=UTC"
    )
    return create_engine(
        psycopg_url(url),
        pool_pre_ping=True,
        pool_timeout=3,
        connect_args={"options": options, "connect_timeout": 5},
    )


@event.listens_for(Session, "after_begin")
def _tell_the_database_who_asks(session: Session, _transaction: object, at: Connection) -> None:
    if at.dialect.name != "postgresql":
        return
    if session.info.get("read_only"):
        at.exec_driver_sql("SET TRANSACTION READ ONLY")
    scope: Scoped | None = session.info.get("scope")
    for name, value in (scope.settings() if scope else {}).items():
        at.execute(
            text("SELECT set_config(:name, :value, true)"),
            {"name": f"erkin.{name}", "value": value},
        )


def _clock(connection: Connection) -> datetime:
    if connection.dialect.name == "sqlite":
        found = connection.scalar(text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')"))
        return datetime.fromisoformat(str(found)).replace(tzinfo=UTC)
    moment = connection.scalar(text("SELECT clock_timestamp()"))
    if not isinstance(moment, datetime):
        raise TypeError("the database did not tell the time")
    return moment.astimezone(UTC)


def _refuse_unbound_role(connection: Connection) -> None:
    row = connection.execute(
        text(
            "SELECT rolname, rolsuper OR rolbypassrls AS unbound, EXISTS ("
            "  SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
            ") AS owns FROM pg_roles WHERE rolname = current_user"
        )
    ).one()
    if row.unbound or row.owns:
        raise WrongDatabaseRole(
            f"The database role {row.rolname!r} is a superuser, bypasses row-level security or "
            "owns the tables. Connect as erkin_app; run migrations as erkin_owner."
        )
