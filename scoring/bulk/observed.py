"""Step 8 in columns: fired rules, what is remedied, and the points on each indicator."""

from collections.abc import Mapping, Sequence

import numpy as np

from scoring.bulk.chunk import Chunk
from scoring.bulk.exact import Exact
from scoring.bulk.nodes import OfWord
from scoring.bulk.planes import Plane, Tally, every
from scoring.bulk.reading import REMEDIED
from scoring.conditions.values import Test
from scoring.exact import Number
from scoring.ruleset import Ruleset
from scoring.ruleset.parts import Check, Rule


class ObservedColumns:
    """Adds up the points of fired rules and checks."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._share = ruleset.exposure.remedied_share
        self._codes = [indicator.code for indicator in ruleset.indicators]
        self._remedied = {code: OfWord(REMEDIED, REMEDIED, _settled(code)) for code in self._codes}
        self._points = {
            code: [points.get(code, 0) for points in _points_of(ruleset)] for code in self._codes
        }

    def live(self, chunk: Chunk, fired: Sequence[tuple[Rule, Plane]]) -> list[tuple[Rule, Plane]]:
        """Return the rules where they fired and not all of their indicators are remedied."""
        return [(rule, self._not_remedied(chunk, rule, plane)) for rule, plane in fired]

    def _not_remedied(self, chunk: Chunk, rule: Rule, fired: Plane) -> Plane:
        if not rule.points:
            return fired
        return fired & ~every(chunk.true(self._remedied[code]) for code in rule.points)

    def observed(
        self,
        chunk: Chunk,
        fired: Sequence[tuple[Rule, Plane]],
        checks: Sequence[tuple[Check, Plane]],
    ) -> list[Exact]:
        """Return what was observed on each indicator: at most 100, and less where remedied."""
        tallies = {code: Tally(chunk.count, self._points[code]) for code in self._codes}
        for points, plane in (
            *((rule.points, plane) for rule, plane in fired),
            *((check.suspected, plane) for check, plane in checks),
        ):
            if points:
                truths = chunk.bits(plane)
                for code, number in points.items():
                    tallies[code].add(truths, number)
        return [self._halved(chunk, code, tallies[code].exact) for code in self._codes]

    def _halved(self, chunk: Chunk, code: str, observed: Exact) -> Exact:
        capped = observed.at_most(100)
        remedied = chunk.true(self._remedied[code])
        if not remedied.any():
            return capped
        left = Tally(chunk.count, (1, self._share - 1))
        left.add(np.ones(chunk.count, np.uint8), 1)
        left.add(chunk.bits(remedied), self._share - 1)
        return capped * left.exact


def _settled(code: str) -> Test:
    return lambda values: code in values[REMEDIED]


def _points_of(ruleset: Ruleset) -> list[Mapping[str, Number]]:
    return [
        *(rule.points for rule in ruleset.rules),
        *(check.suspected for check in ruleset.checks),
    ]
