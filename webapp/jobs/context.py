"""What a handler is given, and how it says that it cannot go on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assessments.database import Database
from assessments.ids import Ids
from assessments.scope import CompanyScope
from webapp.settings import Settings


class JobFailed(RuntimeError):
    """The work cannot be done, now or ever. The text is shown to people; nothing is tried again."""


class TryLater(RuntimeError):
    """The work could not be done this time. The text is shown to people while it waits."""


class LeaseLost(RuntimeError):
    """Somebody else has taken the job over: stop, and change nothing more."""


@dataclass(frozen=True)
class JobContext:
    """One attempt at one job."""

    job_id: int
    kind: str
    attempt: int
    company_id: int | None
    programme_id: int | None
    payload: dict[str, Any]
    database: Database
    settings: Settings
    ids: Ids
    lease: timedelta
    now: Callable[[], datetime]
    progress: Callable[[int, int], None]
    """Call with how much is done and how much there is. Raises LeaseLost."""

    @property
    def scope(self) -> CompanyScope:
        """The company that the job works for. Raises JobFailed for a job of nobody."""
        if self.company_id is None:
            raise JobFailed("This work belongs to no company.")
        return CompanyScope(company_id=self.company_id)
