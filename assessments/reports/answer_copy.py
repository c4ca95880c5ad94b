"""The copy of sealed answers that their sender keeps: texts in one language, ready to be drawn."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CopiedAnswer:
    """A question with what was sent for it; `files` are the names of the documents behind it."""

    question: str
    answer: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class CopiedSection:
    """Answers under one heading, with a sentence about them where one is needed."""

    title: str
    about: str
    answers: tuple[CopiedAnswer, ...]


@dataclass(frozen=True)
class Labels:
    """The fixed words of the copy, in its language; `page_of` holds {page} and {pages}."""

    question: str
    answer: str
    unanswered: str
    file: str
    page_of: str
    missing_letters: str


@dataclass(frozen=True)
class AnswerCopy:
    """A copy of one submission. `facts` are label and value: by whom, to whom, when, its digest."""

    title: str
    subject: str
    language: str
    sent_on: date
    digest: str
    digest_label: str
    digest_meaning: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[CopiedSection, ...]
    labels: Labels
