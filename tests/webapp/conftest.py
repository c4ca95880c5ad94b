"""A clock that tests set, and the database behind the application."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from assessments.database import Database
from webapp.app import Erkin


@dataclass
class Clock:
    """The database's time, standing still until it is moved."""

    now: datetime = datetime(2026, 11, 21, 8, tzinfo=UTC)

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(Database, "now", lambda _self: made.now)
    return made


@pytest.fixture
def stored(app: Erkin) -> Database:
    """The database behind the application."""
    found: Database = app.extensions["erkin"].database
    return found
