"""Two companies, two programmes, their suppliers and their people: one of everything for each.

Two firms answer to both companies under one address: the same party, and neither company may
learn of the other.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from assessments.database import Database
from assessments.ids import SeededIds
from assessments.people import roles
from assessments.people.models import Membership
from assessments.people.service import PersonDetails, Place, add_person
from assessments.people.sessions import start_person_session
from assessments.programmes.service import (
    ActivityDetails,
    CompanyDetails,
    add_engaged_company,
    add_programme,
    log_activity,
)
from assessments.scope import (
    CompanyScope,
    InstanceScope,
    ProgrammeScope,
    SupplierScope,
)
from tests.isolation.firms import FRESH, Firms
from tests.isolation.marks import Marks
from tests.stories import Story
from webapp.app import Erkin
from webapp.settings import Settings

INSTANCE = "instance administrator"
SET_UP = "holder of a set-up link"
ANONYMOUS = "anonymous"
NAMES = (
    ANONYMOUS,
    *("A1", "A1 ended", "helper of A1", "helper of A1 ended", "A2", "A3", "A4"),
    *("admin of A", f"{SET_UP} of admin of A"),
    *("B1", "B1 ended", "B2", "B3", "B4", "A1 for B", "A1 for B ended", "A2 for B"),
    *("admin of B", f"{SET_UP} of admin of B"),
    *("staff of P", "staff of Q"),
    INSTANCE,
)
ONE_OF_EACH = (
    *("A1", "A1 ended", "helper of A1", "A2", "B1", "A1 for B"),
    *("admin of A", "admin of B", "staff of P", INSTANCE),
)


@dataclass(frozen=True)
class Principal:
    """Somebody who asks for pages: with which scope, session token and addresses of their own."""

    name: str
    scope: CompanyScope | SupplierScope | ProgrammeScope | InstanceScope | None = None
    token: str | None = None
    doors: tuple[str, ...] = ()


@dataclass(frozen=True)
class World:
    """A filled instance. `everything` connects as somebody who sees all rows.

    It was filled `now`: calls that name the time name this one, so that what a code or a link
    allows does not depend on how long the tests run.
    """

    app: Erkin
    everything: Engine
    principals: dict[str, Principal]
    marks: Marks
    now: datetime

    @property
    def database(self) -> Database:
        found: Database = self.app.extensions["erkin"].database
        return found


def build(app: Erkin, everything: Engine) -> World:
    """Fill the instance of an application through the services that pages and jobs use."""
    builder = _Builder(app)
    builder.story.publish()
    for letter in ("A", "B"):
        builder.company(letter)
    for letter in ("P", "Q"):
        builder.programme(letter)
    builder.instance()
    principals = {each.name: each for each in builder.principals}
    return World(app, everything, principals, builder.marks, builder.now)


class _Builder:
    def __init__(self, app: Erkin) -> None:
        instance = app.extensions["erkin"]
        database: Database = instance.database
        self.marks = Marks()
        self.story = Story(database, now=database.now(), ids=SeededIds("isolation"))
        self.settings: Settings = instance.settings
        self.principals: list[Principal] = [Principal(ANONYMOUS)]
        self.shared: dict[str, str] = {}

    @property
    def now(self) -> datetime:
        return self.story.now

    def company(self, letter: str) -> None:
        admin = f"admin of {letter}"
        firms = Firms(self.story, self.marks, letter, self.settings, self.shared)
        self.principals += [
            Principal(each.name, each.scope, each.token, each.doors) for each in firms.build()
        ]
        place = Place(company_id=firms.scope.company_id)
        self._person(admin, roles.COMPANY_ADMIN, place, tuple(firms.doors))
        self._invite_person(admin, firms.scope)

    def programme(self, letter: str) -> None:
        staff = f"staff of {letter}"
        mine = self.marks.new(staff, INSTANCE)
        with self.story.database.writing() as session:
            made = add_programme(
                session,
                InstanceScope(),
                name=f"Programme {mine}",
                now=self.now,
                ids=self.story.ids,
            )
        scope = ProgrammeScope(made.id)
        self._person(staff, roles.PROGRAMME_STAFF, Place(programme_id=made.id))
        for _ in range(2):
            self._engage(scope, staff)

    def instance(self) -> None:
        self._person(INSTANCE, roles.INSTANCE_ADMINISTRATOR, Place())

    def _engage(self, scope: ProgrammeScope, staff: str) -> None:
        text = {
            field: self.marks.new(staff)
            for field in ("name", "name_local", "name_russian", "identifier", "contact_name")
        }
        with self.story.database.writing(scope) as session:
            engaged = add_engaged_company(
                session,
                scope,
                details=CompanyDetails(country="KAZ", **text),
                now=self.now,
                ids=self.story.ids,
            )
            log_activity(
                session,
                scope,
                company=engaged.public_id,
                details=ActivityDetails("call", self.now.date(), self.marks.new(staff)),
                now=self.now,
                ids=self.story.ids,
            )

    def _person(self, name: str, role: str, place: Place, doors: tuple[str, ...] = ()) -> None:
        mark = self.marks.new(name, INSTANCE)
        with self.story.database.writing() as session:
            added = add_person(
                session,
                InstanceScope(),
                details=PersonDetails(f"Person {mark}", f"{mark}@people.example"),
                place=place,
                role=role,
                now=self.now,
                ids=self.story.ids,
            )
            token = start_person_session(
                session, added.membership, self.now + FRESH, self.story.ids
            )
            self.principals.append(Principal(name, _scope(added.membership), token, doors))

    def _invite_person(self, admin: str, scope: CompanyScope) -> None:
        """Somebody who has not chosen a password yet, and holds the link to do so."""
        holder = f"{SET_UP} of {admin}"
        mark = self.marks.new(admin, INSTANCE, holder)
        with self.story.database.writing() as session:
            added = add_person(
                session,
                InstanceScope(),
                details=PersonDetails(f"Person {mark}", f"{mark}@people.example"),
                place=Place(company_id=scope.company_id),
                role=roles.COMPANY_VIEWER,
                now=self.now,
                ids=self.story.ids,
            )
        self.principals.append(Principal(holder, doors=(f"/set-up/{added.setup_token}",)))


def _scope(membership: Membership) -> CompanyScope | ProgrammeScope | InstanceScope:
    if membership.company_id is not None:
        return CompanyScope(membership.company_id, membership.person_id)
    if membership.programme_id is not None:
        return ProgrammeScope(membership.programme_id, membership.person_id)
    return InstanceScope(membership.person_id)
