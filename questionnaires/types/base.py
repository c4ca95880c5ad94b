"""What every type of answer can do.

A value as it is stored (and as JSON has it): text for single, ypn, country, date and text; a list
of texts for multi and file; int or Decimal for number and percent; {"amount", "currency"} for
money; a list of {column: value} for table. `None`, "" and, for multi and file, an empty list are
blank. `"dont_know"` answers a question of any type.

A posted form is a mapping from field name to the list of its values. The fields of a question
start with its name (`q.KEY` on the web):

    q.KEY                                single, ypn, country, number, percent, date (ISO), text
    q.KEY  (several)                     multi, file
    q.KEY.other                          text with a list of regions: the text behind “other”
    q.KEY.amount  q.KEY.currency         money
    q.KEY.day  q.KEY.month  q.KEY.year   date in three fields
    q.KEY.ROW.COLUMN                     table; ROW is any number, in order; nested as above
    q.KEY.none                           table: “none to list”
    q.KEY.dont_know                      all types (single, ypn, multi also take the value)
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Generic, Literal, TypeVar

from questionnaires.definition import DONT_KNOW, Column, Field
from questionnaires.messages import Message, Problem
from questionnaires.types.misread import Misread
from questionnaires.types.sheet_cells import Cell, Cells, Reading, Unread, typed_text
from questionnaires.words import Words

Posted = Mapping[str, Sequence[str]]
Value = None | str | int | Decimal | Sequence["Value"] | Mapping[str, "Value"]
Change = Literal["same", "given", "cleared", "changed"]
F = TypeVar("F", bound=Field)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a posted form says: the value, or problems; and what was typed, to show it again."""

    value: Value = None
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, list[str]] = field(default_factory=dict)


class AnswerType(ABC, Generic[F]):
    """One type of answer, for one question or column: how it is read, checked, shown, compared."""

    def __init__(self, described: F) -> None:
        self.field = described

    def parse(self, posted: Posted, name: str) -> Parsed:
        """The value in a posted form, already checked. Blank fields give None."""
        typed = own_fields(posted, name)
        try:
            value = self._read(posted, name)
        except Misread as misread:
            return Parsed(None, (self._problem(misread.message, misread.at),), typed)
        if self._takes_dont_know() and first(posted, f"{name}.dont_know"):
            if not self.is_blank(value) and value != self.dont_know:
                return Parsed(None, (self.problem("answer_or_dont_know"),), typed)
            value = self.dont_know
        problems = tuple(self.check(value))
        return Parsed(None if problems else value, problems, typed)

    def check(self, value: object) -> list[Problem]:
        """What is wrong with a value, nothing if it is blank or don't know. Never raises."""
        if self.is_blank(value) or (self._takes_dont_know() and value == DONT_KNOW):
            return []
        try:
            return list(self._check(value))
        except Misread as misread:
            return [self._problem(misread.message, misread.at)]

    def show(self, value: Value, words: Words) -> str:
        """A checked value as text for people; blank is an empty text."""
        if self.is_blank(value):
            return ""
        if value == DONT_KNOW:
            return words.choice_of(self.field, DONT_KNOW)
        return self._show(value, words)

    def cell(self, value: Value) -> str | int | Decimal | None:
        """A checked value for a cell of a spreadsheet: keys and numbers, not words."""
        if self.is_blank(value):
            return None
        if value == DONT_KNOW:
            return DONT_KNOW
        return self._cell(value)

    def in_cells(self, value: Value, words: Words) -> Cells:
        """A checked value in the cells of an answer sheet, in words; from_cells gives it back."""
        if self.is_blank(value):
            return {}
        if value == DONT_KNOW:
            return {"": words.choice_of(self.field, DONT_KNOW)}
        return self._in_cells(value, words)

    def from_cells(self, cells: Cells, reading: Reading) -> Parsed:
        """The value in the cells of an answer sheet, already checked. Empty cells give None."""
        try:
            return self.parse(self.fields_of_cells(cells, "q", reading), "q")
        except Misread as misread:
            return Parsed(None, (self._problem(misread.message, misread.at),))

    def fields_of_cells(self, cells: Cells, name: str, reading: Reading) -> dict[str, list[str]]:
        """The form fields that say the same as these cells. Raises Misread."""
        for cell in cells.values():
            _refuse_unread(cell)
        if self._takes_dont_know() and reading.is_dont_know(cells.get("")):
            beside = self._fields_of_cells({**cells, "": None}, name, reading)
            return {**beside, f"{name}.dont_know": ["1"]}
        return self._fields_of_cells(cells, name, reading)

    def posted(self, value: Value, name: str) -> dict[str, list[str]]:
        """The form fields that show a checked value; parse gives the value back."""
        if self.is_blank(value):
            return {}
        if value == DONT_KNOW:
            return {f"{name}.dont_know": ["1"]}
        return self._posted(value, name)

    def compare(self, before: Value, after: Value) -> Change:
        """How an answer changed; values that mean the same are the same."""
        if self.is_blank(before) or self.is_blank(after):
            if self.is_blank(before) and self.is_blank(after):
                return "same"
            return "given" if self.is_blank(before) else "cleared"
        return "same" if self._same(before, after) else "changed"

    def is_blank(self, value: object) -> bool:
        """Whether nothing was answered."""
        return value is None or value == ""

    @property
    def dont_know(self) -> Value:
        """The value that says: we do not know."""
        return DONT_KNOW

    def problem(self, key: str, at: str = "", **params: object) -> Problem:
        """A problem of this question with the message of that key."""
        return self._problem(Message(key, params), at)

    def _problem(self, message: Message, at: str = "") -> Problem:
        return Problem(self.field.key, message, at=at)

    def _takes_dont_know(self) -> bool:
        return not isinstance(self.field, Column) or DONT_KNOW in self.field.choices

    @abstractmethod
    def _read(self, posted: Posted, name: str) -> Value: ...

    @abstractmethod
    def _check(self, value: object) -> Iterable[Problem]: ...

    def _show(self, value: Value, words: Words) -> str:
        return str(value)

    def _cell(self, value: Value) -> str | int | Decimal | None:
        return str(value)

    def _in_cells(self, value: Value, words: Words) -> Cells:
        return {"": self._show(value, words)}

    def _fields_of_cells(self, cells: Cells, name: str, reading: Reading) -> dict[str, list[str]]:
        return {name: [self._typed(cells.get(""), reading)]}

    def _typed(self, cell: Cell, reading: Reading) -> str:
        """What somebody who types this cell's content into a form would type."""
        return typed_text(cell)

    def _posted(self, value: Value, name: str) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def _same(self, before: Value, after: Value) -> bool:
        return before == after


def first(posted: Posted, name: str) -> str:
    """The first value of a field that is not empty, "" if there is none."""
    return next((value for value in posted.get(name, ()) if value.strip()), "")


def own_fields(posted: Posted, name: str) -> dict[str, list[str]]:
    """The fields of a posted form that belong to this question, as they were typed."""
    inside = f"{name}."
    return {key: list(v) for key, v in posted.items() if key == name or key.startswith(inside)}


def _refuse_unread(cell: Cell) -> None:
    if isinstance(cell, Unread):
        raise Misread("cell_error" if cell.shown else "cell_formula", given=cell.shown)


def nearest(given: str, known: Iterable[str]) -> str:
    """The known name that looks most like what was given, "" if none is close."""
    close = get_close_matches(given[:64], list(known), n=1, cutoff=0.6)
    return close[0] if close else ""
