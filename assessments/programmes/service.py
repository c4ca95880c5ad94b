"""Commands of a programme's staff: the register of engaged companies, what was done with them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import Invalid, NotFound, StaleVersion
from assessments.ids import Ids, new_public_id
from assessments.parties.names import folded
from assessments.people.models import Person
from assessments.phrases import Filled, phrase
from assessments.programmes.models import Activity, EngagedCompany, Programme
from assessments.scope import InstanceScope, ProgrammeScope

Kind = Literal["call", "meeting", "training", "visit", "message", "event", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
EARLIEST = date(2000, 1, 1)
TOO_EARLY = phrase("Enter a day after {year}.")
SAME_NUMBER = phrase("{name} has this number in your register. Check which one is right.")
FURTHEST_EAST = timedelta(hours=14)


@dataclass(frozen=True)
class CompanyDetails:
    """What a programme knows of a company. Empty text where it does not; `country` is alpha-3.

    `identifier` is the number in the state's register, as text: it may begin with a zero.
    """

    name: str
    country: str
    name_local: str = ""
    name_russian: str = ""
    identifier: str | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


@dataclass(frozen=True)
class ActivityDetails:
    """What was done with a company, on which day. `kind` is one of KINDS."""

    kind: str
    happened_on: date
    summary: str


def add_programme(
    session: Session,
    scope: InstanceScope,
    *,
    name: str,
    now: datetime,
    ids: Ids,
    invented: bool = False,
) -> Programme:
    """Add a programme to the instance. `invented` marks demo data on every page."""
    programme = Programme(
        public_id=new_public_id(ids), name=name, invented=invented, created_at=now
    )
    session.add(programme)
    session.flush()
    record(
        session,
        scope,
        kind="programme-added",
        subject_kind="programme",
        subject_id=programme.id,
        now=now,
    )
    return programme


def add_engaged_company(
    session: Session, scope: ProgrammeScope, *, details: CompanyDetails, now: datetime, ids: Ids
) -> EngagedCompany:
    """Enter a company in the register. Invalid if its identifier is in it already."""
    _take_turns(session, scope)
    _refuse_taken_identifier(session, scope, details, but=None)
    company = EngagedCompany(
        public_id=new_public_id(ids),
        programme_id=scope.programme_id,
        created_at=now,
        version=1,
    )
    _fill(company, details)
    session.add(company)
    session.flush()
    _note(session, scope, "company-engaged", "engaged-company", company.id, now)
    return company


def edit_engaged_company(
    session: Session,
    scope: ProgrammeScope,
    *,
    public_id: UUID,
    seen_version: int,
    details: CompanyDetails,
    now: datetime,
) -> EngagedCompany:
    """Change what is known of a company. StaleVersion if somebody saved since it was read."""
    _take_turns(session, scope)
    company = _company(session, scope, public_id)
    if company.version != seen_version:
        raise StaleVersion(seen=seen_version, stored=company.version)
    _refuse_taken_identifier(session, scope, details, but=company.id)
    _fill(company, details)
    company.version += 1
    session.flush()
    _note(session, scope, "engaged-company-edited", "engaged-company", company.id, now)
    return company


def log_activity(
    session: Session,
    scope: ProgrammeScope,
    *,
    company: UUID,
    details: ActivityDetails,
    now: datetime,
    ids: Ids,
) -> Activity:
    """Log what was done with a company. Invalid for an unknown kind and for a day to come.

    A day has come when it has begun anywhere on earth.
    """
    engaged = _company(session, scope, company)
    _refuse_impossible(details, now)
    activity = Activity(
        public_id=new_public_id(ids),
        programme_id=scope.programme_id,
        engaged_company_id=engaged.id,
        kind=details.kind,
        happened_on=details.happened_on,
        summary=details.summary,
        logged_by=_name(session, scope),
        logged_at=now,
    )
    session.add(activity)
    session.flush()
    _note(session, scope, "activity-logged", "activity", activity.id, now)
    return activity


def _fill(company: EngagedCompany, details: CompanyDetails) -> None:
    company.name = details.name
    company.name_folded = folded(details.name)
    company.name_local = details.name_local
    company.name_russian = details.name_russian
    company.country = details.country
    company.identifier = details.identifier or None
    company.contact_name = details.contact_name
    company.contact_email = details.contact_email
    company.contact_phone = details.contact_phone
    known_by = (details.name, details.name_local, details.name_russian, details.identifier or "")
    company.search_text = "\n".join(folded(text) for text in known_by if text)


def _company(session: Session, scope: ProgrammeScope, public_id: UUID) -> EngagedCompany:
    found = session.scalar(
        select(EngagedCompany)
        .where(
            EngagedCompany.programme_id == scope.programme_id,
            EngagedCompany.public_id == public_id,
        )
        .with_for_update()
    )
    if found is None:
        raise NotFound
    return found


def _take_turns(session: Session, scope: ProgrammeScope) -> None:
    """Let colleagues who save at once wait for each other, so that identifiers stay unique."""
    session.get(Programme, scope.programme_id, with_for_update=True)


def _refuse_taken_identifier(
    session: Session, scope: ProgrammeScope, details: CompanyDetails, *, but: int | None
) -> None:
    if not details.identifier:
        return
    taken = session.scalar(
        select(EngagedCompany.name).where(
            EngagedCompany.programme_id == scope.programme_id,
            EngagedCompany.country == details.country,
            EngagedCompany.identifier == details.identifier,
            EngagedCompany.id != (but or 0),
        )
    )
    if taken is not None:
        raise Invalid({"identifier": Filled(SAME_NUMBER, name=taken)})


def _refuse_impossible(details: ActivityDetails, now: datetime) -> None:
    problems = {}
    if details.kind not in KINDS:
        problems["kind"] = phrase("Choose what it was.")
    if details.happened_on > (now + FURTHEST_EAST).date():
        problems["happened_on"] = phrase(
            "This day has not come yet. Enter the day on which it was done."
        )
    if details.happened_on < EARLIEST:
        problems["happened_on"] = Filled(TOO_EARLY, year=EARLIEST.year - 1)
    if problems:
        raise Invalid(problems)


def _name(session: Session, scope: ProgrammeScope) -> str:
    person = session.get(Person, scope.person_id) if scope.person_id else None
    return person.name if person else ""


def _note(
    session: Session,
    scope: ProgrammeScope,
    kind: str,
    subject: str,
    subject_id: int,
    now: datetime,
) -> None:
    record(session, scope, kind=kind, subject_kind=subject, subject_id=subject_id, now=now)
