"""Steps 10 and 11: the headline, its band, and what overrides it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.exact import Number, tenths
from scoring.indicators import IndicatorRisk
from scoring.ruleset.parts import BANDS, Headline, Overrides, Rule
from scoring.sheet import Sheet
from scoring.trace import Line


@dataclass(frozen=True, slots=True)
class Banding:
    """`computed` follows from the headline; `band` is what holds after the overrides."""

    computed: str
    band: str
    provisional: bool
    pattern: bool
    overrides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason to raise the band; `always`: it is told even where it raises nothing."""

    name: str
    to: str
    rules: Sequence[Rule]
    always: bool = False


def band_of(score: Number, terms: Headline) -> str:
    """Return the band of a score from 0 to 100."""
    if score >= terms.critical:
        return "critical"
    if score >= terms.high:
        return "high"
    return "medium" if score >= terms.medium else "low"


class HeadlineStep:
    """Calculates the headline and the band of an answer set."""

    def __init__(self, terms: Headline, overrides: Overrides) -> None:
        self._terms = terms
        self._overrides = overrides

    def headline(self, sheet: Sheet, risks: Mapping[str, IndicatorRisk]) -> Number:
        """Return the headline, 0 to 100, and note the indicators that make it."""
        residuals = sorted(
            ((risk.residual, code) for code, risk in risks.items()),
            key=lambda pair: pair[0],
            reverse=True,
        )[: self._terms.mean_of]
        if not residuals:
            return 0
        mean = Fraction(sum(residual for residual, _ in residuals)) / len(residuals)
        headline = tenths(self._terms.highest * residuals[0][0] + self._terms.mean * mean)
        inputs = {code: residual for residual, code in residuals}
        sheet.lines.append(Line("headline", "headline", headline, inputs=inputs))
        return headline

    def band(
        self,
        sheet: Sheet,
        headline: Number,
        confidence: Number,
        rules: Sequence[Rule],
        live: Sequence[Rule],
    ) -> Banding:
        """Return the band after the overrides. `rules` fired, `live` are not remedied."""
        computed = band = band_of(headline, self._terms)
        pattern = self._pattern(live)
        overrides: dict[str, Sequence[Rule]] = {}
        for ground in self._grounds(computed, confidence, rules, live, pattern):
            raises = BANDS.index(ground.to) > BANDS.index(band)
            if raises or ground.always:
                overrides[ground.name] = ground.rules
            if raises:
                band = ground.to
        for name, because in (overrides | ({"pattern": pattern} if pattern else {})).items():
            self._note(sheet, name, because, confidence)
        provisional = "low_confidence" in overrides
        return Banding(computed, band, provisional, bool(pattern), tuple(overrides))

    def _grounds(
        self,
        computed: str,
        confidence: Number,
        rules: Sequence[Rule],
        live: Sequence[Rule],
        pattern: Sequence[Rule],
    ) -> Iterator[Ground]:
        """What there is to override the band with, in order."""
        terms = self._overrides
        if confidence < terms.low_confidence_under and computed == terms.low_confidence_lifts:
            yield Ground("low_confidence", terms.low_confidence_to, ())
        red = [rule for rule in live if rule.severity == terms.red_flag_severity]
        if red:
            yield Ground("red_flag", terms.red_flag_to, red)
        zero = [rule for rule in rules if rule.severity == terms.zero_tolerance_severity]
        if zero:
            yield Ground("zero_tolerance", terms.zero_tolerance_to, zero, always=True)
        elif pattern:
            yield Ground("pattern", terms.pattern_to, pattern)

    def _pattern(self, live: Sequence[Rule]) -> list[Rule]:
        """The live rules that make a pattern: each side of it by at least one; else none."""
        strong = [
            rule
            for rule in live
            if rule.severity in self._overrides.pattern_severities
            and rule.icls in self._overrides.pattern_icls
        ]
        sides = {rule.icls for rule in strong}
        return strong if sides == set(self._overrides.pattern_icls) else []

    def _note(self, sheet: Sheet, name: str, rules: Sequence[Rule], confidence: Number) -> None:
        if not rules:
            inputs = {"confidence": confidence, "under": self._overrides.low_confidence_under}
            sheet.lines.append(Line("override", name, None, inputs=inputs))
        for rule in rules:
            questions = rule.condition.reason(sheet.values)
            sheet.lines.append(Line("override", name, None, questions, None, rule.id))
