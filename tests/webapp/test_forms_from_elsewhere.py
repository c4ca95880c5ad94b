"""Only our own pages can make a visitor's browser change something (C19, C17)."""

from pathlib import Path

import pytest
from flask import render_template_string, request
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from tests.instances import free_port, served, settings_for
from webapp.access import access
from webapp.app import Erkin, create_app
from webapp.security import limits

FORM = """<!doctype html><title>Form</title><form method="post" enctype="{{ kind }}">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<input name="name" value="typed"><input type="file" name="file"><button>Send</button></form>"""
KINDS = ("application/x-www-form-urlencoded", "multipart/form-data")


def with_form(app: Erkin) -> Erkin:
    @access("public:send")
    def form() -> str:
        if request.method == "POST":
            return f"received {request.form['name']}"
        return render_template_string(FORM, kind=request.args.get("kind", KINDS[0]))

    app.add_url_rule("/form", "form", form, methods=["GET", "POST"])
    return app


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    database = f"sqlite:///{tmp_path}/erkin.sqlite3"
    return with_form(create_app(settings_for(tmp_path, database))).test_client()


@pytest.fixture
def token(client: FlaskClient) -> str:
    return client.get("/form").text.split('value="')[1].split('"')[0]


def send(client: FlaskClient, token: str, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/form", data={"csrf_token": token, "name": "x"}, headers=named).status_code


def test_a_form_of_ours_is_accepted(client: FlaskClient, token: str) -> None:
    assert send(client, token, Sec_Fetch_Site="same-origin") == 200


def test_a_browser_without_fetch_metadata_is_judged_by_its_origin(
    client: FlaskClient, token: str
) -> None:
    base_url = client.application.extensions["erkin"].settings.public_base_url
    assert send(client, token, Origin=base_url) == 200
    assert send(client, token, Origin="https://evil.example") == 403


def test_an_old_browser_on_a_page_without_referrer_may_have_no_origin(
    client: FlaskClient, token: str
) -> None:
    assert send(client, token, Origin="null") == 200
    assert send(client, token, Origin="null", Sec_Fetch_Site="cross-site") == 403
    assert send(client, "forged", Origin="null") == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_a_form_of_another_page_is_refused_even_with_a_token(
    client: FlaskClient, token: str, site: str
) -> None:
    assert send(client, token, Sec_Fetch_Site=site) == 403


@pytest.mark.parametrize("forged", ["", "forged", "IjEi.aaaa.bbbb"])
def test_a_form_without_our_token_is_refused(client: FlaskClient, token: str, forged: str) -> None:
    assert send(client, forged, Sec_Fetch_Site="same-origin") == 400


def test_the_token_of_one_visitor_does_not_serve_another(client: FlaskClient, token: str) -> None:
    other = client.application.test_client()
    other.get("/form")
    assert send(other, token, Sec_Fetch_Site="same-origin") == 400


def test_a_browser_that_forgot_its_cookies_is_told_how_to_send_the_page(
    client: FlaskClient, token: str
) -> None:
    forgetful = client.application.test_client()
    told = forgetful.post("/form", data={"csrf_token": token, "name": "x"})
    assert told.status_code == 400
    assert "This page can no longer be sent" in told.text
    assert "open the link in your mail or sign in again" in told.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_changing_method_slips_past(client: FlaskClient, method: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.open("/form", method=method, headers=headers).status_code in {403, 405}


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: FlaskClient) -> None:
    declared = {"CONTENT_LENGTH": str(limits.LARGEST_REQUEST + 1)}
    assert client.post("/form", environ_overrides=declared).status_code == 413


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "x" * (limits.LARGEST_FORM_FIELDS + 1)},
        {f"field{number}": "x" for number in range(limits.MOST_FORM_PARTS + 1)},
    ],
    ids=["long text", "many fields"],
)
def test_a_form_that_is_too_large_is_refused(
    client: FlaskClient, token: str, fields: dict[str, str]
) -> None:
    answer = client.post(
        "/form", data=fields | {"csrf_token": token}, content_type="multipart/form-data"
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_form_can_be_sent_over_https_in_a_browser(
    tmp_path: Path, browser: Browser, kind: str
) -> None:
    port = free_port()
    base_url = f"https://localhost:{port}"
    database = f"sqlite:///{tmp_path}/erkin.sqlite3"
    app = with_form(create_app(settings_for(tmp_path, database, public_base_url=base_url)))
    context = browser.new_context(ignore_https_errors=True)
    with served(app, port, encrypted=True):
        page = context.new_page()
        page.goto(f"{base_url}/form?kind={kind}")
        page.click("button")
        assert page.inner_text("body") == "received typed"
        cookies = {cookie["name"]: cookie for cookie in context.cookies()}
        assert cookies["__Host-form"]["secure"]
    context.close()
