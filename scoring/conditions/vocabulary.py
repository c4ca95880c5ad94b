"""The names that conditions may use, and what is known of each before any answer is seen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.conditions.values import DONT_KNOW
from scoring.form import Form, Question

YES_PARTLY_NO = ("yes", "partly", "no", "na", DONT_KNOW)
PROOF_STATES = ("accepted", "uploaded", "none", "rejected", "expired")

KINDS = {
    "single": "choice",
    "ypn": "choice",
    "choice": "choice",
    "multi": "multi",
    "number": "number",
    "percent": "number",
    "money": "money",
    "date": "date",
    "country": "country",
    "text": "text",
    "good": "text",
    "table": "table",
    "file": "file",
}

_COUNTRY = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True)
class Name:
    """A question, column, fact or signal.

    `kind` is choice, multi, number, money, date, country, text, table, file or condition; `reads`
    are the questions behind it; `choices` is empty where any text may stand.
    """

    kind: str
    reads: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    columns: "Mapping[str, Name] | None" = None


Vocabulary = Mapping[str, Name]


def names_of_form(form: Form) -> dict[str, Name]:
    """Return the vocabulary of a questionnaire: each question under its key."""
    return {key: name_of_question(question) for key, question in form.questions.items()}


def name_of_question(question: Question) -> Name:
    """Return what conditions may know of one question."""
    columns = None
    if question.type == "table":
        columns = {
            column.name: Name(KINDS[column.type], (), column.choices) for column in question.columns
        }
    choices = question.choices
    if question.type == "ypn" and not choices:
        choices = YES_PARTLY_NO
    return Name(KINDS[question.type], (question.key,), choices, columns)


def why_not_a_value(name: Name, literal: str) -> str | None:
    """Return why `literal` can never be an answer to `name`, or None where it can."""
    if literal == DONT_KNOW or name.kind == "text":
        return None
    if name.kind in ("number", "money"):
        return f"compares a number with the choice '{literal}'"
    if name.kind == "country" and not _COUNTRY.fullmatch(literal):
        return f"'{literal}' is no country: three capital letters are needed (ISO 3166-1 alpha-3)"
    if name.kind == "date" and not _DATE.fullmatch(literal):
        return f"'{literal}' is no date: YYYY-MM-DD is needed"
    if name.kind in ("choice", "multi") and literal not in name.choices:
        return f"there is no choice '{literal}'; the choices are {', '.join(name.choices)}"
    return None
