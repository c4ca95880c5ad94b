"""The hidden marks of a spreadsheet: which question, choice or column a cell belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from questionnaires.definition import Question, Questionnaire
from questionnaires.types import Value, answer_type
from questionnaires.types.sheet_cells import Cell

OURS = "erkin"
LAYOUT = "1"
ANSWER, UNIT, SEEN = "answer", "unit", "seen"
QUESTION, CHOICE, COLUMN, ABOUT = "question", "choice", "column", "about"
DIGITS = 12
LONGEST = 200


@dataclass(frozen=True, slots=True)
class About:
    """What a spreadsheet says of itself. `copy` stands for the response that it was made from."""

    questionnaire: str
    version: str
    sha256: str
    language: str = ""
    copy: str = ""
    layout: str = LAYOUT


@dataclass(frozen=True, slots=True)
class Seen:
    """The version of an answer that a spreadsheet was made with, and a digest of its value."""

    version: int
    digest: str


def mark(kind: str, *path: str) -> str:
    """The text of a mark."""
    return ":".join((OURS, kind, *path))


def mark_in(cell: Cell) -> tuple[str, ...]:
    """The kind and the path of the mark in a cell, nothing where it holds no mark."""
    if not isinstance(cell, str) or not cell.startswith(f"{OURS}:") or len(cell) > LONGEST:
        return ()
    return tuple(cell.strip().split(":")[1:])


def about(questionnaire: Questionnaire, language: str, copy: str) -> About:
    """What a new spreadsheet says of itself."""
    return About(
        questionnaire.slug, questionnaire.version, questionnaire.sha256, language, short(copy)
    )


def about_marks(said: About) -> Mapping[str, str]:
    """The same as names and texts."""
    return {name: getattr(said, name) for name in About.__slots__}


def short(text: str) -> str:
    """A digest that tells two texts apart and says nothing of them; "" of nothing."""
    return sha256(text.encode()).hexdigest()[:DIGITS] if text else ""


def seen_mark(question: Question, version: int, value: Value) -> str:
    """The mark of the answer that a spreadsheet was made with."""
    return f"{version}:{value_digest(question, value)}"


def seen_in(cell: Cell) -> Seen | None:
    """The same, read back; None where it cannot be."""
    version, _colon, digest = cell.partition(":") if isinstance(cell, str) else ("", "", "")
    if not version.isascii() or not version.isdigit() or len(version) > DIGITS:
        return None
    return Seen(int(version), digest.strip())


def value_digest(question: Question, value: Value) -> str:
    """A digest that is the same for values that mean the same."""
    cell = answer_type(question).cell(value)
    return short(f"{type(cell).__name__} {cell}") if cell is not None else ""
