"""Reading the answers of a document into values that conditions and steps can use.

Nothing is judged here: the questionnaires package has checked the document before. What is read
is copied, so that a result never shares a list with the document it came from.
"""

from collections.abc import Callable, Mapping
from typing import Any

from scoring.conditions.values import DONT_KNOW, Money
from scoring.exact import exact
from scoring.form import Column, Question

Reader = Callable[[Any], Any]


def read_text(answer: Any) -> str | None:
    """A choice, country, date or text; None where there is nothing but spaces."""
    if answer is None or not str(answer).strip():
        return None
    return str(answer)


def read_number(answer: Any) -> Any:
    """An exact number or dont_know; None where blank. Raises TypeError for a float."""
    if answer is None or answer == "" or answer == DONT_KNOW:
        return answer or None
    return exact(answer)


def read_money(answer: Any) -> Any:
    """Money or dont_know; None where the amount is blank."""
    if answer == DONT_KNOW:
        return DONT_KNOW
    if not answer or answer.get("amount") in (None, ""):
        return None
    return Money(exact(answer["amount"]), answer["currency"])


def read_choices(answer: Any) -> tuple[str, ...] | None:
    """The choices made; dont_know stands alone, none made is blank."""
    if answer == DONT_KNOW:
        return (DONT_KNOW,)
    return tuple(answer) if answer else None


def read_file(answer: Any) -> Any:
    """The names of the files; None where there are none."""
    if not answer:
        return None
    return answer if isinstance(answer, str) else tuple(answer)


def table_reader(columns: tuple[Column, ...]) -> Reader:
    """Return the function that reads a table: rows with every column, blank cells as None."""
    cells = [(column.name, READERS[column.type]) for column in columns]

    def read_table(answer: Any) -> Any:
        if answer is None or answer == "":
            return None
        if answer == DONT_KNOW:
            return DONT_KNOW
        return tuple({name: read(row.get(name)) for name, read in cells} for row in answer)

    return read_table


READERS: dict[str, Reader] = {
    "single": read_text,
    "ypn": read_text,
    "choice": read_text,
    "good": read_text,
    "country": read_text,
    "date": read_text,
    "text": read_text,
    "number": read_number,
    "percent": read_number,
    "money": read_money,
    "multi": read_choices,
    "file": read_file,
}


def reader(question: Question) -> Reader:
    """Return the function that reads an answer to this question.

    It gives a string, an exact number, Money, a tuple of choices or of rows, `dont_know`, or None
    for blank (missing, null, an empty text or list; an empty table is answered). It raises
    TypeError or ValueError for a number that is not exact.
    """
    if question.type == "table":
        return table_reader(question.columns)
    return READERS[question.type]


def is_dont_know(value: Any) -> bool:
    """Whether a read answer says dont_know, in whatever type of question."""
    return value == DONT_KNOW or value == (DONT_KNOW,) if type(value) in (str, tuple) else False


def rows(value: Any) -> tuple[Mapping[str, Any], ...]:
    """The rows of a read table; none where it is hidden, blank or dont_know."""
    return value if type(value) is tuple else ()
