"""People with accounts, and how tests sign them in through the pages."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assessments.database import Database
from assessments.ids import RandomIds
from assessments.parties.service import add_company
from assessments.people import passwords, roles
from assessments.people.models import Person
from assessments.people.service import PersonDetails, Place, add_person
from assessments.programmes.service import add_programme
from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope

PASSWORD = "seven quiet otters knit"
IDS = RandomIds()
INSTANCE = InstanceScope()
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in."""

    email: str
    person_id: int
    public_id: UUID
    membership_id: int
    membership: UUID


@cache
def password_hash(password: str) -> str:
    """Hashed once for all tests."""
    return passwords.hashed(password)


def add_account(
    database: Database,
    now: datetime,
    *,
    email: str,
    role: str,
    place: Place | None = None,
    name: str = "Aida Example",
    password: str | None = PASSWORD,
) -> Account:
    """A person with a membership, and with a password unless it is None."""
    with database.writing() as session:
        added = add_person(
            session,
            INSTANCE,
            details=PersonDetails(name, email),
            place=place or Place(),
            role=role,
            now=now,
            ids=IDS,
        )
        person = session.get_one(Person, added.person.id)
        person.password_hash = password_hash(password) if password else None
        return Account(
            person.email,
            person.id,
            person.public_id,
            added.membership.id,
            added.membership.public_id,
        )


def company(database: Database, now: datetime, name: str = "Kök Tekstil") -> CompanyScope:
    """A customer company."""
    with database.writing() as session:
        made = add_company(session, INSTANCE, name=name, country="KAZ", now=now, ids=IDS)
        return CompanyScope(made.id)


def programme(database: Database, now: datetime, name: str = "Aral Programme") -> ProgrammeScope:
    """A programme."""
    with database.writing() as session:
        return ProgrammeScope(add_programme(session, INSTANCE, name=name, now=now, ids=IDS).id)


def staff(database: Database, now: datetime, scope: ProgrammeScope, email: str) -> Account:
    """A member of a programme's staff."""
    place = Place(programme_id=scope.programme_id)
    return add_account(database, now, email=email, role=roles.PROGRAMME_STAFF, place=place)


def administrator(database: Database, now: datetime, email: str = "boss@erkin.example") -> Account:
    """An administrator of the instance."""
    return add_account(database, now, email=email, role=roles.INSTANCE_ADMINISTRATOR)


def token_for(client: FlaskClient) -> str:
    """A token that lets this browser send forms."""
    found = TOKEN.search(client.get("/sign-in").text)
    assert found
    return found[1]


def send(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Send a form as the page would; `a__b` stands for the field `a.b`."""
    data = {name.replace("__", "."): value for name, value in fields.items()}
    return client.post(path, data={**data, "csrf_token": token_for(client)})


def sign_in(
    client: FlaskClient, email: str, password: str = PASSWORD, wanted: str = ""
) -> TestResponse:
    """Fill in the sign-in page."""
    return send(client, "/sign-in", email=email, password=password, next=wanted)
