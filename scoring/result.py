"""A result: every number with its reasons, and its plain form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring.conditions import HIDDEN, Money
from scoring.confidence import ConfidenceScore, Unknown
from scoring.controls import ControlStrength
from scoring.exact import Number, decimal, one_decimal
from scoring.headline import Banding
from scoring.indicators import IndicatorRisk
from scoring.inherent import InherentRisk
from scoring.ruleset.parts import SEVERITIES, Check, Rule
from scoring.trace import Line


@dataclass(frozen=True, slots=True)
class Pins:
    """What a result was made with: (slug, version, sha256) of each document."""

    ruleset: tuple[str, str, str]
    reference: str
    questionnaire: tuple[str, str, str]
    engine: str


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one answer set. Numbers are exact; `document()` gives its plain form."""

    pins: Pins
    on: str
    headline: Number
    banding: Banding
    inherent: InherentRisk
    controls: ControlStrength
    indicators: Mapping[str, IndicatorRisk]
    rules: tuple[Rule, ...]
    live: frozenset[str]
    unknown_rules: tuple[str, ...]
    checks: tuple[Check, ...]
    confidence: ConfidenceScore
    unknowns: tuple[Unknown, ...]
    values: Mapping[str, Any]
    questions: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def actions(self) -> list[str]:
        """The corrective actions that the fired rules name, sorted."""
        return sorted({rule.action for rule in self.rules})

    @property
    def hidden(self) -> list[str]:
        """The questions of the questionnaire that were not asked, sorted."""
        return sorted(key for key in self.questions if self.values[key] is HIDDEN)

    def document(self) -> dict[str, Any]:
        """Return the result as plain data; numbers are int or Decimal.

        Scores are shown half up to one decimal. The lines of the trace carry the exact numbers
        (a fraction that does not end: nine decimals), from which all others can be calculated.
        """
        banding = self.banding
        return {
            "headline": one_decimal(self.headline),
            "computed_band": banding.computed,
            "band": banding.band,
            "provisional": banding.provisional,
            "pattern": banding.pattern,
            "overrides": list(banding.overrides),
            "inherent": self._inherent(),
            "controls": self._controls(),
            "indicators": {
                code: {
                    "observed": one_decimal(risk.observed),
                    "exposure": one_decimal(risk.exposure),
                    "residual": one_decimal(risk.residual),
                }
                for code, risk in self.indicators.items()
            },
            "rules": [rule.id for rule in self.rules],
            "unknown_rules": list(self.unknown_rules),
            "checks": [check.id for check in self.checks],
            "confidence": self._confidence(),
            "actions": self.actions,
            "hidden": self.hidden,
            "on": self.on,
            **self._pinned(),
            "unknowns": [
                {"question": one.question, "state": one.state, "gateway": one.gateway}
                for one in self.unknowns
            ],
            "findings": self._findings(),
            "fired_checks": self._fired_checks(),
            "trace": [line.document(self.answer) for line in self.lines],
        }

    def answer(self, question: str) -> Any:
        """Return an answer as it was read, as plain data; None where it is hidden or blank."""
        return plain(self.values.get(question))

    def _pinned(self) -> dict[str, Any]:
        names = ("slug", "version", "sha256")
        return {
            "ruleset": dict(zip(names, self.pins.ruleset, strict=True)),
            "reference": {"sha256": self.pins.reference},
            "questionnaire": dict(zip(names, self.pins.questionnaire, strict=True)),
            "engine": self.pins.engine,
        }

    def _inherent(self) -> dict[str, Any]:
        inherent = self.inherent
        return {
            "score": one_decimal(inherent.score),
            "floored": one_decimal(inherent.floored),
            "country": one_decimal(inherent.country),
            "sector": one_decimal(inherent.sector),
            "workforce": one_decimal(inherent.workforce),
            "recruitment": one_decimal(inherent.recruitment),
            "overlay": {key: decimal(points) for key, points in inherent.overlay.items()},
        }

    def _controls(self) -> dict[str, Any]:
        families = {
            family: None if strength is None else one_decimal(strength)
            for family, strength in self.controls.families.items()
        }
        return {**families, "total": one_decimal(self.controls.total)}

    def _confidence(self) -> dict[str, Any]:
        confidence = self.confidence
        return {
            "score": one_decimal(confidence.score),
            "level": confidence.level,
            "completeness": one_decimal(confidence.completeness),
            "evidence": one_decimal(confidence.evidence),
            "consistency": one_decimal(confidence.consistency),
            "verification": one_decimal(confidence.verification),
        }

    def _findings(self) -> list[dict[str, Any]]:
        ordered = sorted(self.rules, key=lambda rule: SEVERITIES.index(rule.severity))
        return [
            {
                "rule": rule.id,
                "severity": rule.severity,
                "icls": rule.icls or None,
                "points": {code: decimal(points) for code, points in rule.points.items()},
                "action": rule.action,
                "questions": list(rule.condition.reason(self.values)),
                "remedied": rule.id not in self.live,
            }
            for rule in ordered
        ]

    def _fired_checks(self) -> list[dict[str, Any]]:
        return [
            {
                "check": check.id,
                "severity": check.severity,
                "points_off": decimal(check.points_off),
                "suspected": {code: decimal(points) for code, points in check.suspected.items()},
                "questions": list(check.condition.reason(self.values)),
            }
            for check in self.checks
        ]


def plain(value: Any) -> Any:
    """Return a read answer as plain data: what canonical JSON can hold, and nothing shared."""
    if value is None or value is HIDDEN:
        return None
    if isinstance(value, str | bool):
        return value
    if isinstance(value, Money):
        return {"amount": format(decimal(value.amount), "f"), "currency": value.currency}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    number = decimal(value)
    return int(number) if number == number.to_integral_value() else number
