"""Choosing a password by the one-time link."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from assessments.database import Database
from assessments.people import passwords
from assessments.people.models import Person, SetupLink
from assessments.people.service import PersonDetails, create_first_administrator
from tests.accounts import IDS, INSTANCE, PASSWORD, send, sign_in
from tests.webapp.conftest import Clock

on_sqlite = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
EMAIL = "boss@erkin.example"


@pytest.fixture
def link(stored: Database, clock: Clock) -> str:
    with stored.writing() as session:
        token = create_first_administrator(
            session,
            INSTANCE,
            details=PersonDetails("Aigerim Serikbaeva", EMAIL),
            now=clock.now,
            ids=IDS,
        )
    return f"/set-up/{token}"


def password_hash(stored: Database) -> str | None:
    with stored.reading() as session:
        return session.scalars(select(Person.password_hash)).one()


def test_looking_at_the_link_changes_nothing_however_often(
    client: FlaskClient, link: str, stored: Database
) -> None:
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert client.head(link).status_code == 200
    assert "Aigerim Serikbaeva" in page.text
    assert "At least 15 characters" in page.text
    with stored.reading() as session:
        assert session.scalar(select(func.count(SetupLink.used_at))) == 0
    assert password_hash(stored) is None


def test_the_password_is_set_and_lets_in(client: FlaskClient, link: str) -> None:
    done = send(client, link, password=PASSWORD, again=PASSWORD)
    assert (done.status_code, done.location) == (303, "/sign-in")
    assert "Your password is set" in client.get("/sign-in").text
    assert sign_in(client, EMAIL).status_code == 303
    assert client.get("/instance").status_code == 200


def test_the_page_keeps_its_address_to_itself(client: FlaskClient, link: str) -> None:
    for answer in (client.get(link), client.get("/set-up/unknown")):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_link_works_once(client: FlaskClient, link: str, stored: Database) -> None:
    send(client, link, password=PASSWORD, again=PASSWORD)
    first = password_hash(stored)
    again = "five grey herons wade by"
    answer = send(client, link, password=again, again=again)
    assert answer.status_code == 404
    assert "does not work any more" in answer.text
    assert client.get(link).status_code == 404
    assert password_hash(stored) == first


def test_unknown_and_old_links_are_told_alike(client: FlaskClient, link: str, clock: Clock) -> None:
    clock.forward(days=7)
    old, unknown = client.get(link), client.get("/set-up/" + "x" * 43)
    assert old.status_code == unknown.status_code == 404
    assert old.text == unknown.text


@on_sqlite
@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("", "", "Enter the password that you want to use."),
        ("short", "short", "Use at least 15 characters; this has 5."),
        ("p" * 200, "p" * 200, "Use at most 128 characters"),
        ("x" * 2000, "x" * 2000, "Use at most 1000 characters"),
        ("password 2026 2026", "password 2026 2026", "easy to guess"),
        ("serikbaeva-erkin-1", "serikbaeva-erkin-1", "easy to guess"),
        (PASSWORD, PASSWORD + "s", "This is not the same."),
        ("seven quiet\totters knit", "seven quiet\totters knit", "Leave out tabs"),
        ("seven quiet\0otters knit", "seven quiet\0otters knit", "Leave out tabs"),
    ],
)
def test_what_is_wrong_with_a_password_is_told_and_nothing_is_hashed(
    client: FlaskClient,
    link: str,
    stored: Database,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    again: str,
    told: str,
) -> None:
    monkeypatch.setattr(passwords, "hashed", lambda _: pytest.fail("hashed in vain"))
    answer = send(client, link, password=password, again=again)
    assert answer.status_code == 422
    assert answer.text.count(told) >= 2
    assert "<title>Error:" in answer.text
    assert password_hash(stored) is None


def test_a_password_for_an_unknown_link_is_not_hashed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "hashed", lambda _: pytest.fail("hashed in vain"))
    assert send(client, "/set-up/none", password=PASSWORD, again=PASSWORD).status_code == 404


def test_the_password_is_hashed_while_no_transaction_is_open(
    client: FlaskClient, link: str, stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[int] = []
    hashed = passwords.hashed

    def watching(password: str) -> str:
        engines = (stored._writer, stored._reader)
        waiting.append(sum(engine.pool.checkedout() for engine in engines))  # type: ignore[attr-defined]
        return hashed(password)

    monkeypatch.setattr(passwords, "hashed", watching)
    assert send(client, link, password=PASSWORD, again=PASSWORD).status_code == 303
    assert waiting == [0]
