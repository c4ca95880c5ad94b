"""Every response carries the security headers: each route, each error, each scheme (C10, C21)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import session
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.instances import settings_for
from webapp.access import access
from webapp.app import Erkin, create_app
from webapp.errors import WORDS, answer
from webapp.security.headers import HEADERS
from webapp.security.limits import LARGEST_REQUEST

SCHEMES = {"http": "http://localhost", "https": "https://erkin.example.org"}


def instance(folder: Path, scheme: str = "http") -> Erkin:
    database = f"sqlite:///{folder}/erkin.sqlite3"
    app = create_app(settings_for(folder, database, public_base_url=SCHEMES[scheme]))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def app(tmp_path: Path) -> Erkin:
    return instance(tmp_path)


@pytest.fixture
def client(app: Erkin) -> FlaskClient:
    return app.test_client()


def assert_safe(response: TestResponse) -> None:
    for name, value in HEADERS.items():
        if name == "Referrer-Policy" and "no-referrer" in response.headers.getlist(name):
            value = "no-referrer"
        assert response.headers.getlist(name) == [value], name
    assert "Server" not in response.headers
    assert "X-Powered-By" not in response.headers


def ask_for_every_route(client: FlaskClient) -> list[TestResponse]:
    """Ask for each route, with an invented value in each slot, by each method that it takes."""
    invented = {
        "int": "1",
        "uuid": "00000000-0000-4000-8000-000000000000",
        "path": "css/base.css",
    }
    responses = []
    for rule in client.application.url_map.iter_rules():
        values = {
            name: invented.get(_kind(converter), "invented")
            for name, converter in rule._converters.items()
        }
        built = rule.build(values, append_unknown=False)
        assert built is not None
        responses += [client.open(built[1], method=name) for name in sorted(rule.methods or ())]
    return responses


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("integer", "int")


def test_every_route_answers_with_the_headers(client: FlaskClient) -> None:
    responses = ask_for_every_route(client)
    assert responses
    for response in responses:
        assert_safe(response)


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("status", WORDS)
def test_every_error_answers_with_the_headers(
    app: Erkin, client: FlaskClient, status: int, accept: str
) -> None:
    app.add_url_rule("/fails", "fails", access("public:read")(lambda: answer(status)))
    response = client.get("/fails", headers={"Accept": accept})
    assert response.status_code == status
    assert_safe(response)
    assert response.headers["Cache-Control"] == "no-store"


CAUSES: dict[int, Callable[[FlaskClient], TestResponse]] = {
    400: lambda client: client.get("/healthz", headers={"Host": "evil.example"}),
    403: lambda client: client.post("/form", headers={"Origin": "https://evil.example"}),
    404: lambda client: client.get("/nothing"),
    405: lambda client: client.post("/healthz"),
    413: lambda client: client.post(
        "/form", environ_overrides={"CONTENT_LENGTH": str(LARGEST_REQUEST + 1)}
    ),
    500: lambda client: client.get("/breaks"),
    503: lambda client: client.get("/readyz"),
}


@pytest.mark.parametrize("status", CAUSES)
def test_an_error_that_really_happens_answers_with_the_headers(
    app: Erkin, client: FlaskClient, status: int
) -> None:
    app.add_url_rule("/form", "form", access("public:send")(lambda: "sent"), methods=["POST"])
    app.add_url_rule("/breaks", "breaks", access("public:read")(lambda: 1 / 0))
    response = CAUSES[status](client)
    assert response.status_code == status
    assert_safe(response)


def test_a_file_answers_with_the_headers_and_may_be_kept(client: FlaskClient) -> None:
    response = client.get("/static/css/base.css")
    assert_safe(response)
    assert "max-age=2592000" in response.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response.headers


def test_the_address_of_a_file_changes_with_its_content(app: Erkin) -> None:
    with app.test_request_context():
        first = app.url_for("static", filename="css/base.css")
        other = app.url_for("static", filename="css/tokens.css")
    assert "?v=" in first
    assert first.split("v=")[1] != other.split("v=")[1]


def test_link_pages_tell_nobody_where_the_reader_came_from(client: FlaskClient) -> None:
    assert client.get("/i/unknown").headers["Referrer-Policy"] == "no-referrer"


def test_only_https_promises_https(tmp_path: Path) -> None:
    plain = instance(tmp_path / "a", "http").test_client()
    secure = instance(tmp_path / "b", "https").test_client()
    for path in ("/healthz", "/static/css/base.css", "/nothing"):
        promise = secure.get(path, base_url=SCHEMES["https"]).headers
        assert promise["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert "Strict-Transport-Security" not in plain.get(path).headers


@pytest.mark.parametrize(("scheme", "name"), [("http", "form="), ("https", "__Host-form=")])
def test_the_cookie_fits_the_scheme(tmp_path: Path, scheme: str, name: str) -> None:
    app = instance(tmp_path, scheme)

    def remember() -> str:
        session["seen"] = True
        return ""

    app.add_url_rule("/remember", "remember", access("public:read")(remember))
    response = app.test_client().get("/remember", base_url=SCHEMES[scheme])
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith(name)
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert ("Secure" in cookie.split("; ")) == (scheme == "https")
    assert "Domain" not in cookie
    assert "Expires" not in cookie
