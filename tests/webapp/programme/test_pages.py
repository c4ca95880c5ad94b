"""The programme's pages: its own register, its own log, and nothing else."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from assessments.database import Database
from assessments.people import roles
from assessments.people.service import Place
from assessments.programmes import queries
from assessments.programmes.models import Activity, EngagedCompany
from assessments.programmes.queries import RegisterFilter
from assessments.scope import ProgrammeScope
from tests import accounts
from tests.accounts import send, sign_in
from tests.webapp.conftest import Clock

on_sqlite = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
DANA = "dana@aral.example"
MILL = {
    "name": "Oʻzbek Paxta Mill",
    "name_local": "Ўзбек пахта",
    "name_russian": "Узбекский хлопок",
    "country": "UZB",
    "identifier": "0301234567",
    "contact_name": "Dilnoza",
    "contact_email": "Dilnoza@paxta.example",
    "contact_phone": "+998 71 200 00 00",
}
CALL = {
    "kind": "call",
    "happened_on__day": "20",
    "happened_on__month": "11",
    "happened_on__year": "2026",
    "summary": "Spoke about fees.\r\nThey send contracts.",
}
UNKNOWN = UUID("0f0f0f0f-0000-4000-8000-000000000000")


@pytest.fixture
def scope(client: FlaskClient, stored: Database, clock: Clock) -> ProgrammeScope:
    """A programme whose staff is signed in."""
    made = accounts.programme(stored, clock.now)
    accounts.staff(stored, clock.now, made, DANA)
    assert sign_in(client, DANA).status_code == 303
    return made


def add(client: FlaskClient, **changes: str) -> str:
    """The address of the page of a company that was added."""
    added = send(client, "/programme/companies/new", **(MILL | changes))
    assert added.status_code == 303
    return str(added.location)


def engaged(stored: Database, scope: ProgrammeScope) -> list[EngagedCompany]:
    with stored.reading(scope) as session:
        page = queries.register(session, scope, RegisterFilter())
        return [row.company for row in page.rows]


def test_an_empty_register_says_what_to_do(client: FlaskClient, scope: ProgrammeScope) -> None:
    page = client.get("/programme").text
    assert "No companies yet" in page
    assert "Aral Programme" in page


def test_a_company_is_added_found_and_shown_as_never_contacted(
    client: FlaskClient, scope: ProgrammeScope
) -> None:
    page = client.get(add(client)).text
    for shown in ("is in the register", "Ўзбек пахта", "Узбекский хлопок", "0301234567"):
        assert shown in page
    assert "dilnoza@paxta.example" in page
    assert "Never contacted" in page
    assert "Nothing logged yet" in page
    for typed in ("O'ZBEK", "хлопок", "0301"):
        assert "Oʻzbek Paxta Mill" in client.get("/programme", query_string={"q": typed}).text
    missed = client.get("/programme?q=nothing").text
    assert "No company has this name or number" in missed
    assert "Oʻzbek" not in missed


def test_an_activity_is_logged_and_moves_the_day_of_the_last_contact(
    client: FlaskClient, scope: ProgrammeScope
) -> None:
    path = add(client)
    assert send(client, f"{path}/activities/new", **CALL).location == path
    older = {**CALL, "happened_on__month": "3", "kind": "visit"}
    send(client, f"{path}/activities/new", **older)
    page = client.get(path).text
    assert "20 November 2026" in page
    assert page.index("20 Nov 2026") < page.index("20 Mar 2026")
    assert "Spoke about fees.<br>They send contracts." in page
    assert page.count("Aida Example") == 3
    assert "20 Nov 2026" in client.get("/programme").text


def test_the_form_for_an_activity_offers_today(client: FlaskClient, scope: ProgrammeScope) -> None:
    page = client.get(f"{add(client)}/activities/new").text
    for name, value in (("day", "21"), ("month", "11"), ("year", "2026")):
        assert f'name="happened_on.{name}" type="text" value="{value}"' in page


def test_the_register_sorts_by_the_last_contact(client: FlaskClient, scope: ProgrammeScope) -> None:
    for name, day in (("Alpha", "2"), ("Bravo", "9"), ("Charlie", "")):
        path = add(client, name=name, identifier="")
        if day:
            send(client, f"{path}/activities/new", **{**CALL, "happened_on__day": day})
    page = client.get("/programme?sort=last_contacted").text
    assert page.index("Charlie") < page.index("Alpha") < page.index("Bravo")
    page = client.get("/programme?sort=-last_contacted").text
    assert page.index("Bravo") < page.index("Alpha") < page.index("Charlie")


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": " "}, "Enter the name in Latin letters."),
        ({"name": "x" * 201}, "Use at most 200 characters; this has 201."),
        ({"country": ""}, "Choose the country."),
        ({"country": "XXX"}, "Choose the country."),
        ({"identifier": "1" * 65}, "Use at most 64 characters; this has 65."),
        ({"contact_email": "nobody"}, "Enter one e-mail address, like name@company.org."),
    ],
)
def test_what_is_wrong_with_a_company_is_told_and_what_was_typed_stays(
    client: FlaskClient,
    stored: Database,
    scope: ProgrammeScope,
    changes: dict[str, str],
    told: str,
) -> None:
    answer = send(client, "/programme/companies/new", **(MILL | changes))
    assert answer.status_code == 422
    assert answer.text.count(told) == 2
    assert "<title>Error:" in answer.text
    assert "Узбекский хлопок" in answer.text
    assert engaged(stored, scope) == []


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": ""}, "Choose what it was."),
        ({"kind": "raid"}, "Choose what it was."),
        ({"happened_on__day": "31"}, "Enter a day, month and year that exist"),
        ({"happened_on__day": "23"}, "This day has not come yet."),
        ({"happened_on__year": "1999"}, "Enter a day after 1999."),
        ({"summary": "\0 "}, "Write in a few words what was done."),
        ({"summary": "x" * 4001}, "Use at most 4000 characters; this has 4001."),
    ],
)
def test_what_is_wrong_with_an_activity_is_told_and_what_was_typed_stays(
    client: FlaskClient,
    stored: Database,
    scope: ProgrammeScope,
    changes: dict[str, str],
    told: str,
) -> None:
    path = add(client)
    answer = send(client, f"{path}/activities/new", **(CALL | changes))
    assert answer.status_code == 422
    assert answer.text.count(told) == 2
    assert f'value="{(CALL | changes)["happened_on__year"]}"' in answer.text
    with stored.reading(scope) as session:
        assert session.scalar(select(func.count()).select_from(Activity)) == 0


def test_a_number_that_is_taken_is_told_beside_its_field(
    client: FlaskClient, scope: ProgrammeScope
) -> None:
    add(client)
    answer = send(client, "/programme/companies/new", **(MILL | {"name": "Copy"}))
    assert answer.status_code == 422
    assert answer.text.count("Oʻzbek Paxta Mill has this number in your register.") == 2
    assert 'value="Copy"' in answer.text


def test_a_change_is_saved(client: FlaskClient, stored: Database, scope: ProgrammeScope) -> None:
    path = add(client)
    page = client.get(f"{path}/edit").text
    assert 'name="version" value="1"' in page
    assert 'value="Узбекский хлопок"' in page
    saved = send(client, f"{path}/edit", **(MILL | {"name": "Renamed", "version": "1"}))
    assert saved.location == path
    assert [company.name for company in engaged(stored, scope)] == ["Renamed"]


def test_two_colleagues_who_change_one_company_see_both_values(
    client: FlaskClient, stored: Database, scope: ProgrammeScope
) -> None:
    path = add(client)
    theirs = MILL | {"name": "Theirs", "country": "KAZ", "version": "1"}
    assert send(client, f"{path}/edit", **theirs).status_code == 303
    mine = MILL | {"name": "Mine", "version": "1"}
    answer = send(client, f"{path}/edit", **mine)
    assert answer.status_code == 412
    assert "Somebody else changed this company" in answer.text
    assert "<b>Theirs</b>" in answer.text
    assert "<b>Kazakhstan</b>" in answer.text
    assert 'value="Mine"' in answer.text
    assert 'name="version" value="2"' in answer.text
    assert engaged(stored, scope)[0].name == "Theirs"
    assert send(client, f"{path}/edit", **(mine | {"version": "2"})).status_code == 303
    assert engaged(stored, scope)[0].name == "Mine"


@on_sqlite
@pytest.mark.parametrize("version", ["", "x", "-1", "1.0"])
def test_a_change_without_the_version_that_was_seen_is_refused(
    client: FlaskClient, stored: Database, scope: ProgrammeScope, version: str
) -> None:
    path = add(client)
    answer = send(client, f"{path}/edit", **(MILL | {"name": "Blind", "version": version}))
    assert answer.status_code == 422
    assert engaged(stored, scope)[0].name == "Oʻzbek Paxta Mill"


@on_sqlite
@pytest.mark.parametrize(
    "column", sorted({*EngagedCompany.__table__.columns.keys()} - set(MILL) - {"version"})
)
def test_no_other_column_can_be_written(
    client: FlaskClient, stored: Database, scope: ProgrammeScope, column: str
) -> None:
    answer = send(client, "/programme/companies/new", **MILL, **{column: "1"})
    assert answer.status_code == 422
    assert engaged(stored, scope) == []


def test_another_programmes_company_is_like_one_that_does_not_exist(
    client: FlaskClient, stored: Database, scope: ProgrammeScope, clock: Clock
) -> None:
    path = add(client)
    other = accounts.programme(stored, clock.now, "Other Programme")
    accounts.staff(stored, clock.now, other, "other@x.example")
    stranger = client.application.test_client()
    sign_in(stranger, "other@x.example")
    nothing = f"/programme/companies/{UNKNOWN}"
    for ending in ("", "/edit", "/activities/new"):
        foreign, missing = stranger.get(path + ending), stranger.get(nothing + ending)
        assert foreign.status_code == missing.status_code == 404
        for answer in (foreign, missing):
            answer.headers.pop("X-Request-Id")
        assert foreign.headers == missing.headers
    sent = {"/edit": MILL | {"version": "1", "name": "Taken over"}, "/activities/new": CALL}
    for ending, fields in sent.items():
        assert send(stranger, path + ending, **fields).status_code == 404
        assert send(stranger, nothing + ending, **fields).status_code == 404
    page = stranger.get("/programme").text
    assert "Paxta" not in page
    assert "Paxta" not in stranger.get("/programme?q=paxta").text
    assert engaged(stored, scope)[0].version == 1


@pytest.mark.parametrize("role", [roles.COMPANY_ADMIN, roles.INSTANCE_ADMINISTRATOR])
def test_nobody_but_staff_gets_in(
    client: FlaskClient, stored: Database, scope: ProgrammeScope, clock: Clock, role: str
) -> None:
    path = add(client)
    place = (
        Place(company_id=accounts.company(stored, clock.now).company_id)
        if role == roles.COMPANY_ADMIN
        else Place()
    )
    accounts.add_account(stored, clock.now, email="a@b.example", role=role, place=place)
    stranger = client.application.test_client()
    sign_in(stranger, "a@b.example")
    for address in ("/programme", "/programme/companies/new", path, f"{path}/edit"):
        assert stranger.get(address).status_code == 404
    assert send(stranger, "/programme/companies/new", **MILL).status_code == 404
    assert client.application.test_client().get(path).status_code == 303


def test_what_staff_type_is_shown_as_text(client: FlaskClient, scope: ProgrammeScope) -> None:
    hostile = '<img src=x onerror="alert(1)">'
    path = add(client, name=hostile, name_local=hostile, contact_name=hostile)
    send(client, f"{path}/activities/new", **{**CALL, "summary": hostile})
    for address in (path, "/programme", f"{path}/edit", f"{path}/activities/new"):
        assert "<img" not in client.get(address).text


def test_a_staff_session_ends_after_half_an_hour_without_use(
    client: FlaskClient, scope: ProgrammeScope, clock: Clock
) -> None:
    clock.now += timedelta(minutes=30)
    assert client.get("/programme").location == "/sign-in?next=/programme"


@pytest.mark.parametrize(
    "query",
    [
        "sort=id%3BDROP TABLE person",
        "sort[]=name",
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "page=1&page=2",
        "q=%00",
        "q=' OR 1=1 --",
        "q=" + "x" * 5000,
        "q=%ED%A0%80",
        "q=%FF",
    ],
)
def test_no_argument_breaks_the_register(
    client: FlaskClient, scope: ProgrammeScope, query: str
) -> None:
    add(client)
    assert client.get(f"/programme?{query}").status_code == 200
    assert client.get(f"{add(client, identifier='')}?{query}").status_code == 200
