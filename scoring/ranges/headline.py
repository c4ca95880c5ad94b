"""Steps 7 to 10 with intervals: from exposure and observed signs to the headline."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from scoring.exact import Number, tenths
from scoring.indicators import IndicatorStep
from scoring.ranges.conditions import Foreseen
from scoring.ranges.controls import Strength
from scoring.ranges.intervals import NOTHING, Interval, Part, at_most, mapped, mean
from scoring.ranges.outlook import Outlook
from scoring.ruleset import Ruleset
from scoring.ruleset.parts import Indicator
from scoring.sheet import Sheet


class HeadlineRange:
    """What the headline of an answer set can be; made once for a ruleset."""

    def __init__(self, ruleset: Ruleset, foreseen: Callable[..., Foreseen]) -> None:
        self._terms = ruleset.exposure
        self._headline = ruleset.headline
        self._cases = IndicatorStep(ruleset.indicators, ruleset.exposure)
        self._indicators = [
            (indicator, foreseen(indicator.present)) for indicator in ruleset.indicators
        ]

    def score(
        self,
        outlook: Outlook,
        on: str,
        inherent: tuple[Interval, Interval],
        controls: Mapping[str, Strength | None],
        observed: Mapping[str, Interval],
    ) -> Interval:
        """Return what the headline can be; `inherent` before and after the floor."""
        shares = self._remedied(outlook, on)
        residuals = []
        for indicator, present in self._indicators:
            base = inherent[1] if indicator.floored else inherent[0]
            exposure = self._exposure(indicator, present, outlook, base, controls)
            signs = at_most(100, observed.get(indicator.code, NOTHING))
            share = shares(indicator.code)
            signs = Interval(signs.low * share.low, signs.high * share.high)
            lows, highs = (signs.low, exposure.low), (signs.high, exposure.high)
            residuals.append(mapped(self._residual, lows, highs))
        return mapped(
            self._drawn,
            [residual.low for residual in residuals],
            [residual.high for residual in residuals],
        )

    def _remedied(self, outlook: Outlook, on: str) -> Callable[[str], Interval]:
        """The share of the observed points that remains, by indicator."""
        remains = self._terms.remedied_share
        if outlook.is_open("cases"):
            return lambda code: Interval(remains, 1)
        remedied = self._cases.remedied(Sheet(dict(outlook.values), {}, on))
        return lambda code: Interval(remains, remains) if code in remedied else Interval(1, 1)

    def _exposure(
        self,
        indicator: Indicator,
        present: Foreseen,
        outlook: Outlook,
        base: Interval,
        controls: Mapping[str, Strength | None],
    ) -> Interval:
        held = self._held(indicator, controls)
        lowest: Number = 1 if present.must(outlook) else indicator.absent
        highest: Number = 1 if present.may(outlook) else indicator.absent
        return mapped(self._exposed, (base.low, lowest, held.high), (base.high, highest, held.low))

    def _exposed(self, inherent: Number, multiplier: Number, held: Number) -> Number:
        reduced = Fraction(self._terms.reduction * held) / 100
        return inherent * multiplier * (1 - reduced)

    def _held(self, indicator: Indicator, controls: Mapping[str, Strength | None]) -> Interval:
        """The mean strength of the families that hold the risk down; 0 where none applies."""
        parts = [
            Part(weight, *strength.strength, strength.sure)
            for family, weight in indicator.controls.items()
            for strength in [controls[family]]
            if strength is not None
        ]
        held = mean(parts)
        if held is None:
            return NOTHING
        sure = any(part.sure and part.weight for part in parts)
        return held if sure else Interval(0, held.high)

    def _residual(self, observed: Number, exposure: Number) -> Number:
        larger, smaller = max(observed, exposure), min(observed, exposure)
        return tenths(min(larger + self._terms.smaller_share * smaller, 100))

    def _drawn(self, *residuals: Number) -> Fraction:
        highest = sorted(residuals, reverse=True)[: self._headline.mean_of]
        if not highest:
            return Fraction(0)
        of_all = Fraction(sum(highest)) / len(highest)
        return tenths(self._headline.highest * highest[0] + self._headline.mean * of_all)
