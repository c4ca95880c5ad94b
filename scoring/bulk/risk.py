"""Steps 1 to 9 in columns: inherent risk, controls, exposure, observed signs and residual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import lcm

import numpy as np

from scoring.bulk.chunk import Chunk
from scoring.bulk.exact import Array, Exact, tenths, wide
from scoring.bulk.nodes import Node
from scoring.bulk.planes import Plane, Tally
from scoring.bulk.planning import Plan
from scoring.bulk.reading import ORIGIN, OVERLAYS
from scoring.exact import Number
from scoring.inherent import InherentStep
from scoring.reference import Reference
from scoring.ruleset.parts import Exposure, Factor, Indicator, Inherent

MOST_TENTHS = 1000
Graded = tuple[tuple[Node, Number], ...]


class InherentColumns:
    """Steps 1 to 5."""

    def __init__(self, terms: Inherent, reference: Reference, plan: Plan) -> None:
        self._terms = terms
        self._step = InherentStep(terms, reference)
        self._country, self._sector = plan.word("site_country"), plan.word("activity")
        self._workforce = [_graded(factor, plan) for factor in terms.workforce]
        self._recruitment = [_graded(factor, plan) for factor in terms.recruitment]
        self._origin = plan.condition(terms.origin)
        self._few = plan.condition(terms.few_foreign_workers)
        self._floors = [(plan.condition(floor.condition), floor.at_least) for floor in terms.floors]

    def score(self, chunk: Chunk) -> tuple[Exact, Exact]:
        """Return the inherent risk before and after the floor of the SIF line."""
        step, weights = self._step, self._terms.weights
        country = chunk.looked_up(self._country, lambda value: step.country(value, []), "country")
        sector = chunk.looked_up(self._sector, lambda value: step.sector(value, []), "sector")
        workforce = _points(chunk, self._workforce).at_most(100)
        total = chunk.looked_up(OVERLAYS, self._overlay, OVERLAYS)
        parts = (country, sector, workforce, self._recruited(chunk))
        for weight, part in zip(weights.values(), parts, strict=True):
            total = total + part.times(weight)
        score = total.at_most(100).tenths()
        return score, self._floored(chunk, score)

    def _overlay(self, items: tuple[str, ...]) -> Number:
        return sum((self._terms.overlays[item] for item in items), 0)

    def _recruited(self, chunk: Chunk) -> Exact:
        origin = chunk.numbers(ORIGIN).amounts.times(self._terms.origin_share).tenths()
        given = Exact(chunk.bits(chunk.true(self._origin)), 1)
        total = (_points(chunk, self._recruitment) + origin * given).at_most(100)
        few = Tally(chunk.count, (1, self._terms.few_foreign_workers_share - 1))
        few.add(np.ones(chunk.count, np.uint8), 1)
        few.add(chunk.bits(chunk.true(self._few)), self._terms.few_foreign_workers_share - 1)
        return total * few.exact

    def _floored(self, chunk: Chunk, score: Exact) -> Exact:
        for floor, at_least in self._floors:
            holds = Exact(chunk.bits(chunk.true(floor)), 1)
            score = score.larger(holds.times(at_least))
        return score


def _graded(factor: Factor, plan: Plan) -> Graded:
    return tuple((plan.condition(grade.condition), grade.points) for grade in factor.first)


def _points(chunk: Chunk, factors: Sequence[Graded]) -> Exact:
    """The points of the first grade of each factor that is plainly true."""
    tally = Tally(chunk.count, [points for factor in factors for _, points in factor])
    for factor in factors:
        taken: Plane | None = None
        for node, points in factor:
            true = chunk.true(node)
            first = true if taken is None else true & ~taken
            taken = true if taken is None else taken | true
            if points:
                tally.add(chunk.bits(first), points)
    return tally.exact


class IndicatorColumns:
    """Steps 7 to 9, given what was observed."""

    def __init__(self, indicators: tuple[Indicator, ...], terms: Exposure, plan: Plan) -> None:
        self._terms = terms
        self._indicators = [
            (indicator, plan.condition(indicator.present)) for indicator in indicators
        ]

    def residuals(
        self,
        chunk: Chunk,
        inherent: tuple[Exact, Exact],
        families: Mapping[str, "Strength"],
        observed: Sequence[Exact],
    ) -> list[Exact]:
        """Return the residual of each indicator, in tenths."""
        found = []
        exposures: dict[tuple[object, ...], Exact] = {}
        for (indicator, present), signs in zip(self._indicators, observed, strict=True):
            key = (present, indicator.absent, indicator.floored, *indicator.controls.items())
            if key not in exposures:
                base = inherent[indicator.floored]
                exposures[key] = self._exposure(chunk, indicator, present, base, families)
            exposure = exposures[key]
            larger, smaller = signs.sorted(exposure)
            both = larger + smaller.times(self._terms.smaller_share)
            found.append(both.at_most(100).tenths())
        return found

    def _exposure(
        self,
        chunk: Chunk,
        indicator: Indicator,
        present: Node,
        inherent: Exact,
        families: Mapping[str, "Strength"],
    ) -> Exact:
        driver = Tally(chunk.count, (indicator.absent, 1 - indicator.absent))
        driver.add(np.ones(chunk.count, np.uint8), indicator.absent)
        driver.add(chunk.bits(chunk.true(present)), 1 - indicator.absent)
        held = _mean([(families[family], weight) for family, weight in indicator.controls.items()])
        exposed = inherent * driver.exact
        if held is None:
            return exposed
        return exposed * held.times(self._terms.reduction).over(100).rest_of_one()


@dataclass(frozen=True, slots=True)
class Strength:
    """K of a family in tenths, 0 where none of its questions applies (see `applies`, 0 or 1)."""

    tenths: Exact
    applies: Array


def _mean(parts: Sequence[tuple[Strength, Number]]) -> Exact | None:
    """The weighted mean over the families that apply, 0 where none does; None without weights.

    The sum of the weights can only be what some of them come to. All these sums divide one whole
    number, so that the mean is a product, not a quotient.
    """
    parts = [(strength, weight) for strength, weight in parts if weight]
    if not parts:
        return None
    scale = lcm(*(weight.denominator for _, weight in parts))
    whole = [weight.numerator * (scale // weight.denominator) for _, weight in parts]
    sums = [
        sum(weight for weight, chosen in zip(whole, choice, strict=True) if chosen)
        for choice in product((0, 1), repeat=len(parts))
    ]
    common = lcm(*(one for one in sums if one))
    factors = Exact.table(common // one if one else 0 for one in sums)
    place = np.zeros(len(parts[0][0].applies), np.intp)
    held = Exact(0, 0)
    for weight, (strength, _) in zip(whole, parts, strict=True):
        place = place * 2 + strength.applies
        held = held + strength.tenths.times(weight)
    mean = (held * factors.take(place)).over(common)
    most = common * max(strength.tenths.most for strength, _ in parts)
    return Exact(mean.values, most, mean.scale)


def strength(points: Exact, weights: Exact) -> Strength:
    """K of a family: the points of its controls (none above its weight) over their weights."""
    applies = weights.values > 0
    over = Exact(weights.values + ~applies, max(weights.most, 1), weights.scale)
    found = tenths(points.times(100), over).values
    return Strength(Exact(wide(found, MOST_TENTHS), MOST_TENTHS, 10), applies.view(np.uint8))
