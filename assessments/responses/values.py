"""How an answer is kept as text: canonical JSON, whose decimal numbers are strings."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from questionnaires.definition import DONT_KNOW, Field, Question, Questionnaire
from scoring.canonical import canonical

NUMERIC = ("number", "percent")


def stored(value: object) -> str:
    """The text under which a checked value is kept."""
    return canonical(value).decode()


def revived(question: Question, text: str) -> Any:
    """The value that `stored` was given; numbers come back as int or Decimal."""
    return revive(question, json.loads(text))


def revive(question: Question, value: Any) -> Any:
    """A value of canonical JSON as the question's type has it."""
    if question.type == "table" and isinstance(value, list):
        columns = {column.key: column for column in question.columns}
        return [{name: _number(columns[name], cell) for name, cell in row.items()} for row in value]
    return _number(question, value)


def answers_of_snapshot(
    questionnaire: Questionnaire, snapshot: Mapping[str, Any]
) -> dict[str, Any]:
    """Question key → value for every answer in a sealed snapshot. What was declined has none."""
    return {
        answer["question"]: revive(questionnaire.questions[answer["question"]], answer["value"])
        for answer in snapshot["answers"]
        if not answer.get("declined")
    }


def declined_in(snapshot: Mapping[str, Any]) -> dict[str, str]:
    """Question key → the reason why it was declined, for every such question of a snapshot."""
    return {
        answer["question"]: answer["declined"]
        for answer in snapshot["answers"]
        if answer.get("declined")
    }


def _number(described: Field, value: Any) -> Any:
    if described.type in NUMERIC and isinstance(value, str) and value != DONT_KNOW:
        return Decimal(value)
    return value
