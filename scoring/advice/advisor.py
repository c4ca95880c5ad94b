"""Step 16: the smallest sets of changes that bring the band of a result down one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scoring.advice.candidates import Candidates, merged
from scoring.advice.changes import Change
from scoring.advice.search import Search
from scoring.engine import Scorer
from scoring.exact import one_decimal
from scoring.result import Result
from scoring.ruleset.parts import BANDS

MOST_ADVICE = 10


@dataclass(frozen=True)
class Advice:
    """A set of changes with the headline (in tenths) and the band that they would give."""

    changes: tuple[Change, ...]
    headline: Fraction
    band: str

    def document(self) -> dict[str, Any]:
        """Return the advice as plain data."""
        return {
            "changes": [change.document() for change in self.changes],
            "headline": one_decimal(self.headline),
            "band": self.band,
        }


class Advisor:
    """Finds what would change a result; made once for a scorer and used again and again."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._candidates = Candidates(scorer)

    def advise(
        self, document: Mapping[str, Any], result: Result | None = None
    ) -> tuple[Advice, ...]:
        """Return the sets of changes that bring the band, after overrides, down by a step or more.

        `result` is the result of the document, where it is at hand. Every set of one or two
        changes is found (of no set that works another is listed that holds it); only where there
        is none, one larger set, found step by step and without a change that it does not need.
        Fewest changes first, then the lowest headline, then the order of the form; at most ten.
        Headline and band are what the engine gives for the changed document.
        """
        result = self._scorer.score(document) if result is None else result
        target = BANDS.index(result.banding.band) - 1
        if target < 0:
            return ()
        candidates = self._candidates.of(document, result)
        search = Search(self._scorer, document, result, candidates)
        if search.is_hopeless():
            return ()
        found = search.singles()
        if len(found) < MOST_ADVICE:
            found += search.pairs(apart_from=found)
        if not found:
            found = search.larger()
        found.sort(key=lambda one: (len(one.changes), one.headline, search.rank(one.changes)))
        return tuple(
            Advice(merged(document, one.changes), Fraction(one.headline), one.band)
            for one in found[:MOST_ADVICE]
        )
