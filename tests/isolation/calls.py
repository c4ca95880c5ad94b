"""Every query and command with the ids of others: it must do as if they did not exist.

This reaches the filters that no page can get past, because another filter stands before them.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session

from assessments.base import Base
from assessments.errors import Refusal
from assessments.ids import SeededIds
from assessments.scope import InstanceScope, LinkScope, ProgrammeScope, SupplierScope
from assessments.tables import metadata
from tests.isolation.addresses import addresses
from tests.isolation.arguments import ELSEWHERE, TAKEN, Arguments, Values, trials
from tests.isolation.functions import Function, public_functions
from tests.isolation.ledger import Ledger, _changes, is_own, rows
from tests.isolation.world import Principal, World

CALLERS = (
    *("admin of A", "admin of B", "A1", "A1 for B", "A2", "A2 for B", "helper of A1"),
    *("staff of P", "staff of Q"),
)
NOT_CALLED = {
    "audit.service.record": "Only adds an event, with the owners of the scope itself.",
    **dict.fromkeys(
        (
            "campaigns.links.new_link",
            "colleagues.mailing.mail_link",
            "colleagues.mailing.tell_finished",
            "colleagues.mailing.was_just_mailed",
        ),
        "Takes a colleague that was found under the scope.",
    ),
    "responses.contradictions.contradictions": "Reads answers that it is given.",
    **dict.fromkeys(
        ("reviews.events.add", "reviews.events.note"),
        "Only adds to a review that was read, with the owners of the scope.",
    ),
}
# What stands behind a response is read as a whole; pages show a colleague what is of their part.
OF_THE_PARTY = ("evidence.queries.my_evidence", "responses.queries.my_answers")
OWNERS = ("company_id", "party_id", "programme_id", "invitation_id")
LONG = 300
SAID = (Refusal, DBAPIError, NoResultFound)
# More of what others have: nothing that is found or counted for the caller may change.
GROWING = (
    *("campaign", "supplier", "invitation", "colleague", "invitation_link", "held_save"),
    *("not_for_me", "job", "mail"),
)
MANIFOLD = {"held_save": 20, "colleague": 20}
GROWING_ELSEWHERE = ("engaged_company",)
ANEW = {
    "id": "-old.id",
    "public_id": "lower(hex(randomblob(16)))",
    "digest": "lower(hex(randomblob(32)))",
    "reference": f"'{TAKEN}'",
    "identifier": f"'{TAKEN}'",
    "country": f"'{ELSEWHERE}'",
    "campaign_id": "(SELECT min(id) FROM campaign AS c WHERE c.company_id = old.company_id)",
    "created_at": "datetime(old.created_at, '+1 hour')",
    "revoked_at": "old.created_at",
}


class Calls:
    """Calls functions as the principals of a world, on SQLite, and keeps nothing of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.known = addresses(world)
        with world.everything.connect() as connection:
            self.rows = rows(connection)
        self.functions = [each for each in public_functions().values() if _is_called(each)]

    def wrong(self, only: Collection[str] | None = None) -> Iterator[str]:
        """What is wrong with what functions do, one sentence for each finding."""
        chosen = [each for each in self.functions if only is None or each.name in only]
        with self.world.app.app_context():
            for function in chosen:
                for name in CALLERS:
                    yield from self._wrong(function, self.world.principals[name])

    def _wrong(self, function: Function, principal: Principal) -> Iterator[str]:
        scope = _scope_for(function, principal)
        if scope is None:
            return
        call = _Call(self, function, principal, scope)
        own = {name: choice.own for name, choice in call.choices.items()}
        yield from call.judged(own)
        if call.differs_when_others_have_more(own):
            yield f"{function.name} as {principal.name} counts what others have"
        for strange, unknown in trials(call.choices):
            yield from call.judged(strange)
            if call.told(strange) != call.told(unknown):
                yield f"{function.name} as {principal.name} knows {_told(strange)[:LONG]}"

    @contextmanager
    def session(self, scope: Any) -> Iterator[Session]:
        """A session whose changes are undone."""
        with self.world.database._write(info={"scope": scope}) as session:
            yield session
            session.rollback()


@dataclass(frozen=True)
class Outcome:
    """What a function answered, whether it changed anything, and what is wrong with that."""

    told: str
    wrote: bool
    wrong: list[str]


