"""Numbers and percentages, exact: int or Decimal, never a binary float."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeGuard

from questionnaires.definition import Field
from questionnaires.messages import Problem
from questionnaires.types.base import AnswerType, Posted, Value, first
from questionnaires.types.misread import Misread
from questionnaires.types.sheet_cells import Cell, Cells, Reading, number_cell, typed_text
from questionnaires.types.typed_numbers import normal, read_number, unmistakable
from questionnaires.words import Words

MOST_PLACES = 20
NO_BREAK = "\N{NO-BREAK SPACE}"  # 1 200 is read alike everywhere


class Number(AnswerType[Field]):
    """A number from 0 to the most that the question allows; whole where it counts something."""

    least: int = 0

    @property
    def most(self) -> int | None:
        """The largest possible number."""
        return self.field.most

    @property
    def expects(self) -> str:
        """The key of the message that says what to enter."""
        return "whole_number" if self.field.whole else "number"

    def _read(self, posted: Posted, name: str) -> Value:
        typed = first(posted, name)
        return self._number_in(typed) if typed else None

    def _number_in(self, typed: str) -> int | Decimal:
        try:
            return read_number(typed, self.expects)
        except Misread as misread:
            readings = misread.message.params
            if self.field.whole and _has_fraction(readings.get("decimal")):
                raise Misread("ambiguous_whole", grouped=readings["grouped"]) from None
            raise

    def _check(self, value: object) -> Iterator[Problem]:
        if isinstance(value, float):
            yield self.problem("not_exact")
        elif is_exact(value):
            yield from self._check_range(value)
        else:
            yield self.problem(self.expects)

    def _check_range(self, number: int | Decimal) -> Iterator[Problem]:
        if number < self.least:
            yield self.problem("too_small", least=self.least)
        elif self.most is not None and number > self.most:
            yield self.problem("too_large", most=grouped(self.most))
        elif isinstance(number, Decimal):
            yield from self._check_places(number)

    def _check_places(self, number: Decimal) -> Iterator[Problem]:
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -MOST_PLACES:
            yield self.problem("too_many_places", most=MOST_PLACES)
        elif self.field.whole and number != number.to_integral_value():
            yield self.problem("whole_number")

    def _show(self, value: Value, words: Words) -> str:
        return grouped(_number(value))

    def _cell(self, value: Value) -> int | Decimal:
        return _number(value)

    def _in_cells(self, value: Value, words: Words) -> Cells:
        return {"": number_cell(_number(value))}

    def _typed(self, cell: Cell, reading: Reading) -> str:
        if isinstance(cell, date):
            raise Misread("cell_date", given=cell.isoformat())
        return typed_text(cell)

    def _posted(self, value: Value, name: str) -> dict[str, list[str]]:
        return {name: [unmistakable(_number(value))]}


class Percent(Number):
    """A share of a hundred, from 0 to 100; may have decimals."""

    @property
    def most(self) -> int:
        """One hundred."""
        return 100

    @property
    def expects(self) -> str:
        """The key of the message that says what to enter."""
        return "percent"

    def _read(self, posted: Posted, name: str) -> Value:
        typed = first(posted, name).strip().removesuffix("%").removesuffix("٪").strip()
        return read_number(typed, self.expects) if typed else None

    def _show(self, value: Value, words: Words) -> str:
        return f"{grouped(_number(value))}{NO_BREAK}%"

    def _in_cells(self, value: Value, words: Words) -> Cells:
        return {"": f"{unmistakable(_number(value))}%"}

    def _typed(self, cell: Cell, reading: Reading) -> str:
        """Spreadsheet programs keep 50 % as 0.5, which could be half a percent as well."""
        if is_exact(cell) and 0 < cell <= 1:
            percent = unmistakable(normal(Decimal(cell) * 100))
            raise Misread("share", given=typed_text(cell), percent=percent)
        return super()._typed(cell, reading)


def is_exact(value: object) -> TypeGuard[int | Decimal]:
    """Whether a value is an int or a finite Decimal (truth values are no numbers)."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def grouped(number: int | Decimal) -> str:
    """A number for people: thousands apart by a no-break space, a point before decimals."""
    written = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    return written.replace(",", NO_BREAK)


def _has_fraction(text: object) -> bool:
    return isinstance(text, str) and Decimal(text) % 1 != 0


def _number(value: Value) -> int | Decimal:
    if isinstance(value, Decimal):
        return normal(value)
    if isinstance(value, int):
        return value
    raise TypeError(f"not a number: {type(value).__name__}")
