"""Intervals, and the one step that needs thought with them: a mean of parts that may be absent."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from scoring.exact import Number, tenths


class Interval(NamedTuple):
    """All numbers from `low` to `high`."""

    low: Number
    high: Number


class Part(NamedTuple):
    """A part of a weighted mean. `sure`: it counts whatever happens."""

    weight: Number
    low: Number
    high: Number
    sure: bool = True


def mapped(
    formula: Callable[..., Number], lows: Sequence[Number], highs: Sequence[Number]
) -> Interval:
    """Return what a formula gives for these lowest and these highest inputs."""
    low = formula(*lows)
    return Interval(low, low if lows == highs else formula(*highs))


NOTHING = Interval(0, 0)


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the smallest interval that holds all of these (at least one)."""
    found = list(intervals)
    return Interval(min(one.low for one in found), max(one.high for one in found))


def total(intervals: Iterable[Interval]) -> Interval:
    """Return what the sum can be."""
    low: Number = 0
    high: Number = 0
    for one in intervals:
        low += one.low
        high += one.high
    return Interval(low, high)


def at_most(most: Number, one: Interval) -> Interval:
    """Return the interval with both ends cut at `most`."""
    return Interval(min(one.low, most), min(one.high, most))


def in_tenths(one: Interval) -> Interval:
    """Return the interval with both ends rounded half up to one decimal."""
    return Interval(tenths(one.low), tenths(one.high))


def mean(parts: Sequence[Part]) -> Interval | None:
    """Return what the weighted mean of the parts that count can be; None where there is no part.

    Where no part is sure it holds the means of all sets of parts that are not empty.
    """
    weighing = [part for part in parts if part.weight]
    if not weighing:
        return None
    highest = _highest([(part.weight, part.high, part.sure) for part in weighing])
    if all(part.sure and part.low == part.high for part in weighing):
        return Interval(highest, highest)
    lowest = -_highest([(part.weight, -part.low, part.sure) for part in weighing])
    return Interval(lowest, highest)


def _highest(parts: Sequence[tuple[Number, Number, bool]]) -> Fraction:
    """The highest mean: with every sure part, and others while they raise it."""
    weights = sum(weight for weight, _, sure in parts if sure)
    points = sum(weight * value for weight, value, sure in parts if sure)
    others = sorted((value, weight) for weight, value, sure in parts if not sure)
    for value, weight in reversed(others):
        if weights and value * weights <= points:
            break
        points += weight * value
        weights += weight
    return Fraction(points) / weights
