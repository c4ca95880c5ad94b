"""Truths in columns: one bit for each answer set, eight to the byte."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import lcm

import numpy as np

from scoring.bulk.exact import Array, Exact, width
from scoring.exact import Number

Plane = Array


@dataclass(frozen=True, slots=True)
class Truths:
    """A truth for each answer set: `true`, `possible` (true or unknown), else false."""

    true: Plane
    possible: Plane

    @property
    def unknown(self) -> Plane:
        return self.possible & ~self.true


def packed(truths: Array) -> Plane:
    """One bit for each of these booleans, the first in the highest bit; 0 beyond the last."""
    return np.packbits(truths)


def bits(plane: Plane, count: int) -> Array:
    """The first bits of a plane as integers 0 and 1."""
    return np.unpackbits(plane, count=count)


def none_of(count: int) -> Plane:
    """A plane for this many answer sets that is true for none."""
    return np.zeros((count + 7) // 8, np.uint8)


def every(planes: Iterable[Plane]) -> Plane:
    """True where all of the planes are; there must be one."""
    return reduce(np.bitwise_and, planes)


def some(planes: Iterable[Plane], count: int) -> Plane:
    """True where one of the planes is."""
    return reduce(np.bitwise_or, planes, none_of(count))


class Tally:
    """Adds up points for the answer sets of planes. `numbers` are all that may be added."""

    def __init__(self, count: int, numbers: Iterable[Number]) -> None:
        numbers = tuple(numbers)
        self._scale = lcm(*(number.denominator for number in numbers))
        self._most = sum(abs(self._whole(number)) for number in numbers)
        self._dtype = width(self._most)
        self._sum = np.zeros(count, self._dtype)

    def add(self, truths: Array, points: Number) -> None:
        """Add the points where the truths (0 and 1, see `bits`) are 1."""
        if points:
            self._sum += truths * np.array(self._whole(points), self._dtype)

    @property
    def exact(self) -> Exact:
        """What was added, for each answer set."""
        return Exact(self._sum, self._most, self._scale)

    def _whole(self, number: Number) -> int:
        return number.numerator * (self._scale // number.denominator)
