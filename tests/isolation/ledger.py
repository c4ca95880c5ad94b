"""What requests write, noted and then undone, so that the world stays as it is."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Table, select
from sqlalchemy.orm import Session

from assessments.database import Scoped
from assessments.evidence.store import FileStore
from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope, SupplierScope
from assessments.tables import metadata
from tests.isolation.addresses import OF_THE_INSTANCE
from tests.isolation.world import Principal, World

OF_BOTH = ("invitation", "review_event", "dispute_answer", "sign_in_session")
"""Rows of an answering firm that a company may write: what it says about the answers, and the end

of sessions at an invitation that it withdraws."""
WHEN_WITHDRAWN = ("withdrawal", "invitation", "event")
"""Rows of another company that a firm writes when it takes back what it sent there."""
OFTEN_TOUCHED = {"sign_in_session": {"last_seen_at"}}
LONG = 2_000

Rows = dict[tuple[str, object], Mapping[str, Any]]


def rows(connection: Connection) -> Rows:
    """Every row of the database but for what a visit may touch."""
    return {
        (table.name, next(iter(row.values()))): row
        for table in metadata.sorted_tables
        for row in _rows(connection, table)
    }


def checksum(world: World) -> str:
    """One number for all rows."""
    with world.everything.connect() as connection:
        return hashlib.sha256(repr(sorted(rows(connection).items(), key=repr)).encode()).hexdigest()


def is_own(principal: Principal, table: str, row: Mapping[str, Any]) -> bool:
    """Whether a principal may add, change or remove a row."""
    owners = {name: row.get(name) for name in ("company_id", "party_id", "programme_id")}
    match principal.scope:
        case CompanyScope(company_id=mine):
            answers = owners["party_id"] is not None and table not in OF_BOTH
            return owners["company_id"] in (None, mine) and not answers
        case ProgrammeScope(programme_id=mine):
            return owners["programme_id"] in (None, mine)
        case SupplierScope() as scope:
            if table in WHEN_WITHDRAWN and owners["party_id"] == scope.party_id:
                return scope.colleague_id is None or owners["company_id"] == scope.company_id
            invitation = row["id"] if table == "invitation" else row.get("invitation_id")
            return (
                owners["company_id"] in (None, scope.company_id)
                and owners["party_id"] in (None, scope.party_id)
                and invitation in (None, scope.invitation_id)
            )
        case InstanceScope():
            return table in OF_THE_INSTANCE or not any(owners.values())
        case _:
            return False


class Ledger:
    """The rows that were added, changed or removed since it was opened."""

    def __init__(self, before: Rows) -> None:
        self._before = before
        self.changed: list[tuple[str, Mapping[str, Any]]] = []

    def note(self, connection: Connection) -> None:
        """Compare the rows within an open transaction with those before it."""
        now = rows(connection)
        for place in self._before.keys() | now.keys():
            old, new = self._before.get(place), now.get(place)
            if old != new:
                self.changed += [(place[0], row) for row in (old, new) if row is not None]

    def clear(self) -> None:
        """Forget what was noted."""
        self.changed.clear()


@contextmanager
def nothing_kept(world: World, ledger: Ledger | None = None) -> Iterator[None]:
    """Undo every transaction at its end; on SQLite, where it sees all, note first what it did.

    Files stay where they are, for the rows that name them do.
    """
    database = world.database
    sees_all = ledger is not None and world.everything.dialect.name == "sqlite"

    @contextmanager
    def writing(scope: Scoped | None = None) -> Iterator[Session]:
        with database._write(info={"scope": scope}) as session:
            before = _changes(session) if sees_all else 0
            yield session
            session.flush()
            if ledger and sees_all and _changes(session) != before:
                ledger.note(session.connection())
            session.expunge_all()
            session.rollback()

    database.writing = writing  # type: ignore[method-assign]
    try:
        with patch.object(FileStore, "remove"):
            yield
    finally:
        del database.writing


def _changes(session: Session) -> int:
    connection: Any = session.connection().connection.dbapi_connection
    return int(connection.total_changes)


def _rows(connection: Connection, table: Table) -> Iterator[Mapping[str, Any]]:
    shown = [column for column in table.c if column.name not in OFTEN_TOUCHED.get(table.name, ())]
    for row in connection.execute(select(*shown)).mappings():
        yield {name: _short(value) for name, value in row.items()}


def _short(value: object) -> object:
    return hash(value) if isinstance(value, str) and len(value) > LONG else value
