"""Signing in, in three steps: begin (one short transaction), verify outside of any, finish.

    candidate = begin(session, email=…, address=…, now=…)
    verified = passwords.matches(candidate.password_hash, typed)
    entered = finish(session, candidate=candidate, verified=verified, …)

Unknown, closed and known accounts take the same way and get the same answer.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import NotFound, WrongCredentials
from assessments.ids import Ids
from assessments.people import throttle
from assessments.people.models import Membership, Person
from assessments.people.queries import memberships
from assessments.people.sessions import start_person_session
from assessments.scope import InstanceScope


@dataclass(frozen=True)
class Candidate:
    """Somebody who says who they are. `password_hash` is None when there is nothing to compare."""

    person_id: int | None
    password_hash: str | None
    counted: throttle.Counted


@dataclass(frozen=True)
class Entered:
    """A new session: its token, and what the person acts for in it.

    `others` tells that they may act for something else too and did not choose.
    """

    token: str
    membership: Membership
    others: bool


def begin(session: Session, *, email: str, address: str | None, now: datetime) -> Candidate:
    """Count the try and fetch what the password is compared with. TooManyTries when throttled."""
    account = email.strip().lower()
    counted = throttle.admit(session, account=account, address=address, now=now)
    person = session.scalar(select(Person).where(Person.email == account))
    if person is None:
        return Candidate(None, None, counted)
    return Candidate(person.id, person.password_hash, counted)


def finish(
    session: Session,
    *,
    candidate: Candidate,
    verified: bool,
    now: datetime,
    ids: Ids,
    replaces: str | None = None,
) -> Entered:
    """Start a session with a token of its own; the one that the browser had before ends.

    Raises WrongCredentials, the same for a wrong password and for an account that is unknown,
    closed or a member of nothing.
    """
    if not verified or candidate.person_id is None:
        raise WrongCredentials
    person = session.get(Person, candidate.person_id)
    choices = memberships(session, candidate.person_id)
    if person is None or person.disabled_at or not choices:
        raise WrongCredentials
    if person.password_hash != candidate.password_hash:
        raise WrongCredentials
    throttle.forgive(session, candidate.counted, now)
    token = start_person_session(session, choices[0], now, ids, replaces=replaces)
    _note(session, choices[0], now)
    return Entered(token, choices[0], len(choices) > 1)


def change_membership(
    session: Session, *, person_id: int, public_id: UUID, replaces: str, now: datetime, ids: Ids
) -> Entered:
    """Act for another organisation from now on, with a new session. NotFound if not a member."""
    choices = memberships(session, person_id)
    chosen = next((each for each in choices if each.public_id == public_id), None)
    if chosen is None:
        raise NotFound
    started = start_person_session(session, chosen, now, ids, replaces=replaces)
    _note(session, chosen, now)
    return Entered(started, chosen, others=False)


def _note(session: Session, membership: Membership, now: datetime) -> None:
    record(
        session,
        InstanceScope(membership.person_id),
        kind="signed-in",
        subject_kind="membership",
        subject_id=membership.id,
        now=now,
    )
