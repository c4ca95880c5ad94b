"""Steps 1 to 5: where, what, who and how recruited."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring.answers import rows
from scoring.exact import Number, tenths
from scoring.overlays import Overlays
from scoring.reference import Citation, Reference, Row
from scoring.ruleset.parts import Factor, Inherent
from scoring.sheet import Sheet
from scoring.trace import Line


@dataclass(frozen=True, slots=True)
class InherentRisk:
    """Each part from 0 to 100; `score` before and `floored` after the floor of the SIF line."""

    score: Number
    floored: Number
    country: Number
    sector: Number
    workforce: Number
    recruitment: Number
    overlay: Mapping[str, Number]


class InherentStep:
    """Calculates the inherent risk of an answer set."""

    def __init__(self, terms: Inherent, reference: Reference) -> None:
        self._terms = terms
        self._reference = reference
        self._overlays = Overlays(terms.overlays, reference)

    def score(self, sheet: Sheet) -> InherentRisk:
        """Return the inherent risk and note its reasons."""
        values = sheet.values
        country = self.country(values["site_country"], sheet.lines)
        sector = self.sector(values["activity"], sheet.lines)
        workforce = self._workforce(sheet)
        recruitment = self._recruitment(sheet)
        overlay = self._overlays.of(values, sheet.lines)
        score = self.base(country, sector, workforce, recruitment, overlay, sheet.lines)
        floored = self._floored(score, sheet)
        return InherentRisk(score, floored, country, sector, workforce, recruitment, overlay)

    def country(self, country: Any, lines: list[Line]) -> Number:
        """Step 1; a country without a row has the score that the ruleset gives for it."""
        row = self._reference.countries.row(country)
        cited = () if row is None else (row.cite("score"), row.cite("tip_tier"))
        return self._looked_up(
            "country", "site_country", row, cited, self._terms.missing_country, lines
        )

    def sector(self, sector: Any, lines: list[Line]) -> Number:
        """Step 1; as for the country."""
        row = self._reference.sectors.row(sector)
        cited = () if row is None else (row.cite("score"),)
        return self._looked_up("sector", "activity", row, cited, self._terms.missing_sector, lines)

    def base(
        self,
        country: Number,
        sector: Number,
        workforce: Number,
        recruitment: Number,
        overlay: Mapping[str, Number],
        lines: list[Line],
    ) -> Number:
        """Step 4: the weighted sum with the overlays, at most 100, rounded."""
        total: Number = sum(overlay.values())
        parts = (country, sector, workforce, recruitment)
        for (part, weight), value in zip(self._terms.weights.items(), parts, strict=True):
            points = weight * value
            total += points
            lines.append(Line("base", part, points, inputs={"weight": weight, "value": value}))
        score = tenths(min(total, 100))
        if score != total:
            lines.append(Line("base", "cap" if total > 100 else "rounding", score - total))
        return score

    def _looked_up(
        self,
        step: str,
        question: str,
        row: Row | None,
        cited: tuple[Citation, ...],
        missing: Number,
        lines: list[Line],
    ) -> Number:
        if row is None:
            lines.append(Line(step, "missing", missing, (question,), {"missing": missing}))
            return missing
        score: Number = row["score"]
        lines.append(Line(step, row.key[0], score, (question,), reference=cited))
        return score

    def _workforce(self, sheet: Sheet) -> Number:
        total: Number = 0
        for factor in self._terms.workforce:
            total += graded("workforce", factor, sheet)
        return capped("workforce", total, sheet)

    def _recruitment(self, sheet: Sheet) -> Number:
        total: Number = 0
        for factor in self._terms.recruitment:
            total += graded("recruitment", factor, sheet)
        total += self._origin(sheet)
        total = capped("recruitment", total, sheet)
        few = self._terms.few_foreign_workers
        if total and few.test(sheet.values):
            share = self._terms.few_foreign_workers_share
            off = total * share - total
            sheet.lines.append(
                Line("recruitment", "few_foreign_workers", off, few.reads, {"share": share})
            )
            total += off
        return total

    def _origin(self, sheet: Sheet) -> Number:
        origin = self._terms.origin
        if not origin.test(sheet.values):
            return 0
        worst, worst_row = None, None
        for nationality in rows(sheet.values["nationalities"]):
            row = self._reference.countries.row(nationality["country"])
            score = self._terms.missing_country if row is None else row["score"]
            if worst is None or score > worst:
                worst, worst_row = score, row
        share = self._terms.origin_share
        points = tenths(share * (worst or 0))
        cited = () if worst_row is None else (worst_row.cite("score"), worst_row.cite("tip_tier"))
        inputs = {"share": share, "country": worst or 0}
        sheet.lines.append(
            Line("recruitment", "origin", points, origin.reads, inputs, reference=cited)
        )
        return points

    def _floored(self, score: Number, sheet: Sheet) -> Number:
        floored = score
        for floor in self._terms.floors:
            if floor.condition.test(sheet.values):
                raised = max(floored, floor.at_least)
                sheet.lines.append(
                    Line(
                        "floor",
                        floor.id,
                        raised - floored,
                        floor.condition.reason(sheet.values),
                        {"at_least": floor.at_least, "score": score},
                        indicator="SIF",
                    )
                )
                floored = raised
        return floored


def graded(step: str, factor: Factor, sheet: Sheet) -> Number:
    """Return the points of the first grade that is plainly true, and note it."""
    for grade in factor.first:
        if grade.condition.test(sheet.values):
            if grade.points:
                reads = grade.condition.reason(sheet.values)
                sheet.lines.append(Line(step, factor.id, grade.points, reads))
            return grade.points
    return 0


def capped(step: str, total: Number, sheet: Sheet) -> Number:
    """Return the sum of a step, at most 100, and note what the cap took."""
    if total <= 100:
        return total
    sheet.lines.append(Line(step, "cap", 100 - total))
    return 100
