"""Reads on accounts and memberships."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.parties.models import Company
from assessments.people.models import Membership, Person
from assessments.programmes.models import Programme
from assessments.scope import InstanceScope


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
        select(Membership, func.coalesce(Company.name, Programme.name, ""))
        .outerjoin(Company, Company.id == Membership.company_id)
        .outerjoin(Programme, Programme.id == Membership.programme_id)
        .where(Membership.person_id == person_id, Membership.ended_at.is_(None))
        .order_by(Membership.id)
    )
    return [Choice(membership, name) for membership, name in rows]


def members(session: Session, _scope: InstanceScope) -> list[Member]:
    """Everybody who may act for something on this instance, by organisation and name."""
    name = func.coalesce(Company.name, Programme.name, "")
    rows = session.execute(
        select(Membership, Person, name)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Company, Company.id == Membership.company_id)
        .outerjoin(Programme, Programme.id == Membership.programme_id)
        .where(Membership.ended_at.is_(None))
        .order_by(name, Person.name, Membership.id)
    )
    return [
        Member(membership, person, organisation, person.password_hash is not None)
        for membership, person, organisation in rows
    ]


def companies(session: Session, _scope: InstanceScope) -> list[Company]:
    """Every customer company of the instance, by name."""
    return list(session.scalars(select(Company).order_by(Company.name, Company.id)))


def programmes(session: Session, _scope: InstanceScope) -> list[Programme]:
    """Every programme of the instance, by name."""
    return list(session.scalars(select(Programme).order_by(Programme.name, Programme.id)))
