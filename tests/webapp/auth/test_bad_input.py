"""Whatever is sent to a form is answered with a page, never with a failure of ours (C16, C18)."""

import io

import pytest
from flask.testing import FlaskClient

from assessments.database import Database
from tests import accounts
from tests.accounts import send, sign_in, token_for
from tests.webapp.conftest import Clock

on_sqlite = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
FORMS = {
    "/sign-in": ("email", "password", "next"),
    "/choose": ("membership", "next"),
    "/set-up/xyz": ("password", "again"),
    "/instance/companies/new": ("name", "country"),
    "/instance/programmes/new": ("name",),
    "/instance/people/new": ("name", "email", "place", "role"),
}
HOSTILE = [
    "\0",
    "a\0b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e\u2066",
    "\uffff\U0010ffff",
    "9223372036854775808",
    "' OR 1=1 --",
    "{{ 7 * 7 }}",
    "%s%n%(x)s",
    "../../etc/passwd",
    "a@b.example\r\nBcc: c@d.example",
    "x" * 100_000,
    "é" * 10_000,
    "[]",
    "{}",
    "null",
    "true",
]


@pytest.fixture
def boss(client: FlaskClient, stored: Database, clock: Clock) -> FlaskClient:
    accounts.administrator(stored, clock.now)
    assert sign_in(client, "boss@erkin.example").status_code == 303
    return client


@pytest.mark.parametrize("path", FORMS)
def test_no_text_breaks_a_form(boss: FlaskClient, clock: Clock, path: str) -> None:
    token = token_for(boss)
    for text in HOSTILE:
        clock.forward(hours=0.4) if path == "/sign-in" else None
        data = dict.fromkeys(FORMS[path], text) | {"csrf_token": token}
        assert boss.post(path, data=data).status_code < 500, repr(text[:50])


@on_sqlite
@pytest.mark.parametrize("path", FORMS)
def test_bytes_that_are_no_text_break_no_form(boss: FlaskClient, path: str) -> None:
    token = token_for(boss).encode()
    for raw in (b"%FF%FE", b"%ED%A0%80", b"%00", b"\xff\xfe", b"%"):
        body = b"&".join(field.encode() + b"=" + raw for field in FORMS[path])
        answer = boss.post(
            path,
            data=body + b"&csrf_token=" + token,
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code < 500


@on_sqlite
@pytest.mark.parametrize("path", FORMS)
def test_a_field_of_ten_megabytes_is_too_large(boss: FlaskClient, path: str) -> None:
    data = {FORMS[path][0]: "x" * (10 * 1024 * 1024), "csrf_token": token_for(boss)}
    for kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        assert boss.post(path, data=data, content_type=kind).status_code == 413


@on_sqlite
@pytest.mark.parametrize("path", FORMS)
def test_files_lists_and_json_in_place_of_text_break_no_form(boss: FlaskClient, path: str) -> None:
    token = token_for(boss)
    first = FORMS[path][0]
    file = {first: (io.BytesIO(b"%PDF"), "a.pdf"), "csrf_token": token}
    assert boss.post(path, data=file).status_code < 500
    many = {first: ["a", "b"], "csrf_token": token}
    assert boss.post(path, data=many).status_code < 500
    answer = boss.post(path, json={first: {"a": [1]}}, headers={"X-CSRFToken": token})
    assert answer.status_code < 500


@on_sqlite
@pytest.mark.parametrize("path", FORMS)
def test_a_field_that_a_form_does_not_have_is_refused(boss: FlaskClient, path: str) -> None:
    good = {"name": "x", "country": "KAZ", "email": "a@b.example", "password": "p", "again": "p"}
    fields = {field: good.get(field, "") for field in FORMS[path]}
    for extra in ("company_id", "person_id", "role_id", "disabled_at", "password_hash"):
        answer = send(boss, path, **fields, **{extra: "1"})
        assert answer.status_code == (404 if path.startswith("/set-up") else 422)


@on_sqlite
@pytest.mark.parametrize("path", ["/set-up/%00", "/set-up/%ED%A0%80", "/set-up/" + "x" * 5000])
def test_no_link_breaks_the_set_up_page(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@on_sqlite
@pytest.mark.parametrize("value", ["", "\0", "é", "x" * 4000, "a b", '"', "%00"])
def test_no_cookie_breaks_a_page(client: FlaskClient, value: str) -> None:
    headers = {"Cookie": f"sid={value}".encode().decode("latin-1")}
    assert client.get("/instance", headers=headers).status_code == 303
