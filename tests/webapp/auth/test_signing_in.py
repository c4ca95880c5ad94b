"""Signing in and out through the pages."""

import re
import sys
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from assessments.database import Database
from assessments.people import passwords, roles
from assessments.people.models import Attempt, Person, SignInSession
from assessments.people.service import Place
from tests import accounts
from tests.accounts import PASSWORD, send, sign_in
from tests.conftest import Urls
from tests.instances import settings_for
from tests.webapp.conftest import Clock
from webapp.app import Erkin, create_app

WRONG = "seven quiet otters knot"
BOSS = "boss@erkin.example"


def set_cookie(response: object) -> str:
    lines = response.headers.getlist("Set-Cookie")  # type: ignore[attr-defined]
    (found,) = [line for line in lines if re.match(r"(__Host-)?sid=", line)]
    return str(found)


def cookie(client: FlaskClient) -> str | None:
    found = client.get_cookie("sid")
    return found.value if found else None


def test_somebody_who_is_not_signed_in_is_asked_to_and_then_sees_the_page(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    asked = client.get("/instance/people/new?place=x")
    assert asked.status_code == 303
    assert asked.location == "/sign-in?next=/instance/people/new?place%3Dx"
    page = client.get(asked.location)
    assert 'name="next" value="/instance/people/new?place=x"' in page.text
    entered = sign_in(client, BOSS, wanted="/instance/people/new?place=x")
    assert (entered.status_code, entered.location) == (303, "/instance/people/new?place=x")
    assert client.get(entered.location).status_code == 200


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (roles.COMPANY_VIEWER, "company"),
        (roles.PROGRAMME_STAFF, "programme"),
        (roles.INSTANCE_ADMINISTRATOR, "instance"),
    ],
)
def test_everybody_comes_to_the_first_page_of_their_own(
    client: FlaskClient, stored: Database, clock: Clock, role: str, kind: str
) -> None:
    place = {
        "company": lambda: Place(company_id=accounts.company(stored, clock.now).company_id),
        "programme": lambda: Place(programme_id=accounts.programme(stored, clock.now).programme_id),
        "instance": Place,
    }[kind]()
    accounts.add_account(stored, clock.now, email="a@b.example", role=role, place=place)
    entered = sign_in(client, "A@B.example ")
    assert entered.status_code == 303
    assert client.get("/").location == entered.location
    first = client.get(entered.location)
    assert first.status_code == 200
    assert "Sign out" in first.text


def test_the_first_page_of_strangers_is_the_one_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/").location == "/sign-in"


def test_the_same_is_said_whatever_is_wrong_and_one_password_is_compared_each_time(
    client: FlaskClient, stored: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(company_id=accounts.company(stored, clock.now).company_id)
    role = roles.COMPANY_EDITOR
    for name in ("known", "closed"):
        email = f"{name}@kok.example"
        accounts.add_account(stored, clock.now, email=email, role=role, place=place)
    accounts.add_account(
        stored, clock.now, email="fresh@kok.example", role=role, place=place, password=None
    )
    accounts.administrator(stored, clock.now)
    with stored.writing() as session:
        session.execute(
            update(Person).where(Person.email == "closed@kok.example").values(disabled_at=clock.now)
        )
    compared: list[str] = []
    compare = passwords.matches

    def watching(stored_hash: str | None, typed: str) -> bool:
        compared.append(typed)
        return compare(stored_hash, typed)

    monkeypatch.setattr(passwords, "matches", watching)
    answers, seconds = {}, {}
    for email, password in [
        ("nobody@kok.example", WRONG),
        ("known@kok.example", WRONG),
        ("closed@kok.example", PASSWORD),
        ("fresh@kok.example", PASSWORD),
        (BOSS, WRONG),
    ]:
        started = time.perf_counter()
        answer = sign_in(client, email, password)
        seconds[email] = time.perf_counter() - started
        told = re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text).replace(email, "")
        headers = {
            name: value
            for name, value in answer.headers
            if name not in {"X-Request-Id", "Content-Length", "Set-Cookie"}
        }
        answers[email] = (answer.status_code, told, headers)
    assert len(set(map(repr, answers.values()))) == 1
    assert answers[BOSS][0] == 403
    assert compared == [WRONG, WRONG, PASSWORD, PASSWORD, WRONG]
    ratio = seconds["nobody@kok.example"] / seconds["known@kok.example"]
    sys.stdout.write(f"time for an unknown account / for a known one: {ratio:.2f}\n")


