"""A programme keeps its own register, finds companies in every script, and sees who was called."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError

from assessments.audit.models import Event
from assessments.database import Database
from assessments.errors import Invalid, NotFound, StaleVersion
from assessments.programmes import queries, service
from assessments.programmes.models import Activity, EngagedCompany
from assessments.programmes.queries import RegisterFilter, RegisterPage
from assessments.programmes.service import ActivityDetails, CompanyDetails
from assessments.scope import CompanyScope, ProgrammeScope
from tests.accounts import IDS, programme, staff

START = datetime(2026, 11, 21, 8, tzinfo=UTC)
MILL = CompanyDetails(
    name="Oʻzbek Paxta Mill",
    country="UZB",
    name_local="Ўзбек пахта",
    name_russian="Узбекский хлопок",
    identifier="0301234567",
)


def add(
    database: Database, scope: ProgrammeScope, details: CompanyDetails = MILL
) -> EngagedCompany:
    with database.writing(scope) as session:
        return service.add_engaged_company(session, scope, details=details, now=START, ids=IDS)


def log(
    database: Database, scope: ProgrammeScope, engaged: UUID, on: date, kind: str = "call"
) -> Activity:
    details = ActivityDetails(kind, on, "Spoke about recruitment fees.")
    with database.writing(scope) as session:
        return service.log_activity(
            session, scope, company=engaged, details=details, now=START, ids=IDS
        )


def register(database: Database, scope: ProgrammeScope, **wanted: object) -> RegisterPage:
    with database.reading(scope) as session:
        return queries.register(session, scope, RegisterFilter(**wanted))  # type: ignore[arg-type]


def names(page: RegisterPage) -> list[str]:
    return [row.company.name for row in page.rows]


@pytest.mark.parametrize(
    "typed",
    [
        "paxta",
        "O'ZBEK",
        "o’zbek  paxta",
        "ўзбек",
        "ПАХТА",
        "хлопок",
        "0301234",
        "Oʻzbek Paxta Mill",
    ],
)
def test_a_company_is_found_by_any_of_its_names_and_by_its_number(
    database: Database, typed: str
) -> None:
    scope = programme(database, START)
    add(database, scope)
    add(database, scope, CompanyDetails(name="Aral Fish", country="KAZ"))
    assert names(register(database, scope, search=typed)) == ["Oʻzbek Paxta Mill"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "' OR 1=1 --", "mill%"])
def test_signs_that_databases_know_are_only_text_in_a_search(
    database: Database, typed: str
) -> None:
    scope = programme(database, START)
    add(database, scope)
    assert names(register(database, scope, search=typed)) == []


def test_companies_stand_by_name_and_those_never_contacted_come_first_when_asked(
    database: Database,
) -> None:
    scope = programme(database, START)
    made = {
        name: add(database, scope, CompanyDetails(name=name, country="KAZ")).public_id
        for name in ("delta", "Alpha", "Bravo", "charlie")
    }
    log(database, scope, made["Alpha"], date(2026, 11, 20))
    log(database, scope, made["Bravo"], date(2026, 3, 1))
    log(database, scope, made["Bravo"], date(2026, 10, 2))
    assert names(register(database, scope)) == ["Alpha", "Bravo", "charlie", "delta"]
    oldest_first = register(database, scope, sort="last_contacted")
    assert names(oldest_first) == ["charlie", "delta", "Bravo", "Alpha"]
    assert [row.last_contacted_on for row in oldest_first.rows] == [
        None,
        None,
        date(2026, 10, 2),
        date(2026, 11, 20),
    ]
    assert names(register(database, scope, sort="-last_contacted"))[:2] == ["Alpha", "Bravo"]


@pytest.mark.parametrize(
    "sort", ["", "-", "id; DROP TABLE person", "version", "last_contacted; --"]
)
def test_an_unknown_order_is_the_order_by_name(database: Database, sort: str) -> None:
    scope = programme(database, START)
    for name in ("b", "a"):
        add(database, scope, CompanyDetails(name=name, country="KAZ"))
    assert sorted(names(register(database, scope, sort=sort))) == ["a", "b"]


def test_the_register_comes_in_pages_and_any_page_number_will_do(database: Database) -> None:
    scope = programme(database, START)
    with database.writing(scope) as session:
        for number in range(queries.PAGE_SIZE + 1):
            service.add_engaged_company(
                session,
                scope,
                details=CompanyDetails(name=f"Company {number:03}", country="KGZ"),
                now=START,
                ids=IDS,
            )
    second = register(database, scope, page=2)
    assert (names(second), second.total, second.pages) == (["Company 050"], 51, 2)
    assert register(database, scope, page=999_999_999).page == 2
    assert register(database, scope, page=0).page == 1


def test_two_programmes_cannot_see_or_change_each_others_companies(database: Database) -> None:
    ours, theirs = programme(database, START), programme(database, START, "Other Programme")
    engaged = add(database, theirs)
    log(database, theirs, engaged.public_id, date(2026, 11, 1))
    assert register(database, ours).total == 0
    assert register(database, ours, search="paxta").total == 0
    with database.reading(ours) as session:
        with pytest.raises(NotFound):
            queries.engaged_company(session, ours, engaged.public_id)
        assert queries.activities(session, ours, engaged).total == 0
        assert queries.last_contacted_on(session, ours, engaged) is None
    with pytest.raises(NotFound):
        log(database, ours, engaged.public_id, date(2026, 11, 2))
    with pytest.raises(NotFound), database.writing(ours) as session:
        service.edit_engaged_company(
            session, ours, public_id=engaged.public_id, seen_version=1, details=MILL, now=START
        )
    assert register(database, theirs).rows[0].last_contacted_on == date(2026, 11, 1)


def test_the_same_company_may_stand_in_two_registers(database: Database) -> None:
    for name in ("One", "Two"):
        add(database, programme(database, START, name))


@pytest.mark.parametrize("database_urls", ["postgresql"], indirect=True)
def test_the_database_itself_shows_a_programme_its_own_rows_only(database: Database) -> None:
    ours, theirs = programme(database, START), programme(database, START, "Other Programme")
    engaged = add(database, theirs)
    log(database, theirs, engaged.public_id, date(2026, 11, 1))
    outsiders = [ours, CompanyScope(theirs.programme_id), None]
    for scope in outsiders:
        with database.reading(scope) as session:
            for table in (EngagedCompany, Activity):
                assert session.scalar(select(func.count()).select_from(table)) == 0
    with pytest.raises(ProgrammingError, match="row-level security"), database.writing(ours) as s:
        service.add_engaged_company(s, theirs, details=MILL, now=START, ids=IDS)


def test_a_number_stands_once_in_a_register_for_each_country(database: Database) -> None:
    scope = programme(database, START)
    first = add(database, scope)
    with pytest.raises(Invalid) as refusal:
        add(database, scope, CompanyDetails(name="Copy", country="UZB", identifier="0301234567"))
    assert "Oʻzbek Paxta Mill has this number" in refusal.value.problems["identifier"]
    add(database, scope, CompanyDetails(name="Abroad", country="KGZ", identifier="0301234567"))
    other = add(database, scope, CompanyDetails(name="No number", country="UZB"))
    add(database, scope, CompanyDetails(name="No number either", country="UZB"))
    with pytest.raises(Invalid), database.writing(scope) as session:
        service.edit_engaged_company(
            session,
            scope,
            public_id=other.public_id,
            seen_version=1,
            details=CompanyDetails(name="x", country="UZB", identifier="0301234567"),
            now=START,
        )
    with database.writing(scope) as session:
        service.edit_engaged_company(
            session, scope, public_id=first.public_id, seen_version=1, details=MILL, now=START
        )


def test_a_change_that_did_not_see_the_last_one_is_refused(database: Database) -> None:
    scope = programme(database, START)
    engaged = add(database, scope)

    def save(name: str, seen_version: int) -> None:
        with database.writing(scope) as session:
            service.edit_engaged_company(
                session,
                scope,
                public_id=engaged.public_id,
                seen_version=seen_version,
                details=CompanyDetails(name=name, country="UZB"),
                now=START,
            )

    save("Renamed", 1)
    with pytest.raises(StaleVersion) as refusal:
        save("Renamed otherwise", 1)
    assert (refusal.value.seen, refusal.value.stored) == (1, 2)
    assert names(register(database, scope, search="renamed")) == ["Renamed"]
    assert names(register(database, scope, search="paxta")) == []
    save("Renamed otherwise", 2)


def test_activities_stand_newest_first_with_who_logged_them(database: Database) -> None:
    scope = programme(database, START)
    account = staff(database, START, scope, "staff@aral.example")
    scope = ProgrammeScope(scope.programme_id, account.person_id)
    engaged = add(database, scope)
    for day in (3, 20, 11, 20):
        log(database, scope, engaged.public_id, date(2026, 11, day))
    with database.reading(scope) as session:
        page = queries.activities(session, scope, engaged)
        last = queries.last_contacted_on(session, scope, engaged)
    assert [activity.happened_on.day for activity in page.rows] == [20, 20, 11, 3]
    assert page.rows[0].id > page.rows[1].id
    assert {activity.logged_by for activity in page.rows} == {"Aida Example"}
    assert last == date(2026, 11, 20)


def test_a_day_that_has_begun_somewhere_may_be_logged_and_a_later_one_not(
    database: Database,
) -> None:
    scope = programme(database, START)
    engaged = add(database, scope).public_id
    evening = START.replace(hour=19)
    details = ActivityDetails("visit", date(2026, 11, 22), "Visited the mill.")
    with database.writing(scope) as session:
        service.log_activity(session, scope, company=engaged, details=details, now=evening, ids=IDS)
    for on, said in [(date(2026, 11, 22), "not come yet"), (date(1999, 12, 31), "after 1999")]:
        with pytest.raises(Invalid) as refusal:
            log(database, scope, engaged, on)
        assert said in refusal.value.problems["happened_on"]


def test_only_kinds_of_the_list_are_logged(database: Database) -> None:
    scope = programme(database, START)
    engaged = add(database, scope).public_id
    for kind in service.KINDS:
        log(database, scope, engaged, date(2026, 11, 1), kind)
    with pytest.raises(Invalid) as refusal:
        log(database, scope, engaged, date(2026, 11, 1), "raid")
    assert set(refusal.value.problems) == {"kind"}


def test_what_staff_did_is_recorded_for_their_programme_alone(database: Database) -> None:
    scope = programme(database, START)
    engaged = add(database, scope)
    log(database, scope, engaged.public_id, START.date() - timedelta(days=1))
    with database.writing(scope) as session:
        service.edit_engaged_company(
            session, scope, public_id=engaged.public_id, seen_version=1, details=MILL, now=START
        )
    with database.reading(scope) as session:
        events = session.scalars(
            select(Event).where(Event.programme_id == scope.programme_id).order_by(Event.id)
        ).all()
    assert [event.kind for event in events] == [
        "company-engaged",
        "activity-logged",
        "engaged-company-edited",
    ]
    assert not any("Paxta" in event.facts for event in events)
