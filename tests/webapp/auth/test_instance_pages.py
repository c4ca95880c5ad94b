"""The administrator adds companies, programmes and people, and sees nothing of their work."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from assessments.database import Database
from assessments.parties.models import Company
from assessments.people import roles
from assessments.people.models import Membership, Person
from assessments.people.service import Place
from assessments.programmes.models import Programme
from assessments.work.models import Mail
from tests import accounts
from tests.accounts import Account, send, sign_in
from tests.webapp.conftest import Clock

BOSS = "boss@erkin.example"
UNKNOWN = "0f0f0f0f-0000-4000-8000-000000000000"


@pytest.fixture
def boss(client: FlaskClient, stored: Database, clock: Clock) -> Account:
    account = accounts.administrator(stored, clock.now)
    assert sign_in(client, BOSS).status_code == 303
    return account


def count(stored: Database, table: type) -> int:
    with stored.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_company_and_a_programme_are_added(
    client: FlaskClient, boss: Account, stored: Database
) -> None:
    assert "No companies yet" in client.get("/instance").text
    added = send(client, "/instance/companies/new", name="Kök  Tekstil\0", country="KAZ")
    assert "Kök Tekstil was added" in client.get(added.location).text
    added = send(client, "/instance/programmes/new", name="Aral Programme")
    assert "Aral Programme was added" in client.get(added.location).text
    with stored.reading() as session:
        assert session.scalars(select(Company.name)).all() == ["Kök Tekstil"]
        assert session.scalars(select(Programme.name)).all() == ["Aral Programme"]


def test_a_person_is_added_and_the_link_is_shown_once_and_mailed(
    client: FlaskClient, boss: Account, stored: Database, clock: Clock
) -> None:
    accounts.company(stored, clock.now)
    with stored.reading() as session:
        place = str(session.scalars(select(Company.public_id)).one())
    answer = send(
        client,
        "/instance/people/new",
        name="Aida Example",
        email=" Aida@Kok.example",
        place=place,
        role=roles.COMPANY_ADMIN,
    )
    assert answer.status_code == 200
    shown = re.search(r"<code>http://localhost:\d+(/set-up/[\w-]{43})</code>", answer.text)
    assert shown
    with stored.reading() as session:
        mail = session.scalars(select(Mail)).one()
    assert (mail.kind, mail.to_address, mail.company_id) == ("notice", "aida@kok.example", None)
    assert shown[1] in mail.body_text
    assert shown[1] not in client.get("/instance").text
    assert "Not set yet" in client.get("/instance").text
    other = client.application.test_client()
    assert other.get(shown[1]).status_code == 200


def test_whoever_has_a_password_gets_a_letter_without_a_link(
    client: FlaskClient, boss: Account, stored: Database, clock: Clock
) -> None:
    run = accounts.programme(stored, clock.now)
    accounts.staff(stored, clock.now, run, "dana@aral.example")
    answer = send(
        client,
        "/instance/people/new",
        name="Dana",
        email="dana@aral.example",
        place="instance",
        role=roles.INSTANCE_ADMINISTRATOR,
    )
    assert "has a password already" in answer.text
    with stored.reading() as session:
        assert "/set-up/" not in session.scalars(select(Mail.body_text)).one()


def test_what_is_wrong_is_told_and_what_was_typed_stays(
    client: FlaskClient, boss: Account, stored: Database, clock: Clock
) -> None:
    accounts.company(stored, clock.now)
    answer = send(client, "/instance/people/new", name="", email="nobody", place="", role="owner")
    assert answer.status_code == 422
    for problem in (
        "Enter the name of the person.",
        "Enter one e-mail address, like name@company.org.",
        "Choose whom this person acts for.",
        "Choose what this person may do.",
    ):
        assert answer.text.count(problem) == 2
    assert 'value="nobody"' in answer.text
    with stored.reading() as session:
        place = str(session.scalars(select(Company.public_id)).one())
    answer = send(
        client,
        "/instance/people/new",
        name="Aida",
        email="aida@kok.example",
        place=place,
        role=roles.PROGRAMME_STAFF,
    )
    assert answer.status_code == 422
    assert "Choose a role that this organisation has." in answer.text
    assert f'value="{place}" selected' in answer.text
    answer = send(
        client,
        "/instance/people/new",
        name="Aida",
        email="aida@kok.example",
        place=UNKNOWN,
        role=roles.COMPANY_ADMIN,
    )
    assert answer.status_code == 422
    assert count(stored, Membership) == 1


def test_a_new_link_replaces_the_one_before(
    client: FlaskClient, boss: Account, stored: Database, clock: Clock
) -> None:
    fresh = accounts.add_account(
        stored,
        clock.now,
        email="new@erkin.example",
        role=roles.INSTANCE_ADMINISTRATOR,
        password=None,
    )
    links = []
    for _ in range(2):
        page = send(client, f"/instance/people/{fresh.public_id}/link").text
        found = re.search(r"(/set-up/[\w-]{43})</code>", page)
        assert found
        links.append(found[1])
    assert client.get(links[0]).status_code == 404
    assert client.get(links[1]).status_code == 200


def test_a_removed_person_is_out_at_once(
    client: FlaskClient, boss: Account, stored: Database, clock: Clock
) -> None:
    run = accounts.programme(stored, clock.now)
    dana = accounts.staff(stored, clock.now, run, "dana@aral.example")
    other = client.application.test_client()
    sign_in(other, "dana@aral.example")
    assert other.get("/programme").status_code == 200
    path = f"/instance/memberships/{dana.membership}"
    assert "Remove Aida Example" in client.get(path).text
    assert other.get("/programme").status_code == 200
    assert send(client, f"{path}/end").status_code == 303
    assert "was removed" in client.get("/instance").text
    assert other.get("/programme").status_code == 303
    assert sign_in(other, "dana@aral.example").status_code == 403
    assert client.get(path).status_code == 404
    assert send(client, f"{path}/end").status_code == 404


def test_administrators_do_not_remove_themselves(client: FlaskClient, boss: Account) -> None:
    assert "Remove" not in client.get(f"/instance/memberships/{boss.membership}").text
    send(client, f"/instance/memberships/{boss.membership}/end")
    assert "You cannot remove yourself" in client.get("/instance").text


@pytest.mark.parametrize("role", [roles.COMPANY_ADMIN, roles.PROGRAMME_STAFF])
def test_nobody_else_gets_to_these_pages(
    client: FlaskClient, stored: Database, clock: Clock, role: str
) -> None:
    place = (
        Place(company_id=accounts.company(stored, clock.now).company_id)
        if role == roles.COMPANY_ADMIN
        else Place(programme_id=accounts.programme(stored, clock.now).programme_id)
    )
    account = accounts.add_account(stored, clock.now, email="a@b.example", role=role, place=place)
    sign_in(client, "a@b.example")
    before = {table: count(stored, table) for table in (Person, Company, Programme, Membership)}
    for path in (
        "/instance",
        "/instance/companies/new",
        "/instance/programmes/new",
        "/instance/people/new",
        f"/instance/memberships/{account.membership}",
    ):
        assert client.get(path).status_code == 404
    for path in (
        "/instance/companies/new",
        "/instance/programmes/new",
        "/instance/people/new",
        f"/instance/memberships/{account.membership}/end",
        f"/instance/people/{account.public_id}/link",
    ):
        assert send(client, path, name="x", country="KAZ").status_code == 404
    assert {table: count(stored, table) for table in before} == before


def test_what_others_are_called_is_shown_as_text(
    client: FlaskClient, boss: Account, stored: Database
) -> None:
    name = "<script>alert(1)</script>{{ 7 * 7 }}%(name)s"
    assert send(client, "/instance/companies/new", name=name, country="KAZ").status_code == 303
    page = client.get("/instance").text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}%(name)s") >= 2


def test_drafts_of_translations_are_shown_as_drafts(client: FlaskClient, boss: Account) -> None:
    overview = client.get("/instance/languages").text
    assert "Қазақша: Suppliers: pages, mails and messages" in overview
    assert "Ўзбекча is made from Oʻzbekcha by rule." in overview
    texts = client.get("/instance/languages?language=kk&of=forced-labour-core/2026.1").text
    assert "661 texts are not checked by a native speaker." in texts
    assert "questionnaire.title" in texts
    assert "Page 1 of" in texts


@pytest.mark.parametrize("asked", ["language=kk&of=company", "language=xx&of=supplier", "of=../x"])
def test_a_translation_that_there_is_not_is_not_found(
    client: FlaskClient, boss: Account, asked: str
) -> None:
    assert client.get(f"/instance/languages?{asked}").status_code == 404
