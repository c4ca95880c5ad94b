"""What a command can refuse. Each error carries the data that a page needs to say what to do."""

from dataclasses import dataclass
from datetime import datetime


class Refusal(Exception):
    """A command that was not carried out. Nothing was stored."""


class NotFound(Refusal):
    """No such row for whoever asks. Says the same of a foreign row as of none at all."""


@dataclass
class AnswersWithdrawn(NotFound):
    """The party has taken these answers back from the company: it sees only that they were."""

    submission_id: int
    submitted_at: datetime
    withdrawn_at: datetime
    digest: str


@dataclass
class Invalid(Refusal):
    """Input that cannot be taken: field name → what to do about it."""

    problems: dict[str, str]


@dataclass
class StaleVersion(Refusal):
    """Somebody else saved this record since it was read."""

    seen: int
    stored: int


@dataclass(frozen=True)
class AnswerConflict:
    """Two people changed one answer: what is stored and what was typed."""

    question: str
    stored_value: object
    typed_value: object
    stored_version: int
    author: str
    saved_at: datetime


@dataclass
class AnswersChanged(Refusal):
    """Some answers were saved by somebody else since the page was opened (C43)."""

    conflicts: list[AnswerConflict]


@dataclass
class AlreadySubmitted(Refusal):
    """The response was sealed; a correction would be a new submission."""

    submitted_at: datetime


@dataclass
class AnswersMissing(Refusal):
    """Questions without an answer, and the sender did not say that they are left open."""

    questions: list[str]


@dataclass
class TooManyTries(Refusal):
    """Throttled. Try again at `retry_at`."""

    retry_at: datetime


class WrongCredentials(Refusal):
    """Address and password do not fit. Says the same of unknown and of disabled accounts."""


@dataclass
class WrongCode(Refusal):
    """Not the code that was mailed."""

    tries_left: int


class CodeExpired(Refusal):
    """The code is older than ten minutes, was used, or was tried too often."""


class PublishedDifferently(Refusal):
    """A version of this name was published with other content. Give the new content a version."""