def test_a_wrong_password_is_told_beside_the_field_and_the_address_stays(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    page = sign_in(client, BOSS, WRONG).text
    assert "<title>Error: Sign in" in page
    assert f'value="{BOSS}"' in page
    assert WRONG not in page
    assert page.count("do not fit together") == 2
    assert cookie(client) is None


def test_nothing_typed_is_told_for_each_field(client: FlaskClient) -> None:
    answer = send(client, "/sign-in", email="", password="", next="")
    assert answer.status_code == 422
    for problem in ("Enter your e-mail address.", "Enter your password."):
        assert answer.text.count(problem) == 2


def test_the_token_changes_at_sign_in_and_a_planted_one_is_worth_nothing(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    client.set_cookie("sid", "planted" * 6)
    sign_in(client, BOSS)
    first = cookie(client)
    assert first
    assert first != "planted" * 6
    form_token = accounts.token_for(client)
    sign_in(client, BOSS)
    second = cookie(client)
    assert second
    assert second != first
    assert accounts.token_for(client) != form_token
    thief = client.application.test_client()
    thief.set_cookie("sid", first)
    assert thief.get("/instance").status_code == 303
    thief.set_cookie("sid", second)
    assert thief.get("/instance").status_code == 200


def test_over_http_on_this_machine_the_cookie_is_for_the_host_and_no_script(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    line = set_cookie(sign_in(client, BOSS))
    assert re.fullmatch(r"sid=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", line)


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
def test_over_https_the_cookie_is_bound_to_host_and_encryption(
    tmp_path: Path, database_urls: Urls, clock: Clock
) -> None:
    settings = settings_for(
        tmp_path, database_urls.application, public_base_url="https://erkin.example.org"
    )
    app = create_app(settings)
    accounts.administrator(app.extensions["erkin"].database, clock.now)
    client = app.test_client()
    base = "https://erkin.example.org"
    token = accounts.TOKEN.search(client.get("/sign-in", base_url=base).text)
    assert token
    answer = client.post(
        "/sign-in",
        base_url=base,
        data={"email": BOSS, "password": PASSWORD, "csrf_token": token[1]},
    )
    line = set_cookie(answer)
    assert re.fullmatch(r"__Host-sid=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Lax", line)
    out = client.post("/sign-out", base_url=base, data={"csrf_token": token_of(client, base)})
    assert set_cookie(out).startswith("__Host-sid=; ")
    assert "Secure" in set_cookie(out)
    app.extensions["erkin"].database.dispose()


def token_of(client: FlaskClient, base: str) -> str:
    found = accounts.TOKEN.search(client.get("/sign-in", base_url=base).text)
    assert found
    return found[1]


def test_signing_out_ends_the_session_everywhere_the_token_is(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    sign_in(client, BOSS)
    token = cookie(client)
    assert token
    out = send(client, "/sign-out")
    assert (out.status_code, out.location) == (303, "/signed-out")
    assert out.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not cookie(client)
    assert "You are signed out" in client.get(out.location).text
    client.set_cookie("sid", token)
    assert client.get("/instance").status_code == 303


def test_nobody_is_signed_out_by_a_link_or_by_another_site(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    sign_in(client, BOSS)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    data = {"csrf_token": accounts.token_for(client)}
    foreign = {"Origin": "https://evil.example"}
    assert client.post("/sign-out", data=data, headers=foreign).status_code == 403
    assert client.get("/instance").status_code == 200


def test_too_many_tries_have_to_wait_and_are_told_how_long(
    client: FlaskClient, stored: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.administrator(stored, clock.now)
    for _ in range(3):
        assert sign_in(client, BOSS, WRONG).status_code == 403
    monkeypatch.setattr(passwords, "matches", lambda *_: pytest.fail("compared in vain"))
    refused = sign_in(client, BOSS, PASSWORD)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "5"
    assert "Wait a minute, then try again." in refused.text
    monkeypatch.undo()


def test_after_the_wait_the_right_password_is_taken(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    for _ in range(3):
        sign_in(client, BOSS, WRONG)
    clock.forward(seconds=4)
    assert sign_in(client, BOSS).status_code == 429
    clock.forward(seconds=1)
    assert sign_in(client, BOSS).status_code == 303
    with stored.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 3


def test_tries_are_counted_in_the_database_for_every_process(
    app: Erkin, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    other = create_app(app.extensions["erkin"].settings)
    for one in (app, other, app):
        assert sign_in(one.test_client(), BOSS, WRONG).status_code == 403
    assert sign_in(other.test_client(), BOSS, WRONG).status_code == 429
    other.extensions["erkin"].database.dispose()


def test_a_forged_forwarding_header_does_not_make_another_network(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    token = accounts.token_for(client)
    for number in range(21):
        answer = client.post(
            "/sign-in",
            data={"email": f"{number}@x.example", "password": WRONG, "csrf_token": token},
            headers={"X-Forwarded-For": f"198.51.{number}.1"},
        )
        assert answer.status_code == (403 if number < 20 else 429)


def test_an_idle_session_ends_and_a_used_one_is_noted_once_a_minute(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    accounts.administrator(stored, clock.now)
    sign_in(client, BOSS)

    def last_seen() -> object:
        with stored.reading() as session:
            return session.scalars(select(SignInSession.last_seen_at)).one()

    begun = clock.now
    clock.forward(seconds=59)
    client.get("/instance")
    assert last_seen() == begun
    clock.forward(seconds=1)
    client.get("/instance")
    assert last_seen() == clock.now
    clock.forward(minutes=29, seconds=59)
    assert client.get("/instance").status_code == 200
    clock.forward(minutes=30)
    assert client.get("/instance").status_code == 303


def test_no_password_is_hashed_or_compared_while_a_transaction_is_open(
    client: FlaskClient, stored: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.administrator(stored, clock.now)
    waiting: list[int] = []
    compare = passwords.matches

    def watching(stored_hash: str | None, typed: str) -> bool:
        engines = (stored._writer, stored._reader)
        waiting.append(sum(engine.pool.checkedout() for engine in engines))  # type: ignore[attr-defined]
        return compare(stored_hash, typed)

    monkeypatch.setattr(passwords, "matches", watching)
    assert sign_in(client, BOSS).status_code == 303
    assert waiting == [0]


def test_whoever_belongs_to_two_organisations_is_asked_which(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    run = accounts.programme(stored, clock.now)
    accounts.staff(stored, clock.now, run, "dana@aral.example")
    other = accounts.programme(stored, clock.now, "Second Programme")
    second = accounts.staff(stored, clock.now, other, "dana@aral.example")
    entered = sign_in(client, "dana@aral.example", wanted="/programme?q=x")
    assert entered.location == "/choose?next=/programme?q%3Dx"
    page = client.get(entered.location)
    assert page.text.count("Programme staff") == 2
    before = cookie(client)
    nothing = send(client, "/choose", next="/programme?q=x")
    assert nothing.status_code == 422
    assert "Choose what you want to work on." in nothing.text
    chosen = send(client, "/choose", membership=str(second.membership), next="/programme?q=x")
    assert chosen.location == "/programme?q=x"
    assert cookie(client) != before
    assert "Second Programme" in client.get("/programme").text


def test_nobody_chooses_a_membership_of_somebody_else(
    client: FlaskClient, stored: Database, clock: Clock
) -> None:
    run = accounts.programme(stored, clock.now)
    accounts.staff(stored, clock.now, run, "dana@aral.example")
    boss = accounts.administrator(stored, clock.now)
    sign_in(client, "dana@aral.example")
    foreign = send(client, "/choose", membership=str(boss.membership))
    unknown = send(client, "/choose", membership="0f0f0f0f-0000-4000-8000-000000000000")
    assert foreign.status_code == unknown.status_code == 404
    assert client.get("/programme").status_code == 200


def test_choosing_needs_a_session(client: FlaskClient) -> None:
    assert client.get("/choose").location == "/sign-in?next=/choose"
    answer = send(client, "/choose", membership="0f0f0f0f-0000-4000-8000-000000000000")
    assert answer.status_code == 401
