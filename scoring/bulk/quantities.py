"""Numbers and amounts in conditions, as columns: the arithmetic of scoring.conditions.closures.

A quantity is a quotient of two exact columns, so that no division is ever rounded. Hidden outweighs
blank; what is unknown (blank, divided by zero, of two currencies) stays unknown.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from scoring.bulk.columns import BLANK_KIND, HIDDEN_KIND, UNSURE_KIND, Numbers
from scoring.bulk.exact import Array, Exact
from scoring.bulk.planes import Plane, none_of, packed
from scoring.exact import Number

ONE = Exact(1, 1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`top` / `bottom` (above 0) where it is known. `unsure`: a bare name that says dont_know.

    `currency` is there for amounts: equal kinds are equal currencies.
    """

    top: Exact
    bottom: Exact
    hidden: Plane
    blank: Plane
    unsure: Plane
    currency: Array | None = None

    @property
    def known(self) -> "Quantity":
        """Where a number is needed as such, dont_know is unknown."""
        return replace(self, blank=self.blank | self.unsure, unsure=np.zeros_like(self.unsure))


class Desk(Protocol):
    """What operands need of the answer sets at hand."""

    count: int

    def numbers(self, column: str) -> Numbers:
        """A column of numbers."""

    def quantity(self, operand: "Operand") -> Quantity:
        """What an operand comes to, calculated once."""


class Operand(Protocol):
    """One side of a comparison of numbers."""

    def quantity(self, desk: Desk) -> Quantity:
        """What it comes to for the answer sets at hand."""


@dataclass(frozen=True, eq=False)
class Written:
    """A number that is written in the condition."""

    number: Number

    def quantity(self, desk: Desk) -> Quantity:
        none = none_of(desk.count)
        return Quantity(Exact.of(self.number), ONE, none, none, none)


@dataclass(frozen=True, eq=False)
class Named:
    """What a question, fact or count came to when the columns were made."""

    column: str
    money: bool = False

    def quantity(self, desk: Desk) -> Quantity:
        numbers = desk.numbers(self.column)
        hidden, blank, unsure = (
            packed(numbers.kinds == kind) for kind in (HIDDEN_KIND, BLANK_KIND, UNSURE_KIND)
        )
        currency = numbers.kinds if self.money else None
        return Quantity(numbers.amounts, ONE, hidden, blank, unsure, currency)


@dataclass(frozen=True, eq=False)
class Share:
    """One number over another, which is at least one; what was not given counts as 0."""

    part: str
    whole: str

    def quantity(self, desk: Desk) -> Quantity:
        none = none_of(desk.count)
        part, whole = desk.numbers(self.part).amounts, desk.numbers(self.whole).amounts
        return Quantity(part, whole.larger(ONE), none, none, none)


@dataclass(frozen=True, eq=False)
class Altered:
    """The magnitude of an operand, or the operand with the other sign."""

    operand: Operand
    magnitude: bool

    def quantity(self, desk: Desk) -> Quantity:
        known = desk.quantity(self.operand).known
        return replace(known, top=abs(known.top) if self.magnitude else -known.top)


@dataclass(frozen=True, eq=False)
class Calculated:
    """A sum, difference, product or quotient."""

    left: Operand
    sign: str
    right: Operand

    def quantity(self, desk: Desk) -> Quantity:
        a, b = desk.quantity(self.left).known, desk.quantity(self.right).known
        top, bottom = _calculated(a, self.sign, b)
        hidden, blank = a.hidden | b.hidden, a.blank | b.blank | of_two_currencies(a, b)
        if self.sign == "/":
            blank = blank | plane(bottom.values == 0, desk.count)
            top, bottom = _above_zero(top, bottom)
        return Quantity(top, bottom, hidden, blank, none_of(desk.count), self._currency(a, b))

    def _currency(self, a: Quantity, b: Quantity) -> Array | None:
        if a.currency is None or b.currency is None:
            return b.currency if a.currency is None else a.currency
        return None if self.sign == "/" else a.currency


def _calculated(a: Quantity, sign: str, b: Quantity) -> tuple[Exact, Exact]:
    if sign == "*":
        return a.top * b.top, a.bottom * b.bottom
    if sign == "/":
        return a.top * b.bottom, a.bottom * b.top
    if a.bottom is ONE and b.bottom is ONE:
        return (a.top + b.top if sign == "+" else a.top - b.top), ONE
    one, two = a.top * b.bottom, b.top * a.bottom
    return (one + two if sign == "+" else one - two), a.bottom * b.bottom


def _above_zero(top: Exact, bottom: Exact) -> tuple[Exact, Exact]:
    """The same quotient over a number above 0; over 1 where it was 0."""
    values = bottom.values + (bottom.values == 0) if bottom.most else 1
    bottom = Exact(values, max(bottom.most, 1), bottom.scale)
    sign = Exact(1 - 2 * np.less(values, 0).astype(np.int8), 1)
    return top * sign, abs(bottom)


def of_two_currencies(a: Quantity, b: Quantity) -> Plane:
    """Where two amounts cannot be compared or added."""
    if a.currency is None or b.currency is None:
        return np.zeros_like(a.hidden)
    return packed(a.currency != b.currency)


def plane(truths: Array | bool, count: int) -> Plane:
    """Truths as a plane, be they one for each answer set or one for all."""
    return packed(np.broadcast_to(np.asarray(truths, bool), (count,)))
