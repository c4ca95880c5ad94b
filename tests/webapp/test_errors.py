"""Whatever goes wrong: a page that says what to do and shows nothing of our insides (C22)."""

import errno
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import jinja2
import pytest
from flask import Flask, render_template, request
from flask.testing import FlaskClient
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import (
    HTTPException,
    ServiceUnavailable,
    TooManyRequests,
    default_exceptions,
)
from werkzeug.test import TestResponse

from assessments import errors as refusals
from tests.instances import settings_for
from webapp.access import access
from webapp.app import Erkin, create_app
from webapp.errors import WORDS

SQL = "SELECT password_hash FROM person"
PRIVATE = "aigul.b@example.org"
INSIDES = re.compile(r"Traceback|psycopg|sqlalchemy|sqlite3|SELECT|/app/|\.py\b|line \d+|File \"")


class DiskFull(Exception):
    sqlstate = "53100"


def database_error(kind: type[DBAPIError], cause: Exception | None = None) -> DBAPIError:
    return kind(SQL, {"email": PRIVATE}, cause or Exception(f"psycopg: {SQL}"))


FAULTS: dict[str, tuple[Callable[[], BaseException], int]] = {
    "operational": (lambda: database_error(OperationalError), 503),
    "pool exhausted": (lambda: PoolTimeout(f"QueuePool {SQL}"), 503),
    "database disk full": (lambda: database_error(OperationalError, DiskFull()), 507),
    "integrity": (lambda: database_error(IntegrityError), 500),
    "programming": (lambda: database_error(ProgrammingError), 500),
    "data": (lambda: database_error(DataError), 500),
    "interface": (lambda: database_error(InterfaceError), 500),
    "disk full": (lambda: OSError(errno.ENOSPC, "No space", "/app/evidence"), 507),
    "file missing": (lambda: FileNotFoundError(2, "No such file", "/app/evidence"), 500),
    "value": (lambda: ValueError(PRIVATE), 500),
    "key": (lambda: KeyError(PRIVATE), 500),
    "type": (lambda: TypeError("line 3"), 500),
    "attribute": (lambda: AttributeError("x.py"), 500),
    "unicode": (lambda: UnicodeEncodeError("utf-8", PRIVATE, 0, 1, "surrogates"), 500),
    "recursion": (lambda: RecursionError("File"), 500),
    "memory": (lambda: MemoryError("File"), 500),
    "template": (lambda: jinja2.TemplateNotFound("x.html"), 500),
    "content of another version": (lambda: refusals.PublishedDifferently("core 2026.1"), 503),
    "not found": (refusals.NotFound, 404),
    "stale": (lambda: refusals.StaleVersion(1, 2), 412),
    "invalid": (lambda: refusals.Invalid({"name": PRIVATE}), 422),
    "throttled": (lambda: refusals.TooManyTries(datetime(2030, 1, 1, tzinfo=UTC)), 429),
}


class Injector:
    """Raises a fault in the layer that a request names."""

    def __init__(self, app: Flask) -> None:
        self.fault: BaseException = Exception()

        def in_view() -> NoReturn:
            self.throw()

        for path, view in (
            ("/view", in_view),
            ("/template", lambda: render_template("errors/page.html", words={})),
            ("/fine", lambda: "fine"),
        ):
            app.add_url_rule(path, path, access("public:read")(view))
        app.before_request(self.in_hook)
        app.context_processor(self.in_context)

    def throw(self) -> NoReturn:
        raise self.fault

    def in_context(self) -> dict[str, str]:
        if request.path == "/template":
            self.throw()
        return {}

    def in_hook(self) -> None:
        if request.args.get("layer") == "hook":
            self.throw()


LAYERS = {"view": "/view", "hook": "/fine?layer=hook", "template": "/template"}


@pytest.fixture
def app(tmp_path: Path) -> Erkin:
    app = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path}/erkin.sqlite3"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def injector(app: Erkin) -> Injector:
    return Injector(app)


