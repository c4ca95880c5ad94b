"""Step 8 with intervals: the points of rules and checks that may fire.

Rules that hang on the same open answer are looked at together, one possible value after the
other, so that two that exclude each other do not both count.
"""

from collections.abc import Callable, Mapping, Sequence

from scoring.exact import Number
from scoring.ranges import truths
from scoring.ranges.conditions import Foreseen
from scoring.ranges.intervals import NOTHING, Interval, hull
from scoring.ranges.outlook import Outlook
from scoring.ruleset import Ruleset

Points = Mapping[str, Number]
Signs = Sequence[tuple[Foreseen, Points]]
Found = dict[str, Interval]


class ObservedRange:
    """What the observed points of each indicator can be; made once for a ruleset."""

    def __init__(self, ruleset: Ruleset, foreseen: Callable[..., Foreseen]) -> None:
        self._signs: Signs = [
            *((foreseen(rule.condition), rule.points) for rule in ruleset.rules if rule.points),
            *((foreseen(one.condition), one.suspected) for one in ruleset.checks if one.suspected),
        ]

    def score(self, outlook: Outlook) -> Found:
        """Return the points by indicator, before the cap; an indicator without any is left out."""
        alone: list[tuple[Foreseen, Points]] = []
        together: dict[str, list[tuple[Foreseen, Points]]] = {}
        for condition, points in self._signs:
            pivot = _pivot(condition, outlook)
            group = alone if pivot is None else together.setdefault(pivot, [])
            group.append((condition, points))
        found = _summed(alone, outlook)
        for name, signs in together.items():
            found = _added(found, _over(outlook, name, signs))
        return found


def _pivot(condition: Foreseen, outlook: Outlook) -> str | None:
    """The first open name of a condition whose possible values decide all that reads it."""
    for name in condition.pivots:
        if outlook.possible.get(name) is not None:
            return name
    return None


def _over(outlook: Outlook, name: str, signs: Signs) -> Found:
    cases = [
        _summed(signs, outlook.supposing(name, value)) for value in outlook.possible[name] or ()
    ]
    codes = {code for case in cases for code in case}
    return {code: hull(case.get(code, NOTHING) for case in cases) for code in codes}


def _summed(signs: Signs, outlook: Outlook) -> Found:
    found: Found = {}
    for condition, points in signs:
        truth = condition.truths(outlook)
        if truth & truths.TRUE:
            sure = truth == truths.TRUE
            one = {code: Interval(value if sure else 0, value) for code, value in points.items()}
            found = _added(found, one)
    return found


def _added(found: Found, others: Mapping[str, Interval]) -> Found:
    for code, other in others.items():
        one = found.get(code, NOTHING)
        found[code] = Interval(one.low + other.low, one.high + other.high)
    return found
