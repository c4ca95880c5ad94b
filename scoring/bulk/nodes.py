"""Conditions as columns: the closures of scoring.conditions, for many answer sets at once.

The parts of a condition are shared with all other conditions in which they stand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from scoring.bulk.exact import Exact
from scoring.bulk.planes import Plane, Truths, every, none_of
from scoring.bulk.quantities import Desk as NumberDesk
from scoring.bulk.quantities import Operand, Quantity, of_two_currencies, plane
from scoring.conditions.values import Test
from scoring.exact import Number


class Desk(NumberDesk, Protocol):
    """What conditions need of the answer sets at hand."""

    def truths(self, node: "Node") -> Truths:
        """What a condition comes to, decided once."""

    def word(self, leaf: "OfWord") -> Truths:
        """What a condition on one column of words comes to."""


class Node(Protocol):
    """A condition or a part of one."""

    def truths(self, desk: Desk) -> Truths:
        """The truth of each answer set at hand."""


@dataclass(frozen=True, eq=False)
class Always:
    """True or False, as written."""

    truth: bool

    def truths(self, desk: Desk) -> Truths:
        all_or_none = none_of(desk.count) if not self.truth else ~none_of(desk.count)
        return Truths(all_or_none, all_or_none)


@dataclass(frozen=True, eq=False)
class Every:
    """Kleene and."""

    parts: tuple[Node, ...]

    def truths(self, desk: Desk) -> Truths:
        found = [desk.truths(part) for part in self.parts]
        return Truths(every(one.true for one in found), every(one.possible for one in found))


@dataclass(frozen=True, eq=False)
class Some:
    """Kleene or."""

    parts: tuple[Node, ...]

    def truths(self, desk: Desk) -> Truths:
        found = [desk.truths(part) for part in self.parts]
        true, possible = found[0].true, found[0].possible
        for one in found[1:]:
            true, possible = true | one.true, possible | one.possible
        return Truths(true, possible)


@dataclass(frozen=True, eq=False)
class Not:
    """Kleene not."""

    part: Node

    def truths(self, desk: Desk) -> Truths:
        found = desk.truths(self.part)
        return Truths(~found.possible, ~found.true)


@dataclass(frozen=True, eq=False)
class OfWord:
    """A condition that reads one column of words: decided once for each different value."""

    column: str
    key: str
    test: Test

    def truths(self, desk: Desk) -> Truths:
        return desk.word(self)


COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
}


@dataclass(frozen=True, eq=False)
class Ordering:
    """Two numbers or amounts, one before the other; dont_know is unknown."""

    left: Operand
    sign: str
    right: Operand

    def truths(self, desk: Desk) -> Truths:
        a, b = desk.quantity(self.left).known, desk.quantity(self.right).known
        unknown = a.blank | b.blank | of_two_currencies(a, b)
        return _decided(_compared(a, self.sign, b, desk.count), a.hidden | b.hidden, unknown)


@dataclass(frozen=True, eq=False)
class Equality:
    """Two numbers or amounts that are the same or not; dont_know is another value."""

    left: Operand
    same: bool
    right: Operand

    def truths(self, desk: Desk) -> Truths:
        a, b = desk.quantity(self.left), desk.quantity(self.right)
        unsure = a.unsure | b.unsure
        equal = (_compared(a, "==", b, desk.count) & ~unsure) | (a.unsure & b.unsure)
        unknown = a.blank | b.blank | (of_two_currencies(a, b) & ~unsure)
        return _decided(equal if self.same else ~equal, a.hidden | b.hidden, unknown)


@dataclass(frozen=True, eq=False)
class Member:
    """A number or amount among those written down; `unsure`: dont_know is among them."""

    left: Operand
    options: tuple[Number, ...]
    unsure: bool
    inside: bool

    def truths(self, desk: Desk) -> Truths:
        a = desk.quantity(self.left)
        found = a.unsure if self.unsure else none_of(desk.count)
        for option in self.options:
            one, two = a.top.pair(a.bottom.times(option))
            found = found | (plane(one == two, desk.count) & ~a.unsure)
        return _decided(found if self.inside else ~found, a.hidden, a.blank)


def _compared(a: Quantity, sign: str, b: Quantity, count: int) -> Plane:
    one, two = _crossed(a.top, b.bottom).pair(_crossed(b.top, a.bottom))
    return plane(COMPARE[sign](one, two), count)


def _crossed(top: Exact, bottom: Exact) -> Exact:
    return top if isinstance(bottom.values, int) and bottom.most == bottom.scale else top * bottom


def _decided(true: Plane, hidden: Plane, unknown: Plane) -> Truths:
    """A comparison with a hidden question is false, one with a blank answer unknown."""
    true = true & ~(hidden | unknown)
    return Truths(true, true | (unknown & ~hidden))
