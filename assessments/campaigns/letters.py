"""What is written to a supplier. The edge writes the words; this says which letters exist."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from questionnaires.definition import Questionnaire


@dataclass(frozen=True)
class Letter:
    """Subject and plain-text body."""

    subject: str
    body: str


@dataclass(frozen=True)
class Invited:
    """Whom an invitation addresses and what it is about."""

    company_name: str
    invented: bool
    supplier_name: str
    contact_name: str
    campaign_name: str
    due_on: date
    message: str
    language: str
    grounds: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True)
class AskedToHelp:
    """A colleague as letters name them: which part of which questionnaire, and who asked."""

    invited: Invited
    questionnaire: Questionnaire
    name: str
    role: str
    sections: tuple[str, ...]
    questions: tuple[str, ...]
    note: str
    due_on: date | None
    invited_by: str
    language: str


@dataclass(frozen=True)
class Signed:
    """Who declared that the answers are right. `name` is empty once it was erased."""

    name: str
    role: str
    email: str


class Letters(Protocol):
    """Writes letters in the language of whoever receives them."""

    def invitation(self, invited: Invited, token: str) -> Letter:
        """The first letter: who asks, by when, and the link that carries the token."""
        ...

    def code(self, company_name: str, code: str, language: str) -> Letter:
        """The six-digit code for a link that was opened."""
        ...

    def receipt(
        self, invited: Invited, digest: str, submitted_at: datetime, signed: Signed
    ) -> Letter:
        """What was sealed, when, by whom it was signed, and its digest."""
        ...

    def sent_back(self, invited: Invited, questions: int, due_on: date, token: str) -> Letter:
        """That some answers came back, by when they are expected, and a new link."""
        ...

    def asked(self, invited: Invited, token: str) -> Letter:
        """That the company wrote about an answer, and a new link."""
        ...

    def asked_again(self, invited: Invited, token: str) -> Letter:
        """The new link that the reader asked for, to the answers that they sent."""
        ...

    def dispute_answered(self, invited: Invited, token: str) -> Letter:
        """That the company answered to a finding that the supplier disputes, and a new link."""
        ...

    def expiry(self, paper: str, expires_on: date, days_before: int, language: str) -> Letter:
        """That a paper of the reader's expires, to be sent so many days before."""
        ...

    def colleague(self, asked: AskedToHelp, token: str) -> Letter:
        """Who asks for help with what, their note, and the link that carries the token."""
        ...

    def colleague_done(self, asked: AskedToHelp) -> Letter:
        """That a colleague has finished, to whoever asked them."""
        ...

    def given(self, invited: Invited, by: str, name: str, token: str) -> Letter:
        """The first letter to somebody named by the person who was asked before."""
        ...
