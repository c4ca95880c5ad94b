"""What a score needs to know of a questionnaire, and nothing more.

The questionnaires package builds a Form from a published version; the engine reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table question. `choices` is filled for type `choice` only."""

    name: str
    type: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the engine sees it.

    `show_if` is a condition in the language of `scoring.conditions`; empty means always shown.
    `critical` questions count twice in completeness.
    """

    key: str
    type: str
    choices: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    critical: bool = False
    show_if: str = ""


@dataclass(frozen=True)
class Form:
    """The questions of one published questionnaire version, in its order.

    `unasked` are questions at the end that it does not have and that count as not answered.
    """

    slug: str
    version: str
    sha256: str
    questions: Mapping[str, Question]
    unasked: frozenset[str] = frozenset()
