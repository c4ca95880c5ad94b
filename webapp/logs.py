"""Logs as JSON lines that name no person: a closed list of fields, cleaned (C33).

A request is logged by its route (`/i/<token>`), never by its path. An exception is logged by its
type and the lines of our code that it passed, never by its message, which may hold data.
"""

import logging
import re
import secrets
import sys
import time
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from flask import Flask, Response, g, request

FIELDS = frozenset(
    {
        "attempt",
        "command",
        "duration_ms",
        "event",
        "exception",
        "job",
        "level",
        "logger",
        "method",
        "pid",
        "request_id",
        "route",
        "row",
        "rows",
        "state",
        "status",
        "timestamp",
        "variable",
        "where",
    }
)
EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
LINK = re.compile(r"/(i|set-up)/[\w-]+")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LONGEST_TEXT = 500

Event = MutableMapping[str, Any]

log = structlog.get_logger("erkin")


class JsonLines(logging.StreamHandler[TextIO]):
    """Writes to the stream given, else to whatever standard error is at that moment."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__(stream)
        self._given = stream

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = self._given or sys.stderr
        super().emit(record)


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send our own events and those of every library through the same fields."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            name_exception,
            keep_listed_fields,
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
        ],
    )
    handler = JsonLines(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [other for other in root.handlers if not isinstance(other, JsonLines)]
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("erkin").setLevel(level)


def install(app: Flask) -> None:
    """Give each request an id, and log it once when it is answered."""

    @app.before_request
    def start() -> None:
        g.request_id = secrets.token_hex(8)
        g.started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else "none",
            status=response.status_code,
            duration_ms=round((time.perf_counter() - g.get("started", 0)) * 1000),
        )
        return response


def request_id() -> str:
    """The id of this request, shown on error pages and in the log."""
    return str(g.get("request_id", ""))


def name_exception(_logger: object, _method: str, event: Event) -> Event:
    """Replace an exception by its type and the places that it passed."""
    found = event.pop("exc_info", None)
    record = event.pop("_record", None)
    found = found or (record.exc_info if record else None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = type(error).__qualname__
        frames = traceback.extract_tb(error.__traceback__)
        event["where"] = [f"{frame.name}:{frame.lineno}" for frame in frames[-8:]]
    event.pop("_from_structlog", None)
    return event


def keep_listed_fields(_logger: object, _method: str, event: Event) -> Event:
    """Drop every field that is not on the list, and clean what is kept."""
    return {name: _clean(value) for name, value in event.items() if name in FIELDS}


def _clean(value: object) -> object:
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, str):
        text = UNPRINTABLE.sub(" ", value)[:LONGEST_TEXT]
        return EMAIL.sub("[e-mail]", LINK.sub(r"/\1/[link]", text))
    return value if isinstance(value, (int, float, bool, type(None))) else type(value).__name__
