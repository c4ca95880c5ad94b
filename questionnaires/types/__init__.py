"""The types of answers: one class per type, with everything about it."""

from functools import cache
from typing import Any

from questionnaires.definition import Question
from questionnaires.types.base import AnswerType, Change, Parsed, Posted, Value
from questionnaires.types.choices import Multi, Single, YesPartlyNo
from questionnaires.types.country import Country
from questionnaires.types.dates import Date
from questionnaires.types.file import File
from questionnaires.types.money import Money
from questionnaires.types.numbers import Number, Percent
from questionnaires.types.table import Table
from questionnaires.types.text import Text

__all__ = ["AnswerType", "Change", "Parsed", "Posted", "Table", "Value", "answer_type"]

TYPES: dict[str, type[AnswerType[Any]]] = {
    "single": Single,
    "multi": Multi,
    "ypn": YesPartlyNo,
    "number": Number,
    "percent": Percent,
    "money": Money,
    "date": Date,
    "country": Country,
    "text": Text,
    "table": Table,
    "file": File,
}


@cache
def answer_type(question: Question) -> AnswerType[Any]:
    """The type object of a question: how its answer is read, checked, shown and compared."""
    return TYPES[question.type](question)
