"""Steps 1 to 5 with intervals: where, what, who and how recruited, as far as it is known."""

from collections.abc import Callable, Sequence

from scoring.answers import rows
from scoring.engine import Scorer
from scoring.exact import Number, tenths
from scoring.ranges.conditions import Foreseen
from scoring.ranges.intervals import NOTHING, Interval, at_most, hull, in_tenths, total
from scoring.ranges.open_overlays import OpenOverlays
from scoring.ranges.outlook import Outlook
from scoring.reference import Table
from scoring.ruleset.parts import Factor

Grades = Sequence[tuple[Foreseen, Number]]


class InherentRange:
    """What the inherent risk of an answer set can be; made once for a scorer."""

    def __init__(self, scorer: Scorer, foreseen: Callable[..., Foreseen]) -> None:
        terms, reference = scorer.ruleset.inherent, scorer.reference
        self._terms = terms
        self._countries = reference.countries
        self._sectors = reference.sectors
        self._any_country = _extent(reference.countries, terms.missing_country)
        self._any_sector = _extent(reference.sectors, terms.missing_sector)
        self._workforce = [_grades(factor, foreseen) for factor in terms.workforce]
        self._recruitment = [_grades(factor, foreseen) for factor in terms.recruitment]
        self._origin = foreseen(terms.origin)
        self._few = foreseen(terms.few_foreign_workers)
        self._floors = [(foreseen(floor.condition), floor.at_least) for floor in terms.floors]
        self._overlays = OpenOverlays(terms.overlays, reference)

    def score(self, outlook: Outlook) -> tuple[Interval, Interval]:
        """Return what the inherent risk can be, and what it can be after the floor."""
        parts = (
            self._country(outlook),
            self._sector(outlook),
            self._summed(self._workforce, outlook),
            self._recruited(outlook),
        )
        weighted = [
            Interval(weight * part.low, weight * part.high)
            for weight, part in zip(self._terms.weights.values(), parts, strict=True)
        ]
        overlays = self._overlays.of(outlook)
        score = in_tenths(at_most(100, total([*weighted, overlays])))
        return score, self._floored(score, outlook)

    def _country(self, outlook: Outlook) -> Interval:
        if outlook.is_open("site_country"):
            return self._any_country
        score = _score(self._countries, outlook.values["site_country"], self._terms.missing_country)
        return Interval(score, score)

    def _sector(self, outlook: Outlook) -> Interval:
        if outlook.is_open("activity"):
            return self._any_sector
        score = _score(self._sectors, outlook.values["activity"], self._terms.missing_sector)
        return Interval(score, score)

    def _summed(self, factors: Sequence[Grades], outlook: Outlook) -> Interval:
        return at_most(100, total(_graded(grades, outlook) for grades in factors))

    def _recruited(self, outlook: Outlook) -> Interval:
        points = [_graded(grades, outlook) for grades in self._recruitment]
        recruited = at_most(100, total([*points, self._from_origin(outlook)]))
        if not self._few.may(outlook):
            return recruited
        share = self._terms.few_foreign_workers_share
        lowest = recruited.low * share
        if self._few.must(outlook):
            return Interval(lowest, recruited.high * share)
        return Interval(lowest, recruited.high)

    def _from_origin(self, outlook: Outlook) -> Interval:
        if not self._origin.may(outlook):
            return NOTHING
        share = self._terms.origin_share
        if outlook.is_open("nationalities"):
            return Interval(0, tenths(share * self._any_country.high))
        worst = max(
            (
                _score(self._countries, row["country"], self._terms.missing_country)
                for row in rows(outlook.values["nationalities"])
            ),
            default=0,
        )
        points = tenths(share * worst)
        return Interval(points if self._origin.must(outlook) else 0, points)

    def _floored(self, score: Interval, outlook: Outlook) -> Interval:
        low, high = score
        for condition, at_least in self._floors:
            if condition.may(outlook):
                high = max(high, at_least)
                if condition.must(outlook):
                    low = max(low, at_least)
        return Interval(low, high)


def _grades(factor: Factor, foreseen: Callable[..., Foreseen]) -> Grades:
    return [(foreseen(grade.condition), grade.points) for grade in factor.first]


def _graded(grades: Grades, outlook: Outlook) -> Interval:
    """What the first grade that is plainly true can give."""
    found: list[Number] = []
    for condition, points in grades:
        if condition.may(outlook):
            found.append(points)
            if condition.must(outlook):
                break
    else:
        found.append(0)
    return hull(Interval(points, points) for points in found)


def _extent(table: Table, missing: Number) -> Interval:
    scores = [missing, *(row["score"] for row in table)]
    return Interval(min(scores), max(scores))


def _score(table: Table, key: str, missing: Number) -> Number:
    row = table.row(key)
    return missing if row is None else row["score"]
