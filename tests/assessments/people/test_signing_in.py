"""Signing in takes the same way for every account, and ends in a session of its own."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from assessments.audit.models import Event
from assessments.database import Database
from assessments.errors import NotFound, TooManyTries, WrongCredentials
from assessments.people import roles, sessions, signing_in
from assessments.people.models import Attempt, Membership, Person, SignInSession
from assessments.people.service import Place
from assessments.people.sessions import SignedIn
from assessments.people.signing_in import Candidate, Entered
from assessments.scope import CompanyScope, ProgrammeScope
from tests.accounts import IDS, Account, add_account, company, programme

START = datetime(2026, 11, 21, 8, tzinfo=UTC)
EMAIL = "aida@kok.example"


def editor(database: Database) -> Account:
    place = Place(company_id=company(database, START).company_id)
    return add_account(database, START, email=EMAIL, role=roles.COMPANY_EDITOR, place=place)


def begin(database: Database, email: str = EMAIL) -> Candidate:
    with database.writing() as session:
        return signing_in.begin(session, email=email, address="192.0.2.1", now=START)


def finish(
    database: Database, candidate: Candidate, *, verified: bool = True, replaces: str | None = None
) -> Entered:
    with database.writing() as session:
        return signing_in.finish(
            session,
            candidate=candidate,
            verified=verified,
            now=START,
            ids=IDS,
            replaces=replaces,
        )


def tries(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_the_right_password_starts_a_session_and_forgets_the_tries(database: Database) -> None:
    editor(database)
    with pytest.raises(WrongCredentials):
        finish(database, begin(database), verified=False)
    assert tries(database) == 2
    entered = finish(database, begin(database, "  AIDA@kok.example "))
    assert tries(database) == 1
    with database.reading() as session:
        found = sessions.find_session(session, entered.token, START)
    assert isinstance(found, SignedIn)
    assert found.email == EMAIL
    assert not entered.others


def test_a_new_session_ends_the_one_that_the_browser_had(database: Database) -> None:
    editor(database)
    first = finish(database, begin(database))
    second = finish(database, begin(database), replaces=first.token)
    with database.reading() as session:
        assert sessions.find_session(session, first.token, START) is None
        assert sessions.find_session(session, second.token, START)


def test_a_wrong_password_leaves_the_counted_try_and_nothing_else(database: Database) -> None:
    editor(database)
    candidate = begin(database)
    with pytest.raises(WrongCredentials):
        finish(database, candidate, verified=False)
    assert tries(database) == 2
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInSession)) == 0


def test_unknown_closed_unready_and_idle_accounts_are_all_refused(database: Database) -> None:
    assert begin(database, "nobody@kok.example").password_hash is None
    with pytest.raises(WrongCredentials):
        finish(database, begin(database, "nobody@kok.example"))
    account = editor(database)
    for closed in (
        update(Person).values(disabled_at=START),
        update(Person).values(disabled_at=None, password_hash=None),
        update(Membership).values(ended_at=START),
    ):
        candidate = begin(database)
        with database.writing() as session:
            session.execute(closed)
        with pytest.raises(WrongCredentials):
            finish(database, candidate)
        with database.writing() as session:
            session.execute(update(Attempt).values(at=START.replace(hour=1)))
    assert account.email == EMAIL


def test_a_password_that_was_changed_while_it_was_compared_does_not_let_in(
    database: Database,
) -> None:
    editor(database)
    candidate = begin(database)
    with database.writing() as session:
        session.execute(update(Person).values(password_hash="another"))
    with pytest.raises(WrongCredentials):
        finish(database, candidate)


def test_unknown_accounts_are_throttled_like_known_ones(database: Database) -> None:
    editor(database)
    for email in (EMAIL, "nobody@kok.example"):
        for _ in range(3):
            begin(database, email)
        with pytest.raises(TooManyTries):
            begin(database, email)


def test_whoever_belongs_to_two_organisations_may_change_between_them(database: Database) -> None:
    account = editor(database)
    place = Place(programme_id=programme(database, START).programme_id)
    second = add_account(database, START, email=EMAIL, role=roles.PROGRAMME_STAFF, place=place)
    entered = finish(database, begin(database))
    assert entered.others
    assert isinstance(sessions.scope_of(entered.membership), CompanyScope)
    with database.writing() as session:
        changed = signing_in.change_membership(
            session,
            person_id=account.person_id,
            public_id=second.membership,
            replaces=entered.token,
            now=START,
            ids=IDS,
        )
    assert isinstance(sessions.scope_of(changed.membership), ProgrammeScope)
    with database.reading() as session:
        assert sessions.find_session(session, entered.token, START) is None
        assert sessions.find_session(session, changed.token, START)


def test_nobody_changes_to_the_membership_of_somebody_else(database: Database) -> None:
    account = editor(database)
    place = Place(programme_id=programme(database, START).programme_id)
    other = add_account(
        database, START, email="other@aral.example", role=roles.PROGRAMME_STAFF, place=place
    )
    entered = finish(database, begin(database))
    with pytest.raises(NotFound), database.writing() as session:
        signing_in.change_membership(
            session,
            person_id=account.person_id,
            public_id=other.membership,
            replaces=entered.token,
            now=START,
            ids=IDS,
        )
    with database.reading() as session:
        assert sessions.find_session(session, entered.token, START)


def test_signing_in_is_recorded(database: Database) -> None:
    account = editor(database)
    finish(database, begin(database))
    with database.reading() as session:
        event = session.scalars(select(Event).where(Event.kind == "signed-in")).one()
    assert event.actor == f"person:{account.person_id}"
    assert event.subject_id == account.membership_id
