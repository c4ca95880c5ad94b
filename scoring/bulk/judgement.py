"""Steps 10 to 12 in columns: headline, confidence, bands and what overrides them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.bulk.chunk import Chunk
from scoring.bulk.controls import ControlColumns
from scoring.bulk.exact import Array, Exact, tenths
from scoring.bulk.planes import Plane, Tally, every, some
from scoring.bulk.planning import Plan
from scoring.bulk.reading import GATEWAY
from scoring.conditions.compiling import proof_key
from scoring.exact import Number
from scoring.ruleset.parts import BANDS, Check, Confidence, Headline, Overrides, Rule

OVERRIDES = ("low_confidence", "red_flag", "zero_tolerance", "pattern")


def headline(residuals: Sequence[Exact], terms: Headline, count: int) -> Exact:
    """Return the headlines: from the highest residual and the mean of the highest, in tenths."""
    highest: list[Array] = []
    for residual in residuals:
        values = residual.values
        for place, other in enumerate(highest):
            highest[place] = np.maximum(other, values)
            values = np.minimum(other, values)
        if len(highest) < terms.mean_of:
            highest.append(values)
    if not highest:
        return Exact(np.zeros(count, np.int16), 0, 10)
    most = residuals[0].most
    top = [Exact(values, most, 10) for values in highest]
    total = sum(top[1:], top[0])
    return (top[0].times(terms.highest) + total.times(terms.mean).over(len(top))).tenths()


def at_least(score: Exact, number: Number) -> Array:
    """Whether each score is at least a number."""
    one, two = score.pair(Exact.of(number))
    reached: Array = np.greater_equal(one, two)
    return reached


class ConfidenceColumns:
    """Step 12."""

    def __init__(self, terms: Confidence, controls: ControlColumns, plan: Plan) -> None:
        self._terms = terms
        self._controls = controls
        self._verified = [plan.word(question) for question in terms.verified_by]

    def score(self, chunk: Chunk, checks: Sequence[tuple[Check, Plane]]) -> Exact:
        """Return the confidence, rounded, and capped where it must be."""
        weights = self._terms.weights
        evidence, out_of = self._controls.evidence(chunk)
        counted, shown = self._completeness(chunk)
        one, two = _above_zero(out_of), _above_zero(shown)
        rest = self._consistency(chunk, checks).times(weights["consistency"])
        rest = rest + self._verification(chunk).times(100 * weights["verification"])
        total = (
            counted.times(100 * weights["completeness"]) * one
            + evidence.times(100 * weights["evidence"]) * two
            + rest * one * two
        )
        return self._capped(chunk, tenths(total, one * two), evidence, one)

    def _completeness(self, chunk: Chunk) -> tuple[Exact, Exact]:
        shown, blank, unsure = (
            self._weighed(chunk, counted) for counted in ("shown", "blank", "unsure")
        )
        return shown - blank - unsure.times(1 - self._terms.dont_know_counts), shown

    def _weighed(self, chunk: Chunk, counted: str) -> Exact:
        critical = chunk.numbers(f"{counted}:critical").amounts.times(self._terms.critical_counts)
        return critical + chunk.numbers(f"{counted}:ordinary").amounts

    def _consistency(self, chunk: Chunk, checks: Sequence[tuple[Check, Plane]]) -> Exact:
        off = Tally(chunk.count, [check.points_off for check, _ in checks])
        for check, fired in checks:
            off.add(chunk.bits(fired), check.points_off)
        return Exact(100, 100) - off.exact.at_most(100)

    def _verification(self, chunk: Chunk) -> Exact:
        """1 where one of the questions is yes with accepted proof, else 0."""
        found = np.zeros(chunk.count, bool)
        for question in self._verified:
            yes = chunk.looked_up(question, lambda answer: answer == "yes", "yes")
            accepted = chunk.looked_up(
                proof_key(question), lambda state: state == "accepted", "accepted"
            )
            found |= (yes.values & accepted.values).astype(bool)
        return Exact(found.view(np.uint8), 1)

    def _capped(self, chunk: Chunk, score: Exact, evidence: Exact, out_of: Exact) -> Exact:
        low = evidence.times(100) - out_of.times(self._terms.evidence_under)
        gateway = chunk.looked_up(GATEWAY, int).values
        capped = (low.values < 0) | (gateway != 0)
        one, _ = score.pair(Exact.of(self._terms.cap))
        lower = score.smaller(Exact.of(self._terms.cap))
        return Exact(np.where(capped, lower.values, one), lower.most, lower.scale)


def _above_zero(numbers: Exact) -> Exact:
    """The numbers (0 or above), 1 in place of 0."""
    values = numbers.values + (numbers.values == 0)
    return Exact(values, max(numbers.most, 1), numbers.scale)


@dataclass(frozen=True, slots=True)
class Bands:
    """Places in BANDS before and after the overrides; `overrides` has a bit for each that counts.

    The bits stand in the order of OVERRIDES, the first is 1.
    """

    computed: Array
    band: Array
    pattern: Plane
    overrides: Array


class BandColumns:
    """Steps 10 and 11: from scores and fired rules to bands."""

    def __init__(self, terms: Headline, overrides: Overrides) -> None:
        self._terms = terms
        self._overrides = overrides

    def bands(
        self,
        chunk: Chunk,
        headline: Exact,
        confidence: Exact,
        fired: Sequence[tuple[Rule, Plane]],
        live: Sequence[tuple[Rule, Plane]],
    ) -> Bands:
        """Return the bands. `live` are the fired rules that are not remedied."""
        terms = self._overrides
        computed = self._computed(headline)
        pattern = self._pattern(chunk, live)
        unsure = ~at_least(confidence, terms.low_confidence_under)
        low = unsure & (computed == BANDS.index(terms.low_confidence_lifts))
        red = _bools(chunk, _of_severity(live, terms.red_flag_severity))
        zero = _bools(chunk, _of_severity(fired, terms.zero_tolerance_severity))
        grounds = (
            (low, terms.low_confidence_to),
            (red, terms.red_flag_to),
            (zero, terms.zero_tolerance_to),
            (_bools(chunk, [pattern]) & ~zero, terms.pattern_to),
        )
        band, listed = computed, zero.astype(np.uint8) << OVERRIDES.index("zero_tolerance")
        for place, (holds, to) in enumerate(grounds):
            raises = holds & (band < BANDS.index(to))
            listed |= raises.astype(np.uint8) << place
            band = np.maximum(band, raises * np.uint8(BANDS.index(to)))
        return Bands(computed, band, pattern, listed)

    def _computed(self, headline: Exact) -> Array:
        terms = self._terms
        band = np.zeros(len(headline.values), np.uint8)
        for threshold in (terms.medium, terms.high, terms.critical):
            band += at_least(headline, threshold)
        return band

    def _pattern(self, chunk: Chunk, live: Sequence[tuple[Rule, Plane]]) -> Plane:
        """Where each side of the pattern has at least one strong live rule."""
        terms = self._overrides
        sides = [
            some(
                (
                    plane
                    for rule, plane in live
                    if rule.icls == side and rule.severity in terms.pattern_severities
                ),
                chunk.count,
            )
            for side in terms.pattern_icls
        ]
        return every(sides) if sides else some((), chunk.count)


def _of_severity(rules: Sequence[tuple[Rule, Plane]], severity: str) -> list[Plane]:
    return [plane for rule, plane in rules if rule.severity == severity]


def _bools(chunk: Chunk, planes: Sequence[Plane]) -> Array:
    return chunk.bits(some(planes, chunk.count)).view(bool)