class _Call:
    def __init__(self, calls: Calls, function: Function, principal: Principal, scope: Any) -> None:
        self._calls, self._function, self._scope = calls, function, scope
        self._principal = principal
        self._memory: dict[str, Outcome] = {}
        arguments = Arguments(calls.world, calls.known, principal)
        hints = {name: function.hints[name] for name in function.parameters[2:]}
        with calls.session(scope) as session:
            found = {
                name: arguments.choice(session, function.slice, name, hint)
                for name, hint in hints.items()
            }
            session.expunge_all()
        self.choices = {name: choice for name, choice in found.items() if choice is not None}
        self._plain = {
            name: arguments.plain(name, hint)
            for name, hint in hints.items()
            if name not in self.choices
        }

    def told(self, values: Values) -> str:
        """What the function answers or raises."""
        return self._outcome(values, others_have_more=False).told

    def judged(self, values: Values) -> list[str]:
        """What is wrong with the answer by itself."""
        return self._outcome(values, others_have_more=False).wrong

    def differs_when_others_have_more(self, values: Values) -> bool:
        """Whether it answers otherwise; of something new, whether it is still made."""
        now = self._outcome(values, others_have_more=False)
        later = self._outcome(values, others_have_more=True)
        return now.wrote != later.wrote if now.wrote else now.told != later.told

    def _outcome(self, values: Values, others_have_more: bool) -> Outcome:
        key = f"{_told(values)} {others_have_more}"
        if key not in self._memory:
            with self._calls.session(self._scope) as session:
                if others_have_more:
                    _grow(session, self._scope)
                self._memory[key] = self._run(session, values, watched=not others_have_more)
        return self._memory[key]

    def _run(self, session: Session, values: Values, *, watched: bool) -> Outcome:
        before = _changes(session)
        fresh = {"ids": SeededIds("calls")} if "ids" in self._plain else {}
        try:
            result = self._function.call(session, self._scope, **self._plain | fresh | values)
            session.flush()
        except SAID as refusal:
            result = type(refusal).__name__
        told = _without(_told(result), values)
        wrote = session.is_active and _changes(session) != before
        wrong = [*_strangers(result, self._scope), *self._marks(told)]
        if watched and wrote:
            ledger = Ledger(self._calls.rows)
            ledger.note(session.connection())
            wrong += [
                f"it changed a row of {table}"
                for table, row in ledger.changed
                if not is_own(self._principal, table, row)
            ]
        called = f"{self._function.name} as {self._principal.name} with {_told(values)[:LONG]}"
        return Outcome(told, wrote, [f"{called}: {each}" for each in wrong])

    def _marks(self, told: str) -> list[str]:
        if self._function.name in OF_THE_PARTY:
            return []
        found = self._calls.world.marks.seen_wrongly(told, self._principal.name)
        return [f"it gives {mark}" for mark in found]


def _is_called(function: Function) -> bool:
    return any(scope is not InstanceScope for scope in function.scopes) and (
        function.name not in NOT_CALLED
    )


def _scope_for(function: Function, principal: Principal) -> Any:
    scope = principal.scope
    if type(scope) in function.scopes:
        return scope
    if isinstance(scope, SupplierScope) and LinkScope in function.scopes:
        return LinkScope(scope.company_id, scope.invitation_id, scope.colleague_id)
    return None


def _grow(session: Session, scope: Any) -> None:
    for name in GROWING_ELSEWHERE if isinstance(scope, ProgrammeScope) else GROWING:
        columns = [column.name for column in metadata.tables[name].c]
        anew = ANEW | ({"id": "NULL"} if name in MANIFOLD else {})
        values = ", ".join(anew.get(column, f"old.{column}") for column in columns)
        times = ", ".join(f"({number})" for number in range(MANIFOLD.get(name, 1)))
        session.connection().exec_driver_sql(
            f"INSERT OR IGNORE INTO {name} ({', '.join(columns)}) "
            f"SELECT {values} FROM {name} AS old, (VALUES {times}) WHERE {_of_others(name, scope)}"
        )


def _of_others(table: str, scope: Any) -> str:
    """The condition that a row is not the scope's."""
    columns = metadata.tables[table].c
    if not isinstance(scope, SupplierScope | LinkScope):
        owner = next(each for each in OWNERS if each in columns)
        return f"old.{owner} <> {getattr(scope, owner)}"
    column = "id" if table == "invitation" else "invitation_id"
    return f"old.{column} <> {scope.invitation_id}" if column in columns else "true"


def _strangers(value: Any, scope: Any) -> Iterator[str]:
    """The rows in an answer that belong to somebody else."""
    if isinstance(value, Base):
        for owner in OWNERS:
            theirs, mine = getattr(value, owner, None), getattr(scope, owner, None)
            if None not in (theirs, mine) and theirs != mine:
                yield f"it gives a row of {value.__tablename__} with {owner} {theirs}"
    for part in _parts(value):
        yield from _strangers(part, scope)


def _parts(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if dataclasses.is_dataclass(value) and type(value).__module__.startswith("assessments."):
        return [getattr(value, each.name) for each in dataclasses.fields(value)]
    return []


def _without(told: str, values: Values) -> str:
    """An answer without the names that the caller brought along."""
    for value in values.values():
        for name in value if isinstance(value, list) else [value]:
            told = told.replace(repr(name), "") if isinstance(name, str) and name else told
    return told


def _told(value: Any) -> str:
    """An answer as text, the same for the same answer."""
    if isinstance(value, Base):
        unread = inspect(value).unloaded
        names = [column.name for column in value.__table__.c if column.name not in unread]
        stored = [getattr(value, name) for name in names]
        return f"{value.__tablename__} {_told(stored)}"
    if parts := _parts(value):
        return f"{type(value).__name__}({', '.join(_told(part) for part in parts)})"
    if isinstance(value, str | int | float | Decimal | date | UUID | bytes | type(None)):
        return repr(value)
    return type(value).__name__
