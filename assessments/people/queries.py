"""Reads on accounts and memberships."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.parties.models import Company
from assessments.people.models import Membership, Person
from assessments.programmes.models import Programme
from assessments.scope import InstanceScope

ORGANISATION = func.coalesce(Company.name, Programme.name, "")


@dataclass(frozen=True)
class Choice:
    """Something that a person may act for. `organisation` is empty for the instance itself."""

    membership: Membership
    organisation: str


@dataclass(frozen=True)
class Member:
    """A person in an organisation. `ready` once they have a password."""

    membership: Membership
    person: Person
    organisation: str
    ready: bool


def memberships(session: Session, person_id: int) -> list[Membership]:
    """What a person may act for now, the oldest first."""
    return list(
        session.scalars(
            select(Membership)
            .where(Membership.person_id == person_id, Membership.ended_at.is_(None))
            .order_by(Membership.id)
        )
    )


def choices(session: Session, person_id: int) -> list[Choice]:
    """What a person may act for now, with the names of the organisations."""
    rows = session.execute(
        select(Membership, ORGANISATION)
        .outerjoin(Company, Company.id == Membership.company_id)
        .outerjoin(Programme, Programme.id == Membership.programme_id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    return [Choice(membership, name) for membership, name in rows]


def members(session: Session, _scope: InstanceScope) -> list[Member]:
    """Everybody who may act for something on this instance, by organisation and name."""
    rows = session.execute(_all_members().order_by(ORGANISATION, Person.name, Membership.id))
    return [_member(membership, person, name) for membership, person, name in rows]


def member(session: Session, _scope: InstanceScope, public_id: UUID) -> Member:
    """One membership that has not ended. NotFound otherwise."""
    found = session.execute(_all_members().where(Membership.public_id == public_id)).first()
    if found is None:
        raise NotFound
    return _member(*found)


def companies(session: Session, _scope: InstanceScope) -> list[Company]:
    """Every customer company of the instance, by name."""
    return list(session.scalars(select(Company).order_by(Company.name, Company.id)))


def programmes(session: Session, _scope: InstanceScope) -> list[Programme]:
    """Every programme of the instance, by name."""
    return list(session.scalars(select(Programme).order_by(Programme.name, Programme.id)))


def _all_members() -> Select[Membership, Person, str]:
    return (
        select(Membership, Person, ORGANISATION)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Company, Company.id == Membership.company_id)
        .outerjoin(Programme, Programme.id == Membership.programme_id)
        .where(Membership.ended_at.is_(None))
    )


def _member(membership: Membership, person: Person, organisation: str) -> Member:
    return Member(membership, person, organisation, ready=person.password_hash is not None)
