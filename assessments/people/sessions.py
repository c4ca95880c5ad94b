"""Who is signed in, and for how long. The browser holds a token; only its digest is stored (C9).

A session ends after a fixed time, and earlier when nobody used it. It is looked up on every
request together with what it stands on, so that closing an account ends it at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assessments.ids import Ids, new_token, token_digest
from assessments.people import roles
from assessments.people.models import Membership, Person, SignInSession
from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope, SupplierScope

REMEMBERED = timedelta(hours=24)
SEEN_AGAIN = timedelta(minutes=1)

Scope = CompanyScope | SupplierScope | ProgrammeScope | InstanceScope


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session may last in all, and how long unused."""

    most: timedelta
    idle: timedelta


COMPANY = Lifetime(timedelta(hours=24), timedelta(hours=8))
STAFF = Lifetime(timedelta(hours=12), timedelta(minutes=30))
RESPONDENT = Lifetime(timedelta(hours=12), timedelta(minutes=60))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that is alive: who it is, as which role, and the scope of their queries."""

    digest: str
    person_id: int | None
    role: str
    scope: Scope
    name: str
    email: str
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """A respondent's session that ended not long ago. Good for holding a late save only."""

    invitation_id: int
    company_id: int
    party_id: int
    email: str
    ended_at: datetime
    colleague_id: int | None = None


def start_person_session(
    session: Session,
    membership: Membership,
    now: datetime,
    ids: Ids,
    *,
    replaces: str | None = None,
) -> str:
    """Sign a person in for a membership. The new token; the one that it `replaces` ends."""
    email = session.scalars(select(Person.email).where(Person.id == membership.person_id)).one()
    row = SignInSession(membership_id=membership.id, email=email)
    return _start(session, row, _of_membership(membership), now, ids, replaces)


def start_respondent_session(
    session: Session,
    *,
    invitation_id: int,
    company_id: int,
    party_id: int,
    email: str,
    now: datetime,
    ids: Ids,
    colleague_id: int | None = None,
    replaces: str | None = None,
) -> str:
    """Sign in a respondent who entered the code. The new token; the one it `replaces` ends."""
    row = SignInSession(
        invitation_id=invitation_id,
        company_id=company_id,
        party_id=party_id,
        colleague_id=colleague_id,
        email=email,
    )
    return _start(session, row, RESPONDENT, now, ids, replaces)


def find_session(session: Session, token: str, now: datetime) -> SignedIn | Ended | None:
    """What a token stands for: a session, a respondent's that ended within 24 hours, or nothing."""
    found = session.execute(
        select(SignInSession, Membership, Person)
        .outerjoin(Membership, Membership.id == SignInSession.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(SignInSession.digest == token_digest(token))
    ).first()
    if found is None:
        return None
    row, membership, person = found
    if row.membership_id is not None:
        return _person(row, membership, person, now)
    return _respondent(row, now)


def touch(session: Session, signed_in: SignedIn, now: datetime) -> None:
    """Note that a session is in use. Written at most once a minute; see `is_due`."""
    session.execute(
        update(SignInSession)
        .where(
            SignInSession.digest == signed_in.digest,
            SignInSession.ended_at.is_(None),
            SignInSession.last_seen_at < now,
        )
        .values(last_seen_at=now)
    )


def is_due(signed_in: SignedIn, now: datetime) -> bool:
    """Whether the session was last noted as in use a minute ago or longer."""
    return now - signed_in.last_seen_at >= SEEN_AGAIN


def end(session: Session, token: str, now: datetime) -> None:
    """End the session of a token, if there is one."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.digest == token_digest(token), SignInSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_all(session: Session, person_id: int, now: datetime) -> None:
    """Sign a person out everywhere, whatever they are signed in for."""
    memberships = select(Membership.id).where(Membership.person_id == person_id)
    session.execute(
        update(SignInSession)
        .where(SignInSession.membership_id.in_(memberships), SignInSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def end_respondents(session: Session, *, invitation_id: int, now: datetime) -> None:
    """End the sessions of everybody at an invitation. Each comes back by a code only."""
    session.execute(
        update(SignInSession)
        .where(SignInSession.invitation_id == invitation_id, SignInSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def forget_respondents(
    session: Session, *, invitation_id: int, colleague_id: int | None = None
) -> None:
    """End the sessions of a colleague, or of everybody at an invitation, as if they never were.

    Nobody comes back from them by a code.
    """
    unwanted = delete(SignInSession).where(SignInSession.invitation_id == invitation_id)
    if colleague_id is not None:
        unwanted = unwanted.where(SignInSession.colleague_id == colleague_id)
    session.execute(unwanted)


def scope_of(membership: Membership) -> Scope:
    """What queries may see for whoever acts in this membership."""
    if membership.company_id is not None:
        return CompanyScope(membership.company_id, membership.person_id)
    if membership.programme_id is not None:
        return ProgrammeScope(membership.programme_id, membership.person_id)
    return InstanceScope(membership.person_id)


def _start(
    session: Session,
    row: SignInSession,
    lifetime: Lifetime,
    now: datetime,
    ids: Ids,
    replaces: str | None,
) -> str:
    if replaces is not None:
        end(session, replaces, now)
    token = new_token(ids)
    row.digest = token_digest(token)
    row.created_at = row.last_seen_at = now
    row.expires_at = now + lifetime.most
    session.add(row)
    session.flush()
    return token


def _person(
    row: SignInSession, membership: Membership, person: Person, now: datetime
) -> SignedIn | None:
    if person.disabled_at or membership.ended_at or now >= _end(row, _of_membership(membership)):
        return None
    return SignedIn(
        digest=row.digest,
        person_id=person.id,
        role=membership.role,
        scope=scope_of(membership),
        name=person.name,
        email=person.email,
        last_seen_at=row.last_seen_at,
    )


def _respondent(row: SignInSession, now: datetime) -> SignedIn | Ended | None:
    invitation_id, company_id, party_id = row.invitation_id, row.company_id, row.party_id
    if invitation_id is None or company_id is None or party_id is None:
        return None
    ended_at = _end(row, RESPONDENT)
    if now < ended_at:
        return SignedIn(
            digest=row.digest,
            person_id=None,
            role=roles.RESPONDENT if row.colleague_id is None else roles.COLLEAGUE,
            scope=SupplierScope(
                party_id, company_id, invitation_id, row.email, colleague_id=row.colleague_id
            ),
            name="",
            email=row.email,
            last_seen_at=row.last_seen_at,
        )
    if now < ended_at + REMEMBERED:
        return Ended(
            invitation_id, company_id, party_id, row.email, ended_at, colleague_id=row.colleague_id
        )
    return None


def _end(row: SignInSession, lifetime: Lifetime) -> datetime:
    end = min(row.expires_at, row.last_seen_at + lifetime.idle)
    return min(end, row.ended_at) if row.ended_at else end


def _of_membership(membership: Membership) -> Lifetime:
    return COMPANY if membership.company_id is not None else STAFF
