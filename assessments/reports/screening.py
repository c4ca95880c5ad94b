"""What follows from a short version, in words: the outcome and what speaks for it."""

from dataclasses import dataclass

from assessments.reports.material import Material
from assessments.reports.reading import Reading
from assessments.reports.reckoning import figure
from scoring.exact import decimal
from scoring.triage import Reason, screening


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason in words, with the rule or the first question that it is about."""

    text: str
    rule: str
    question: str


@dataclass(frozen=True, slots=True)
class ScreeningLines:
    """An outcome: `reasons` speak for it, `also` for a lighter one that it goes before."""

    key: str
    name: str
    sentence: str
    reasons: tuple[ReasonLine, ...]
    also: tuple[ReasonLine, ...]


def screening_of(reading: Reading) -> ScreeningLines | None:
    """What follows from a result; None where its questionnaire is no short version."""
    if reading.result.screening is None:
        return None
    found = screening(reading.scorer, reading.scorer.score(reading.read))
    if found is None:
        return None
    material = reading.material
    lines = [(reason.outcome, _line(reason, material)) for reason in found.reasons]
    return ScreeningLines(
        key=found.outcome,
        name=material.term("screening", found.outcome, "name"),
        sentence=material.term("screening", found.outcome, "sentence"),
        reasons=tuple(line for outcome, line in lines if outcome == found.outcome),
        also=tuple(line for outcome, line in lines if outcome != found.outcome),
    )


def _line(reason: Reason, material: Material) -> ReasonLine:
    """The words of the ruleset for a reason, with its rule, figures or question filled in."""
    question = reason.questions[0] if reason.questions and not reason.rule else ""
    key = "_".join(filter(None, (reason.kind, reason.state)))
    text = material.term("screening_reasons", key).format(
        title=material.term("rules", reason.rule, "title") if reason.rule else "",
        severity=_severity(reason, material),
        figure=figure(decimal(reason.figure or 0)),
        at_least=figure(decimal(reason.at_least or 0)),
        question=material.question(question) if question else "",
    )
    return ReasonLine(text, reason.rule or "", question)


def _severity(reason: Reason, material: Material) -> str:
    if not reason.rule:
        return ""
    found = next(one for one in material.result["findings"] if one["rule"] == reason.rule)
    return material.term("severities", found["severity"], "name").lower()
