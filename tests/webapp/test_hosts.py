"""No request can tell us where we live."""

from pathlib import Path

import pytest
from flask import request, url_for
from flask.testing import FlaskClient

from tests.instances import settings_for
from webapp.access import access
from webapp.app import Erkin, create_app
from webapp.security.hosts import absolute_url
from webapp.settings import Settings

BASE_URL = "https://erkin.example.org"


def instance(folder: Path, **changes: object) -> Erkin:
    database = f"sqlite:///{folder}/erkin.sqlite3"
    trusted = {"trusted_hosts": ("erkin.example.org",)}
    settings: Settings = settings_for(
        folder, database, **{"public_base_url": BASE_URL} | trusted | changes
    )
    app = create_app(settings)

    @app.get("/where")
    @access("public:read")
    def where() -> dict[str, str | None]:
        return {
            "link": absolute_url("health.alive"),
            "path": url_for("health.alive"),
            "peer": request.remote_addr,
        }

    return app


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return instance(tmp_path).test_client()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:443", "erkin.example.org.evil.example", "", "a b", "@"]
)
def test_a_request_for_another_host_is_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/where", headers={"Host": host})
    assert answer.status_code == 400
    assert host == "" or host not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "gopher"},
        {"X-Forwarded-Prefix": "/evil"},
        {"X-Original-Host": "evil.example"},
        {"Forwarded": "host=evil.example;proto=http"},
    ],
)
@pytest.mark.parametrize("hops", [0, 1])
def test_no_header_changes_the_address_in_a_link(
    tmp_path: Path, headers: dict[str, str], hops: int
) -> None:
    client = instance(tmp_path, proxy_hops=hops).test_client()
    answer = client.get("/where", headers={"Host": "erkin.example.org", **headers})
    assert answer.json is not None
    assert answer.json["link"] == f"{BASE_URL}/healthz"
    assert answer.json["path"] == "/healthz"


def test_an_absolute_request_line_does_not_change_the_address(client: FlaskClient) -> None:
    answer = client.get("/where", base_url="http://evil.example")
    assert answer.status_code == 400


def test_a_link_can_be_made_outside_a_request(tmp_path: Path) -> None:
    with instance(tmp_path).app_context():
        assert absolute_url("health.alive") == f"{BASE_URL}/healthz"


def test_the_client_address_is_believed_from_as_many_proxies_as_there_are(tmp_path: Path) -> None:
    forged = {"Host": "erkin.example.org", "X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    for hops, peer in ((0, "127.0.0.1"), (1, "198.51.100.7")):
        client = instance(tmp_path, proxy_hops=hops).test_client()
        answer = client.get("/where", headers=forged)
        assert answer.json is not None
        assert answer.json["peer"] == peer
