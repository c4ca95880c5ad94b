"""Step 12: how far the answers can be relied on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.answers import is_dont_know
from scoring.conditions import HIDDEN
from scoring.controls import ControlStrength
from scoring.exact import Number, tenths
from scoring.form import Form
from scoring.ruleset.parts import Check, Confidence
from scoring.sheet import Sheet
from scoring.trace import Line


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question without an answer: left blank, dont_know, or not_asked by the questionnaire.

    `gateway`: it decides which others are asked.
    """

    question: str
    state: str
    gateway: bool


@dataclass(frozen=True, slots=True)
class ConfidenceScore:
    """Each part and the score from 0 to 100; the score is rounded, and capped where it must be."""

    score: Number
    level: str
    completeness: Number
    evidence: Number
    consistency: Number
    verification: Number


class ConfidenceStep:
    """Calculates the confidence of an answer set."""

    def __init__(
        self,
        terms: Confidence,
        evidence: Mapping[str, Number],
        form: Form,
        gateways: frozenset[str],
    ) -> None:
        self._terms = terms
        self._evidence_of = evidence
        self._gateways = gateways
        self._unasked = form.unasked
        self._weights: list[tuple[str, Number]] = [
            (key, terms.critical_counts if question.critical else 1)
            for key, question in form.questions.items()
        ]
        self._rank = {
            key: (key not in gateways, not question.critical, number)
            for number, (key, question) in enumerate(form.questions.items())
        }

    def unknowns(self, sheet: Sheet) -> tuple[Unknown, ...]:
        """Return the questions without an answer: gateways first, then critical."""
        found = []
        for key, _ in self._weights:
            value = sheet.values[key]
            if value is None:
                state = "not_asked" if key in self._unasked else "blank"
                found.append(Unknown(key, state, key in self._gateways))
            elif is_dont_know(value):
                found.append(Unknown(key, "dont_know", key in self._gateways))
        return tuple(sorted(found, key=lambda unknown: self._rank[unknown.question]))

    def score(
        self,
        sheet: Sheet,
        controls: ControlStrength,
        checks: Sequence[Check],
        unknowns: Sequence[Unknown],
    ) -> ConfidenceScore:
        """Return the confidence and note its reasons."""
        parts = {
            "completeness": self._completeness(sheet, unknowns),
            "evidence": self._evidence(sheet, controls),
            "consistency": self._consistency(sheet, checks),
            "verification": self._verification(sheet),
        }
        total: Number = 0
        for part, value in parts.items():
            weight = self._terms.weights[part]
            total += weight * value
            inputs = {"weight": weight, "value": value}
            sheet.lines.append(Line("confidence", part, weight * value, inputs=inputs))
        score: Number = tenths(total)
        if score != total:
            sheet.lines.append(Line("confidence", "rounding", score - total))
        score = self._capped(sheet, score, parts["evidence"], unknowns)
        return ConfidenceScore(score, self._level(score), **parts)

    def _level(self, score: Number) -> str:
        if score >= self._terms.high:
            return "high"
        return "medium" if score >= self._terms.medium else "low"

    def _completeness(self, sheet: Sheet, unknowns: Sequence[Unknown]) -> Number:
        values = sheet.values
        shown: Number = sum(weight for key, weight in self._weights if values[key] is not HIDDEN)
        weights = dict(self._weights)
        unsure: Number = sum(weights[one.question] for one in unknowns if one.state == "dont_know")
        blank: Number = sum(weights[one.question] for one in unknowns) - unsure
        counted = shown - blank - unsure + unsure * self._terms.dont_know_counts
        completeness: Number = Fraction(100 * counted) / shown if shown else 0
        inputs = {"shown": shown, "blank": blank, "dont_know": unsure, "counted": counted}
        questions = tuple(unknown.question for unknown in unknowns)
        sheet.lines.append(Line("completeness", "answered", completeness, questions, inputs))
        return completeness

    def _evidence(self, sheet: Sheet, controls: ControlStrength) -> Number:
        total: Number = 0
        for question, state in controls.valued.items():
            points = self._evidence_of[state]
            total += points
            sheet.lines.append(Line("evidence", question, points, (question,)))
        return Fraction(100 * total) / len(controls.valued) if controls.valued else 0

    def _consistency(self, sheet: Sheet, checks: Sequence[Check]) -> Number:
        left: Number = 100
        sheet.lines.append(Line("consistency", "start", 100))
        for check in checks:
            questions = check.condition.reason(sheet.values)
            left -= check.points_off
            sheet.lines.append(
                Line("consistency", check.id, -check.points_off, questions, None, check.id)
            )
        if left < 0:
            sheet.lines.append(Line("consistency", "cap", -left))
            left = 0
        return left

    def _verification(self, sheet: Sheet) -> Number:
        for question in self._terms.verified_by:
            if sheet.values[question] == "yes" and sheet.proof(question) == "accepted":
                sheet.lines.append(Line("verification", question, 100, (question,)))
                return 100
        return 0

    def _capped(
        self, sheet: Sheet, score: Number, evidence: Number, unknowns: Sequence[Unknown]
    ) -> Number:
        cap = self._terms.cap
        gateways = tuple(unknown.question for unknown in unknowns if unknown.gateway)
        reasons: list[tuple[str, tuple[str, ...]]] = []
        if evidence < self._terms.evidence_under:
            reasons.append(("cap_evidence", ()))
        if gateways:
            reasons.append(("cap_gateway", gateways))
        for item, questions in reasons:
            off = min(score, cap) - score
            sheet.lines.append(Line("confidence", item, off, questions, {"cap": cap}))
            score += off
        return score