@pytest.fixture
def client(app: Erkin, injector: Injector) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def shows_nothing_of_our_insides(answer: TestResponse) -> bool:
    everything = answer.text + str(answer.headers).replace(".js", "")
    return not INSIDES.search(everything.replace("javascript", "")) and PRIVATE not in everything


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_any_layer_becomes_a_page_with_a_number(
    client: FlaskClient, injector: Injector, layer: str, fault: str
) -> None:
    make, status = FAULTS[fault]
    injector.fault = make()
    answer = client.get(LAYERS[layer])
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert answer.headers["X-Request-Id"] in answer.text
    assert shows_nothing_of_our_insides(answer)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_program_gets_a_problem_document(
    client: FlaskClient, injector: Injector, fault: str
) -> None:
    make, status = FAULTS[fault]
    injector.fault = make()
    answer = client.get("/view", headers={"Accept": "application/json"})
    assert answer.mimetype == "application/problem+json"
    problem = json.loads(answer.data)
    assert set(problem) == {"type", "title", "status", "detail", "request_id"}
    assert problem["status"] == answer.status_code == status
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert shows_nothing_of_our_insides(answer)


@pytest.mark.parametrize("fault", ["operational", "pool exhausted"])
def test_a_database_that_is_away_says_when_to_come_back(
    client: FlaskClient, injector: Injector, fault: str
) -> None:
    injector.fault = FAULTS[fault][0]()
    assert int(client.get("/view").headers["Retry-After"]) > 0


def test_a_throttled_caller_is_told_when_to_come_back(
    client: FlaskClient, injector: Injector
) -> None:
    injector.fault = FAULTS["throttled"][0]()
    assert client.get("/view").headers["Retry-After"] == "Tue, 01 Jan 2030 00:00:00 GMT"


@pytest.mark.parametrize("status", WORDS)
def test_every_status_has_words_of_its_own(
    client: FlaskClient, injector: Injector, status: int
) -> None:
    injector.fault = _http_error(status)
    answer = client.get("/view")
    assert answer.status_code == status
    assert str(WORDS[status].title) in answer.text
    assert str(WORDS[status].advice) in answer.text


def test_no_two_statuses_say_the_same() -> None:
    assert len({str(words.title) for words in WORDS.values()}) == len(WORDS)


@pytest.mark.parametrize(("status", "like"), [(418, 400), (451, 400), (501, 500), (504, 500)])
def test_a_status_without_words_is_still_a_page(
    client: FlaskClient, injector: Injector, status: int, like: int
) -> None:
    injector.fault = _http_error(status)
    answer = client.get("/view")
    assert answer.status_code == status
    assert str(WORDS[like].title) in answer.text


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    answer = client.delete("/healthz", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    "error", [TooManyRequests(retry_after=9), ServiceUnavailable(retry_after=9)]
)
def test_an_error_keeps_its_own_headers(
    client: FlaskClient, injector: Injector, error: HTTPException
) -> None:
    injector.fault = error
    assert client.get("/view").headers["Retry-After"] == "9"


def test_a_redirect_passes(client: FlaskClient, app: Erkin) -> None:
    app.add_url_rule("/folder/", "folder", access("public:read")(lambda: "folder"))
    assert client.get("/folder").status_code == 308


def test_paths_under_api_answer_programs(client: FlaskClient) -> None:
    assert client.get("/api/nothing").mimetype == "application/problem+json"


def test_a_page_for_a_host_that_is_not_ours_stands_alone(client: FlaskClient) -> None:
    answer = client.get("/healthz", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer.headers["X-Request-Id"] in answer.text
    assert "/static/" not in answer.text


def _http_error(status: int) -> HTTPException:
    if known := default_exceptions.get(status):
        return known()
    unnamed = HTTPException()
    unnamed.code = status
    return unnamed
