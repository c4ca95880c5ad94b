"""Who gets an account, for what, and by which link."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from assessments.audit.models import Event
from assessments.database import Database
from assessments.errors import Invalid, NotFound
from assessments.ids import new_public_id, token_digest
from assessments.people import queries, roles, service, sessions
from assessments.people.models import Membership, Person, SetupLink
from assessments.people.service import Added, PersonDetails, Place
from assessments.scope import CompanyScope, InstanceScope
from tests.accounts import IDS, INSTANCE, administrator, company, password_hash, programme

START = datetime(2026, 11, 21, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
AIDA = PersonDetails("Aida Example", "Aida@Kok.example")


def first_administrator(database: Database, email: str = "boss@erkin.example") -> str | None:
    with database.writing() as session:
        return service.create_first_administrator(
            session, INSTANCE, details=PersonDetails("Boss", email), now=START, ids=IDS
        )


def add(
    database: Database,
    place: Place,
    role: str = roles.COMPANY_EDITOR,
    details: PersonDetails = AIDA,
) -> Added:
    with database.writing() as session:
        return service.add_person(
            session, INSTANCE, details=details, place=place, role=role, now=START, ids=IDS
        )


def opens(database: Database, token: str, now: datetime = START) -> str:
    with database.reading() as session:
        return service.open_setup_link(session, token=token, now=now).email


def redeem(database: Database, token: str, now: datetime = START) -> Person:
    with database.writing() as session:
        return service.redeem_setup_link(
            session, token=token, password_hash=password_hash("seven quiet otters knit"), now=now
        )


def in_company(database: Database) -> Place:
    return Place(company_id=company(database, START).company_id)


def test_the_first_administrator_comes_by_a_set_up_link(database: Database) -> None:
    token = first_administrator(database)
    assert token
    person = redeem(database, token)
    with database.reading() as session:
        (membership,) = queries.memberships(session, person.id)
        assert membership.role == roles.INSTANCE_ADMINISTRATOR
        assert (membership.company_id, membership.programme_id) == (None, None)


def test_making_the_first_administrator_again_replaces_the_link_and_the_address(
    database: Database,
) -> None:
    first = first_administrator(database)
    second = first_administrator(database, "chief@erkin.example")
    assert first
    assert second
    with pytest.raises(NotFound):
        opens(database, first)
    assert opens(database, second) == "chief@erkin.example"
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_there_is_no_further_link_once_an_administrator_has_a_password(database: Database) -> None:
    administrator(database, START)
    assert first_administrator(database) is None
    assert first_administrator(database, "intruder@erkin.example") is None


def test_the_database_holds_the_digest_of_a_link_and_not_the_link(database: Database) -> None:
    token = first_administrator(database)
    assert token
    assert len(token) == 43
    with database.reading() as session:
        assert session.scalars(select(SetupLink.digest)).all() == [token_digest(token)]


def test_a_link_works_for_seven_days_to_the_second(database: Database) -> None:
    token = first_administrator(database)
    assert token
    assert opens(database, token, START + WEEK - timedelta(seconds=1))
    with pytest.raises(NotFound):
        opens(database, token, START + WEEK)
    with pytest.raises(NotFound):
        redeem(database, token, START + WEEK)


def test_a_link_works_once(database: Database) -> None:
    token = first_administrator(database)
    assert token
    redeem(database, token)
    with pytest.raises(NotFound):
        redeem(database, token)
    with pytest.raises(NotFound):
        opens(database, token)


def test_choosing_a_password_signs_the_person_out_everywhere(database: Database) -> None:
    added = add(database, in_company(database))
    assert added.setup_token
    with database.writing() as session:
        membership = session.get_one(Membership, added.membership.id)
        token = sessions.start_person_session(session, membership, START, IDS)
    redeem(database, added.setup_token)
    with database.reading() as session:
        assert sessions.find_session(session, token, START) is None


def test_the_address_decides_who_a_person_is_whatever_its_case(database: Database) -> None:
    place = in_company(database)
    first = add(database, place)
    other = Place(programme_id=programme(database, START).programme_id)
    second = add(
        database, other, roles.PROGRAMME_STAFF, PersonDetails("Somebody Else", "aida@KOK.example")
    )
    assert first.person.id == second.person.id
    assert second.person.name == "Aida Example"
    with database.reading() as session:
        named = [each.organisation for each in queries.choices(session, first.person.id)]
    assert named == ["Kök Tekstil", "Aral Programme"]


def test_whoever_has_a_password_is_added_without_a_link(database: Database) -> None:
    added = add(database, in_company(database))
    assert added.setup_token
    redeem(database, added.setup_token)
    other = Place(company_id=company(database, START, "Second Company").company_id)
    assert add(database, other).setup_token is None


def test_adding_somebody_again_changes_the_role_and_not_the_number_of_memberships(
    database: Database,
) -> None:
    place = in_company(database)
    add(database, place)
    again = add(database, place, roles.COMPANY_VIEWER)
    with database.reading() as session:
        held = queries.memberships(session, again.person.id)
    assert [membership.role for membership in held] == [roles.COMPANY_VIEWER]


@pytest.mark.parametrize(
    "role", [roles.PROGRAMME_STAFF, roles.INSTANCE_ADMINISTRATOR, roles.RESPONDENT, "owner"]
)
def test_a_company_gives_only_roles_of_companies(database: Database, role: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add(database, in_company(database), role)
    assert set(refusal.value.problems) == {"role"}


@pytest.mark.parametrize(
    ("role", "with_company", "with_programme"),
    [
        (roles.COMPANY_ADMIN, False, False),
        (roles.COMPANY_ADMIN, True, True),
        (roles.PROGRAMME_STAFF, False, False),
        (roles.PROGRAMME_STAFF, True, False),
        (roles.INSTANCE_ADMINISTRATOR, True, False),
        (roles.INSTANCE_ADMINISTRATOR, False, True),
    ],
)
def test_the_database_refuses_a_role_without_its_organisation(
    database: Database, role: str, with_company: bool, with_programme: bool
) -> None:
    person = add(database, Place(), roles.INSTANCE_ADMINISTRATOR).person
    made = company(database, START).company_id
    run = programme(database, START).programme_id
    membership = Membership(
        public_id=new_public_id(IDS),
        person_id=person.id,
        company_id=made if with_company else None,
        programme_id=run if with_programme else None,
        role=role,
        created_at=START,
    )
    with pytest.raises(IntegrityError, match="ck_membership"), database.writing() as session:
        session.add(membership)


def test_a_removed_member_has_a_closed_account_until_added_again(database: Database) -> None:
    place = in_company(database)
    added = add(database, place)
    assert added.setup_token
    redeem(database, added.setup_token)
    with database.writing() as session:
        service.end_membership(session, INSTANCE, public_id=added.membership.public_id, now=START)
    with database.reading() as session:
        person = session.get_one(Person, added.person.id)
        assert person.disabled_at == START
        assert person.password_hash is None
        assert queries.memberships(session, person.id) == []
    again = add(database, place)
    assert again.setup_token
    assert opens(database, again.setup_token) == "aida@kok.example"


def test_whoever_is_removed_from_one_company_of_two_keeps_the_account(database: Database) -> None:
    first = add(database, in_company(database))
    add(database, Place(company_id=company(database, START, "Second").company_id))
    with database.writing() as session:
        service.end_membership(session, INSTANCE, public_id=first.membership.public_id, now=START)
    with database.reading() as session:
        assert session.get_one(Person, first.person.id).disabled_at is None


def test_nobody_removes_themselves(database: Database) -> None:
    boss = administrator(database, START)
    with pytest.raises(Invalid), database.writing() as session:
        service.end_membership(
            session, InstanceScope(boss.person_id), public_id=boss.membership, now=START
        )


def test_a_closed_account_gets_no_link(database: Database) -> None:
    added = add(database, in_company(database))
    assert added.setup_token
    with database.writing() as session:
        service.end_membership(session, INSTANCE, public_id=added.membership.public_id, now=START)
    with pytest.raises(NotFound):
        opens(database, added.setup_token)
    with pytest.raises(NotFound), database.writing() as session:
        service.issue_setup_link(
            session, INSTANCE, public_id=added.person.public_id, now=START, ids=IDS
        )


def test_what_was_done_to_accounts_is_recorded_without_names(database: Database) -> None:
    added = add(database, in_company(database))
    assert added.setup_token
    redeem(database, added.setup_token)
    with database.writing() as session:
        service.end_membership(
            session, InstanceScope(99), public_id=added.membership.public_id, now=START
        )
    with database.reading(CompanyScope(1)) as session:
        events = session.scalars(select(Event).order_by(Event.id)).all()
    told = [(event.kind, event.actor) for event in events if event.kind != "company-added"]
    assert told == [
        ("member-added", "system"),
        ("password-chosen", f"person:{added.person.id}"),
        ("member-removed", "person:99"),
    ]
    assert not any("aida" in event.facts.lower() for event in events)
