"""Steps 7 to 9: exposure, observed signs and residual of each indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scoring.answers import rows
from scoring.controls import ControlStrength
from scoring.exact import Number, tenths
from scoring.inherent import InherentRisk
from scoring.ruleset.parts import Check, Exposure, Indicator, Rule
from scoring.sheet import Sheet
from scoring.trace import Line


@dataclass(frozen=True, slots=True)
class IndicatorRisk:
    """The three numbers of an indicator, each from 0 to 100."""

    observed: Number
    exposure: Number
    residual: Number


class IndicatorStep:
    """Calculates the indicators of an answer set."""

    def __init__(self, indicators: tuple[Indicator, ...], terms: Exposure) -> None:
        self._indicators = indicators
        self._terms = terms

    def remedied(self, sheet: Sheet) -> frozenset[str]:
        """Return the indicators whose cases are all repaid or resolved, closed and verified."""
        cases: dict[str, bool] = {}
        for case in rows(sheet.values["cases"]):
            code = case["indicator"]
            cases[code] = cases.get(code, True) and self._settled(case, sheet.on)
        return frozenset(code for code, settled in cases.items() if settled)

    def _settled(self, case: Mapping[str, Any], on: str) -> bool:
        closed = case["closed"]
        return (
            case["remedy"] in self._terms.remedies
            and case["verified_by"] in self._terms.verified_by
            and closed is not None
            and closed <= on
        )

    def score(
        self,
        sheet: Sheet,
        inherent: InherentRisk,
        controls: ControlStrength,
        rules: Sequence[Rule],
        checks: Sequence[Check],
        remedied: frozenset[str],
    ) -> dict[str, IndicatorRisk]:
        """Return the risk of every indicator, in document order, and note its reasons."""
        observed = self._observed(sheet, rules, checks)
        risks = {}
        for indicator in self._indicators:
            code = indicator.code
            base = inherent.floored if indicator.floored else inherent.score
            exposure = self._exposure(sheet, indicator, base, controls)
            signs = self._halved(sheet, code, observed.get(code, 0), code in remedied)
            risks[code] = IndicatorRisk(
                signs, exposure, self._residual(sheet, code, signs, exposure)
            )
        return risks

    def _observed(
        self, sheet: Sheet, rules: Sequence[Rule], checks: Sequence[Check]
    ) -> dict[str, Number]:
        observed: dict[str, Number] = {}
        for rule in rules:
            questions = rule.condition.reason(sheet.values)
            for code, points in rule.points.items():
                observed[code] = observed.get(code, 0) + points
                sheet.lines.append(
                    Line("observed", rule.id, points, questions, None, rule.id, code)
                )
        for check in checks:
            questions = check.condition.reason(sheet.values)
            for code, points in check.suspected.items():
                observed[code] = observed.get(code, 0) + points
                sheet.lines.append(
                    Line("suspected", check.id, points, questions, None, check.id, code)
                )
        return observed

    def _halved(self, sheet: Sheet, code: str, observed: Number, remedied: bool) -> Number:
        if observed > 100:
            sheet.lines.append(Line("observed", "cap", 100 - observed, indicator=code))
            observed = 100
        if remedied and observed:
            share = self._terms.remedied_share
            off = Fraction(observed) * share - observed
            sheet.lines.append(
                Line("remedied", "cases", off, ("cases",), {"share": share}, indicator=code)
            )
            observed += off
        return observed

    def _exposure(
        self, sheet: Sheet, indicator: Indicator, inherent: Number, controls: ControlStrength
    ) -> Number:
        code = indicator.code
        present = indicator.present.test(sheet.values) is True
        multiplier = 1 if present else indicator.absent
        reads = indicator.present.reason(sheet.values) if present else indicator.present.reads
        sheet.lines.append(Line("driver", code, multiplier, reads, indicator=code))
        inputs: dict[str, Number] = {"inherent": inherent, "multiplier": multiplier}
        held: Number = 0
        weights: Number = 0
        for family, weight in indicator.controls.items():
            strength = controls.families[family]
            if strength is not None:
                held += weight * strength
                weights += weight
                inputs[family] = strength
                inputs[f"{family}_weight"] = weight
        left: Number = 1
        if weights:
            left = 1 - Fraction(self._terms.reduction * held) / (100 * weights)
        exposure = inherent * multiplier * left
        sheet.lines.append(Line("exposure", code, exposure, (), inputs, None, code))
        return exposure

    def _residual(self, sheet: Sheet, code: str, observed: Number, exposure: Number) -> Number:
        larger, smaller = max(observed, exposure), min(observed, exposure)
        residual = tenths(min(larger + self._terms.smaller_share * smaller, 100))
        inputs = {"observed": observed, "exposure": exposure}
        sheet.lines.append(Line("residual", code, residual, (), inputs, None, code))
        return residual
