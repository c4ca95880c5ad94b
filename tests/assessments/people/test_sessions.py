"""A session is what a token stands for, as long as it lives and what it stands on does."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from assessments.database import Database
from assessments.ids import RandomIds, token_digest
from assessments.parties.service import add_company
from assessments.people import roles, service, sessions
from assessments.people.models import Membership, Person, SignInSession
from assessments.people.service import PersonDetails, Place
from assessments.people.sessions import Ended, SignedIn
from assessments.scope import CompanyScope, InstanceScope, SupplierScope

IDS = RandomIds()
INSTANCE = InstanceScope()
START = datetime(2026, 11, 21, 8, tzinfo=UTC)


def member(database: Database, *, staff: bool = False) -> int:
    with database.writing() as session:
        company = add_company(
            session, INSTANCE, name="Kök Tekstil", country="KAZ", now=START, ids=IDS
        )
        added = service.add_person(
            session,
            INSTANCE,
            details=PersonDetails("Aida Example", "aida@kok.example"),
            place=Place() if staff else Place(company_id=company.id),
            role=roles.INSTANCE_ADMINISTRATOR if staff else roles.COMPANY_EDITOR,
            now=START,
            ids=IDS,
        )
        return added.membership.id


def start(database: Database, membership_id: int, replaces: str | None = None) -> str:
    with database.writing() as session:
        membership = session.get_one(Membership, membership_id)
        return sessions.start_person_session(session, membership, START, IDS, replaces=replaces)


def start_respondent(database: Database) -> str:
    with database.writing() as session:
        return sessions.start_respondent_session(
            session,
            invitation_id=7,
            company_id=3,
            party_id=5,
            email="nur@mill.example",
            now=START,
            ids=IDS,
        )


def find(database: Database, token: str, now: datetime) -> SignedIn | Ended | None:
    with database.reading() as session:
        return sessions.find_session(session, token, now)


def seen(database: Database, token: str, now: datetime) -> None:
    found = find(database, token, now)
    assert isinstance(found, SignedIn)
    with database.writing() as session:
        sessions.touch(session, found, now)


def test_a_token_stands_for_a_person_in_a_company(database: Database) -> None:
    token = start(database, member(database))
    found = find(database, token, START)
    assert isinstance(found, SignedIn)
    assert isinstance(found.scope, CompanyScope)
    assert (found.role, found.name, found.email) == (
        roles.COMPANY_EDITOR,
        "Aida Example",
        "aida@kok.example",
    )
    assert found.scope.person_id == found.person_id


def test_the_database_holds_the_digest_and_not_the_token(database: Database) -> None:
    token = start(database, member(database))
    assert len(token) == 43
    with database.reading() as session:
        assert session.scalars(select(SignInSession.digest)).all() == [token_digest(token)]


def test_a_token_that_nobody_was_given_stands_for_nothing(database: Database) -> None:
    start(database, member(database))
    assert find(database, "x" * 43, START) is None
    assert find(database, "", START) is None


@pytest.mark.parametrize(
    ("staff", "idle", "most"),
    [
        (False, timedelta(hours=8), timedelta(hours=24)),
        (True, timedelta(minutes=30), timedelta(hours=12)),
    ],
)
def test_a_session_ends_unused_and_at_the_latest_after_its_life(
    database: Database, staff: bool, idle: timedelta, most: timedelta
) -> None:
    token = start(database, member(database, staff=staff))
    second = timedelta(seconds=1)
    assert find(database, token, START + idle - second)
    assert find(database, token, START + idle) is None
    moment = START
    while moment + idle < START + most:
        moment += idle - second
        seen(database, token, moment)
    assert find(database, token, START + most - second)
    assert find(database, token, START + most) is None


def test_a_session_in_use_is_noted_at_most_once_a_minute(database: Database) -> None:
    found = find(database, start(database, member(database)), START)
    assert isinstance(found, SignedIn)
    assert not sessions.is_due(found, START + timedelta(seconds=59))
    assert sessions.is_due(found, START + timedelta(seconds=60))


def test_signing_in_again_ends_the_session_of_that_browser(database: Database) -> None:
    membership = member(database)
    first = start(database, membership)
    second = start(database, membership, replaces=first)
    assert first != second
    assert find(database, first, START) is None
    assert find(database, second, START)


def test_a_closed_account_and_an_ended_membership_end_sessions_at_once(database: Database) -> None:
    membership = member(database)
    token = start(database, membership)
    with database.writing() as session:
        session.execute(update(Person).values(disabled_at=START))
    assert find(database, token, START) is None
    with database.writing() as session:
        session.execute(update(Person).values(disabled_at=None))
    assert find(database, token, START)
    with database.writing() as session:
        session.execute(update(Membership).values(ended_at=START))
    assert find(database, token, START) is None


def test_signing_out_everywhere_ends_every_session_of_the_person(database: Database) -> None:
    membership = member(database)
    tokens = [start(database, membership) for _ in range(3)]
    with database.writing() as session:
        person_id = session.get_one(Membership, membership).person_id
        sessions.end_all(session, person_id, START)
    assert [find(database, token, START) for token in tokens] == [None, None, None]


def test_a_respondents_token_stands_for_one_invitation(database: Database) -> None:
    found = find(database, start_respondent(database), START)
    assert isinstance(found, SignedIn)
    assert found.scope == SupplierScope(
        party_id=5, company_id=3, invitation_id=7, email="nur@mill.example"
    )
    assert found.person_id is None


def test_a_respondents_ended_session_tells_its_invitation_for_a_day(database: Database) -> None:
    token = start_respondent(database)
    idle = START + timedelta(minutes=60)
    ended = find(database, token, idle)
    assert ended == Ended(7, 3, 5, "nur@mill.example", idle)
    assert find(database, token, idle + timedelta(hours=24) - timedelta(seconds=1)) == ended
    assert find(database, token, idle + timedelta(hours=24)) is None


def test_a_respondent_who_signed_out_is_not_signed_in_but_a_late_save_finds_its_place(
    database: Database,
) -> None:
    token = start_respondent(database)
    out = START + timedelta(minutes=5)
    with database.writing() as session:
        sessions.end(session, token, out)
    found = find(database, token, out)
    assert isinstance(found, Ended)
    assert found.ended_at == out


def test_a_respondents_session_ends_after_twelve_hours_however_busy(database: Database) -> None:
    token = start_respondent(database)
    for minutes in range(50, 12 * 60, 50):
        seen(database, token, START + timedelta(minutes=minutes))
    assert isinstance(find(database, token, START + timedelta(hours=12)), Ended)
