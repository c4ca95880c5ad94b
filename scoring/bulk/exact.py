"""Exact numbers in columns: integers on a stated scale, never binary floats.

Each column carries the largest magnitude that its numbers can have. That bound is calculated
along with them, in integers of any size, and decides how wide the machine's integers must be;
where 64 bits could overflow, Python's own integers take over: slower, and as exact.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd, lcm
from typing import Any

import numpy as np

from scoring.exact import Number

Array = np.ndarray[Any, Any]

WIDTHS = ((15, np.dtype(np.int16)), (31, np.dtype(np.int32)), (63, np.dtype(np.int64)))


def width(most: int) -> np.dtype[Any]:
    """The narrowest type for integers of at most this magnitude."""
    for bits, dtype in WIDTHS:
        if most < 1 << bits:
            return dtype
    return np.dtype(object)


def wide(values: Any, most: int) -> Any:
    """The same integers with room for results of at most this magnitude."""
    if isinstance(values, int):
        return values
    dtype = width(most)
    return values if values.dtype == dtype else values.astype(dtype)


@dataclass(frozen=True, slots=True)
class Exact:
    """`values` / `scale`, for an array or one number; no value is beyond -most or most."""

    values: Any
    most: int
    scale: int = 1

    @staticmethod
    def of(number: Number) -> "Exact":
        """One number, the same for every answer set."""
        return Exact(number.numerator, abs(number.numerator), number.denominator)

    @staticmethod
    def table(numbers: Iterable[Number]) -> "Exact":
        """A column of given numbers on the smallest scale that holds them all."""
        numbers = tuple(numbers)
        scale = lcm(*(number.denominator for number in numbers))
        whole = [number.numerator * (scale // number.denominator) for number in numbers]
        most = max(map(abs, whole), default=0)
        return Exact(np.array(whole, width(most)), most, scale)

    def take(self, codes: Array) -> "Exact":
        """The numbers at these places of a table."""
        return Exact(self.values.take(codes), self.most, self.scale)

    def on(self, scale: int) -> "Exact":
        """The same numbers on a multiple of the scale."""
        factor = scale // self.scale
        if factor == 1:
            return self
        most = self.most * factor
        return Exact(wide(self.values, max(most, factor)) * factor, most, scale)

    def __add__(self, other: "Exact") -> "Exact":
        scale = lcm(self.scale, other.scale)
        one, two = self.on(scale), other.on(scale)
        most = one.most + two.most
        return Exact(wide(one.values, most) + wide(two.values, most), most, scale)

    def __neg__(self) -> "Exact":
        return Exact(-self.values, self.most, self.scale)

    def __sub__(self, other: "Exact") -> "Exact":
        return self + -other

    def __mul__(self, other: "Exact") -> "Exact":
        most = self.most * other.most
        room = max(most, self.most, other.most)
        values = wide(self.values, room) * wide(other.values, room)
        return Exact(values, most, self.scale * other.scale)

    def __abs__(self) -> "Exact":
        return Exact(abs(self.values), self.most, self.scale)

    def times(self, number: Number) -> "Exact":
        """The product with one number."""
        return self * Exact.of(number)

    def over(self, number: int) -> "Exact":
        """The quotient by a whole number above 0."""
        return Exact(self.values, self.most, self.scale * number)

    def rest_of_one(self) -> "Exact":
        """1 less these numbers (0 or above)."""
        most = max(self.scale, self.most - self.scale)
        return Exact(self.scale - wide(self.values, max(most, self.most)), most, self.scale)

    def pair(self, other: "Exact") -> tuple[Any, Any]:
        """Both as plain integers on one scale, to be compared."""
        scale = lcm(self.scale, other.scale)
        one, two = self.on(scale), other.on(scale)
        most = max(one.most, two.most)
        return wide(one.values, most), wide(two.values, most)

    def larger(self, other: "Exact") -> "Exact":
        """The larger of the two, place by place."""
        return self.sorted(other)[0]

    def smaller(self, other: "Exact") -> "Exact":
        """The smaller of the two, place by place."""
        return self.sorted(other)[1]

    def sorted(self, other: "Exact") -> "tuple[Exact, Exact]":
        """The larger of the two and the smaller, place by place."""
        scale = lcm(self.scale, other.scale)
        most = max(self.most * (scale // self.scale), other.most * (scale // other.scale))
        one, two = self.pair(other)
        larger, smaller = np.maximum(one, two), np.minimum(one, two)
        return Exact(larger, most, scale), Exact(smaller, most, scale)

    def at_most(self, number: int) -> "Exact":
        """The numbers, none above this one (0 or more)."""
        if self.most <= number * self.scale:
            return self
        limit = number * self.scale
        values = np.minimum(self.values, limit)
        return Exact(values, max(limit, -int(values.min(initial=0))), self.scale)

    def tenths(self) -> "Exact":
        """The numbers (0 or above) rounded half up to one decimal."""
        common = gcd(20, self.scale)
        half = self.scale // common
        most = max(self.most * 20 // common + half, 2 * half)
        values = wide(self.values, most) * (20 // common) + half
        return _rounded(values // (2 * half), self.most, self.scale)


def tenths(top: Exact, bottom: Exact) -> Exact:
    """Quotients (0 or above, `bottom` 1 or above) rounded half up to one decimal."""
    over, under = 20 * bottom.scale, top.scale
    most = max(top.most * over + bottom.most * under, 2 * bottom.most * under, over, 2 * under)
    most = max(most, 1 << 15)  # processors divide 32 bits faster than 16
    whole = wide(bottom.values, most) * under
    values = (wide(top.values, most) * over + whole) // (whole * 2)
    return _rounded(values, top.most, top.scale)


def _rounded(tenths_of: Any, most: int, scale: int) -> Exact:
    """Tenths of numbers that were at most `most` / `scale`, as narrow as they can be."""
    largest = 10 * most // scale + 1
    return Exact(wide(tenths_of, largest), largest, 10)
