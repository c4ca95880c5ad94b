"""What follows from a screening: stop and talk, the full questionnaire, or screening once a year.

Computed beside a result, from the result; the result document does not carry it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scoring.conditions import DONT_KNOW
from scoring.engine import Scorer
from scoring.exact import Number, decimal
from scoring.result import Result
from scoring.ruleset.parts import SCREENING_OUTCOMES, ScreeningTerms

STOP_AND_TALK, FULL_QUESTIONNAIRE, YEARLY_SCREENING = SCREENING_OUTCOMES


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for an outcome: a `rule` that fired, a `figure` that reached `at_least`, or

    `questions` whose answer is of the `state` used, dont_know or blank. `kind` is rule, inherent,
    workers or critical_question.
    """

    outcome: str
    kind: str
    rule: str | None = None
    questions: tuple[str, ...] = ()
    state: str | None = None
    figure: Number | None = None
    at_least: Number | None = None

    def document(self) -> dict[str, Any]:
        """Return the reason as plain data; what does not apply is null."""
        return {
            "outcome": self.outcome,
            "kind": self.kind,
            "rule": self.rule,
            "questions": list(self.questions),
            "state": self.state,
            "figure": None if self.figure is None else decimal(self.figure),
            "at_least": None if self.at_least is None else decimal(self.at_least),
        }


@dataclass(frozen=True, slots=True)
class Screening:
    """The outcome, and every reason for it or for a lighter one, those of the outcome first."""

    outcome: str
    reasons: tuple[Reason, ...]

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "outcome": self.outcome,
            "reasons": [reason.document() for reason in self.reasons],
        }


def screening(scorer: Scorer, result: Result) -> Screening | None:
    """Return what follows from a result of that scorer.

    None where the ruleset does not name the form of the scorer as a screening. What is not known
    counts as a reason to ask: workers whose number is not known may be foreign or of an agency.
    """
    terms = scorer.ruleset.screening
    if terms is None or scorer.form.slug not in terms.questionnaires:
        return None
    reasons = (
        *_rules(terms, result),
        *_inherent(terms, result),
        *_workers(terms, result),
        *_critical_questions(terms, scorer, result),
    )
    return Screening(reasons[0].outcome if reasons else YEARLY_SCREENING, reasons)


def outcome(scorer: Scorer, result: Result) -> str | None:
    """Return the outcome alone; None where the form is not a screening."""
    found = screening(scorer, result)
    return found.outcome if found else None


def _rules(terms: ScreeningTerms, result: Result) -> Iterator[Reason]:
    for severity in terms.stop_severities:
        for rule in result.rules:
            if rule.severity == severity:
                questions = rule.condition.reason(result.values)
                yield Reason(STOP_AND_TALK, "rule", rule.id, questions)


def _inherent(terms: ScreeningTerms, result: Result) -> Iterator[Reason]:
    score = result.inherent.score
    if score >= terms.inherent_from:
        yield Reason(FULL_QUESTIONNAIRE, "inherent", figure=score, at_least=terms.inherent_from)


def _workers(terms: ScreeningTerms, result: Result) -> Iterator[Reason]:
    used = terms.workers.test(result.values)
    country = result.inherent.country
    if used is False or country < terms.country_from:
        return
    for state, questions in _states(terms, result, used is True):
        yield Reason(
            FULL_QUESTIONNAIRE,
            "workers",
            questions=questions,
            state=state,
            figure=country,
            at_least=terms.country_from,
        )


def _states(
    terms: ScreeningTerms, result: Result, used: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    if used:
        yield "used", terms.workers.reason(result.values)
        return
    for state, unknown in (("dont_know", DONT_KNOW), ("blank", None)):
        questions = tuple(key for key in terms.workers.reads if result.values[key] == unknown)
        if questions:
            yield state, questions


def _critical_questions(terms: ScreeningTerms, scorer: Scorer, result: Result) -> Iterator[Reason]:
    for unknown in result.unknowns:
        question = unknown.question
        if unknown.state in terms.open_answers and scorer.form.questions[question].critical:
            yield Reason(
                FULL_QUESTIONNAIRE,
                "critical_question",
                questions=(question,),
                state=unknown.state,
            )
