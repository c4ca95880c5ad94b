"""The types that a column of a table may have."""

from questionnaires.definition import Column, Field
from questionnaires.types.base import AnswerType
from questionnaires.types.choices import Single
from questionnaires.types.country import Country
from questionnaires.types.dates import Date
from questionnaires.types.money import Money
from questionnaires.types.numbers import Number, Percent
from questionnaires.types.text import CustomsCode, Text

CELLS: dict[str, type[AnswerType[Field]]] = {
    "choice": Single,
    "good": Single,
    "country": Country,
    "text": Text,
    "number": Number,
    "percent": Percent,
    "money": Money,
    "date": Date,
}


CUSTOMS_CODES = "hs"
"""A text column of this name holds customs codes; a published definition cannot say it better."""


def cell_type(column: Column) -> AnswerType[Field]:
    """The type of the cells of a column."""
    if column.type == "text" and column.key == CUSTOMS_CODES:
        return CustomsCode(column)
    return CELLS[column.type](column)
