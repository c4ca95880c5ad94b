"""Commands on accounts: who has one, for what, and how a person gets in.

Nothing here hashes a password: the caller does that between two transactions, with
`passwords.hashed` and `passwords.matches`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import Invalid, NotFound
from assessments.ids import Ids, new_public_id, new_token, token_digest
from assessments.people import roles, sessions
from assessments.people.models import Membership, Person, SetupLink
from assessments.phrases import phrase
from assessments.scope import InstanceScope

SETUP_LINK_LIVES = timedelta(days=7)


@dataclass(frozen=True)
class PersonDetails:
    """Who gets an account."""

    name: str
    email: str


@dataclass(frozen=True)
class Place:
    """What a membership is for: a company, a programme, or the instance where both are None."""

    company_id: int | None = None
    programme_id: int | None = None

    @property
    def organisation(self) -> roles.Organisation:
        """Which kind of organisation it is."""
        if self.company_id is not None:
            return "company"
        return "programme" if self.programme_id is not None else "instance"


@dataclass(frozen=True)
class Added:
    """A new member. `setup_token` is None when the person has a password already."""

    person: Person
    membership: Membership
    setup_token: str | None


def create_first_administrator(
    session: Session, scope: InstanceScope, *, details: PersonDetails, now: datetime, ids: Ids
) -> str | None:
    """The token of a set-up link for the instance's administrator, made if there is none.

    None once an administrator has a password. Until then each call replaces the link before.
    """
    administrators = session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.role == roles.INSTANCE_ADMINISTRATOR, Membership.ended_at.is_(None))
        .order_by(Person.id)
    ).all()
    if any(person.password_hash and not person.disabled_at for person in administrators):
        return None
    if administrators and not _by_email(session, details.email):
        administrators[0].email = details.email
    added = add_person(
        session,
        scope,
        details=details,
        place=Place(),
        role=roles.INSTANCE_ADMINISTRATOR,
        now=now,
        ids=ids,
    )
    return added.setup_token or issue_setup_link(
        session, scope, public_id=added.person.public_id, now=now, ids=ids
    )


def add_person(
    session: Session,
    scope: InstanceScope,
    *,
    details: PersonDetails,
    place: Place,
    role: str,
    now: datetime,
    ids: Ids,
) -> Added:
    """Let a person act for a company, a programme or the instance, in one role.

    The address decides who it is: a person with an account keeps name and password. A person
    without a password gets a set-up link that replaces any before. Invalid when the role is not
    one of that organisation.
    """
    if role not in roles.ROLES[place.organisation]:
        raise Invalid({"role": phrase("Choose a role that this organisation has.")})
    person = _by_email(session, details.email) or _new_person(session, details, now, ids)
    person.disabled_at = None
    membership = _member(session, person, place, now, ids)
    membership.role, membership.ended_at = role, None
    session.flush()
    _note(session, scope, "member-added", membership, now)
    token = None if person.password_hash else _new_link(session, person, now, ids)
    return Added(person, membership, token)


def end_membership(
    session: Session, scope: InstanceScope, *, public_id: UUID, now: datetime
) -> Membership:
    """Take a person's right to act for an organisation; their sessions there end at once.

    Whoever acts for nothing any more has a closed account without a password. Invalid for one's
    own membership.
    """
    membership = session.scalar(
        select(Membership)
        .where(Membership.public_id == public_id, Membership.ended_at.is_(None))
        .with_for_update()
    )
    if membership is None:
        raise NotFound
    if membership.person_id == scope.person_id:
        raise Invalid({"member": phrase("You cannot remove yourself. Ask another administrator.")})
    membership.ended_at = now
    session.flush()
    others = select(Membership.id).where(
        Membership.person_id == membership.person_id, Membership.ended_at.is_(None)
    )
    if session.scalar(others.limit(1)) is None:
        session.execute(
            update(Person)
            .where(Person.id == membership.person_id)
            .values(disabled_at=now, password_hash=None)
        )
    _note(session, scope, "member-removed", membership, now)
    return membership


def issue_setup_link(
    session: Session, scope: InstanceScope, *, public_id: UUID, now: datetime, ids: Ids
) -> str:
    """The token of a new link by which a person chooses a password. Earlier links are void."""
    person = session.scalar(
        select(Person).where(Person.public_id == public_id, Person.disabled_at.is_(None))
    )
    if person is None:
        raise NotFound
    record(
        session,
        scope,
        kind="setup-link-issued",
        subject_kind="person",
        subject_id=person.id,
        now=now,
    )
    return _new_link(session, person, now, ids)


def open_setup_link(session: Session, *, token: str, now: datetime) -> Person:
    """The person whom a set-up link is for. NotFound when unknown, used, replaced or too old."""
    person = session.scalar(
        select(Person)
        .join(SetupLink, SetupLink.person_id == Person.id)
        .where(
            SetupLink.digest == token_digest(token),
            SetupLink.used_at.is_(None),
            SetupLink.expires_at > now,
            Person.disabled_at.is_(None),
        )
    )
    if person is None:
        raise NotFound
    return person


def redeem_setup_link(session: Session, *, token: str, password_hash: str, now: datetime) -> Person:
    """Store the password that a person chose, once. They are signed out everywhere.

    NotFound when the link is unknown, used, replaced or too old.
    """
    session.scalar(
        select(SetupLink).where(SetupLink.digest == token_digest(token)).with_for_update()
    )
    person = open_setup_link(session, token=token, now=now)
    person.password_hash = password_hash
    _void_links(session, person, now)
    sessions.end_all(session, person.id, now)
    record(
        session,
        InstanceScope(person.id),
        kind="password-chosen",
        subject_kind="person",
        subject_id=person.id,
        now=now,
    )
    session.flush()
    return person


def _by_email(session: Session, email: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email == email.lower()))


def _new_person(session: Session, details: PersonDetails, now: datetime, ids: Ids) -> Person:
    person = Person(
        public_id=new_public_id(ids),
        name=details.name,
        email=details.email.lower(),
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person


def _member(session: Session, person: Person, place: Place, now: datetime, ids: Ids) -> Membership:
    found = session.scalar(
        select(Membership).where(
            Membership.person_id == person.id,
            Membership.company_id.is_not_distinct_from(place.company_id),
            Membership.programme_id.is_not_distinct_from(place.programme_id),
        )
    )
    if found is not None:
        return found
    membership = Membership(
        public_id=new_public_id(ids),
        person_id=person.id,
        company_id=place.company_id,
        programme_id=place.programme_id,
        created_at=now,
    )
    session.add(membership)
    return membership


def _new_link(session: Session, person: Person, now: datetime, ids: Ids) -> str:
    _void_links(session, person, now)
    token = new_token(ids)
    session.add(
        SetupLink(
            digest=token_digest(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + SETUP_LINK_LIVES,
        )
    )
    session.flush()
    return token


def _void_links(session: Session, person: Person, now: datetime) -> None:
    session.execute(
        update(SetupLink)
        .where(SetupLink.person_id == person.id, SetupLink.used_at.is_(None))
        .values(used_at=now)
    )


def _note(
    session: Session, scope: InstanceScope, kind: str, membership: Membership, now: datetime
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="membership",
        subject_id=membership.id,
        now=now,
        facts={"role": membership.role},
    )
