"""Logs help to find a fault and name nobody."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from flask import Flask

from webapp import logs

TOKEN = "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8"
EMAIL = "aigul.b@example.org"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    logs.configure("DEBUG", stream)
    yield stream
    logs.configure("INFO")


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def app() -> Flask:
    app = Flask("logged")
    logs.install(app)

    @app.route("/i/<token>", methods=["GET", "POST"])
    def link(token: str) -> str:
        return "link"

    @app.get("/fails")
    def fails() -> str:
        raise ValueError(f"no answer from {EMAIL}")

    return app


def test_a_request_is_logged_by_its_route_with_its_id(stream: io.StringIO, app: Flask) -> None:
    answer = app.test_client().get(f"/i/{TOKEN}?email={EMAIL}", headers={"User-Agent": EMAIL})
    (line,) = lines(stream)
    assert line["route"] == "/i/<token>"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["request_id"] == answer.headers["X-Request-Id"]


def test_no_token_address_or_typed_text_is_logged(stream: io.StringIO, app: Flask) -> None:
    client = app.test_client()
    client.post(f"/i/{TOKEN}?q={EMAIL}", data={"answer": "typed by a person"})
    client.get(f"/nothing/{TOKEN}/{EMAIL}")
    client.get("/fails")
    written = stream.getvalue()
    assert written
    for secret in (TOKEN, EMAIL, "typed by a person", "127.0.0.1"):
        assert secret not in written


def test_an_exception_is_logged_by_type_and_place_alone(stream: io.StringIO, app: Flask) -> None:
    app.test_client().get("/fails")
    (line,) = [line for line in lines(stream) if "exception" in line]
    assert line["exception"] == "ValueError"
    assert line["where"][-1].startswith("fails:")


def test_a_field_that_is_not_listed_is_dropped(stream: io.StringIO) -> None:
    logs.log.info("saved", answer="secret", company="Invented Ltd", row=7)
    (line,) = lines(stream)
    assert line["row"] == 7
    assert set(line) <= logs.FIELDS
    assert "secret" not in stream.getvalue()


@pytest.mark.parametrize("text", ["a\r\nb", "a\n{}", "a\x00b", "a\u2028b", "a\x1b[31mb"])
def test_one_event_is_one_line(stream: io.StringIO, text: str) -> None:
    logs.log.info(text, state=text)
    (line,) = lines(stream)
    assert line["event"].isprintable()
    assert line["state"].isprintable()


def test_what_libraries_log_is_cleaned_too(stream: io.StringIO) -> None:
    logging.getLogger("some.library").warning("cannot mail %s the link /i/%s", EMAIL, TOKEN)
    (line,) = lines(stream)
    assert line["event"] == "cannot mail [e-mail] the link /i/[link]"


def test_the_request_id_is_on_every_line_of_the_request(stream: io.StringIO, app: Flask) -> None:
    @app.get("/works")
    def works() -> str:
        structlog.get_logger("erkin.part").info("working")
        return ""

    answer = app.test_client().get("/works")
    assert {line["request_id"] for line in lines(stream)} == {answer.headers["X-Request-Id"]}
    assert len(lines(stream)) == 2
