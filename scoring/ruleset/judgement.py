"""Reading the sections that judge: proof, headline, overrides, confidence, actions, no reply."""

from collections.abc import Mapping
from typing import Any

from scoring.conditions.vocabulary import PROOF_STATES
from scoring.exact import Number
from scoring.ruleset.intake import Intake
from scoring.ruleset.parts import (
    BANDS,
    SEVERITIES,
    Confidence,
    Deadline,
    Headline,
    NoReplyTerms,
    Overrides,
    ScreeningTerms,
)

Document = Mapping[str, Any]
CONFIDENCE_PARTS = ("completeness", "evidence", "consistency", "verification")
OPEN_ANSWERS = ("dont_know", "blank")
LENGTHS = ("hours", "days", "working_days")


def parse_proof(intake: Intake, document: Document) -> dict[str, dict[str, Number]]:
    """What each state of proof is worth, in controls and as evidence."""
    proof = intake.section(document, "proof")
    intake.keys(proof, "proof", ("control", "evidence"))
    tables = {}
    for key in ("control", "evidence"):
        table = intake.section(proof, key)
        intake.keys(table, "proof", PROOF_STATES)
        tables[key] = {
            state: intake.number(table, state, "proof", most=1) for state in PROOF_STATES
        }
    return tables


def parse_headline(intake: Intake, document: Document) -> Headline:
    """Step 10 and the bands; they must rise."""
    headline = intake.section(document, "headline")
    intake.keys(headline, "headline", ("highest", "mean", "mean_of"))
    bands = intake.section(document, "bands")
    intake.keys(bands, "bands", BANDS[1:])
    parsed = Headline(
        highest=intake.number(headline, "highest", "headline", most=1),
        mean=intake.number(headline, "mean", "headline", most=1),
        mean_of=_whole(intake, headline, "mean_of", "headline"),
        medium=intake.number(bands, "medium", "bands"),
        high=intake.number(bands, "high", "bands"),
        critical=intake.number(bands, "critical", "bands"),
    )
    if not parsed.medium <= parsed.high <= parsed.critical:
        intake.problem("bands", "", "the thresholds must rise: medium, high, critical")
    intake.come_to_one("headline", "highest", (parsed.highest, parsed.mean))
    return parsed


def parse_overrides(intake: Intake, document: Document) -> Overrides:
    """Step 11."""
    section = intake.section(document, "overrides")
    intake.keys(section, "overrides", ("low_confidence", "red_flag", "zero_tolerance", "pattern"))
    low = intake.section(section, "low_confidence")
    intake.keys(low, "low_confidence", ("under", "lifts", "to"))
    red = intake.section(section, "red_flag")
    intake.keys(red, "red_flag", ("severity", "to"))
    zero = intake.section(section, "zero_tolerance")
    intake.keys(zero, "zero_tolerance", ("severity", "to"))
    pattern = intake.section(section, "pattern")
    intake.keys(pattern, "pattern", ("severities", "icls", "to"))
    return Overrides(
        low_confidence_under=intake.number(low, "under", "low_confidence"),
        low_confidence_lifts=intake.one_of(low, "lifts", "low_confidence", BANDS),
        low_confidence_to=intake.one_of(low, "to", "low_confidence", BANDS),
        red_flag_severity=intake.one_of(red, "severity", "red_flag", SEVERITIES),
        red_flag_to=intake.one_of(red, "to", "red_flag", BANDS),
        zero_tolerance_severity=intake.one_of(zero, "severity", "zero_tolerance", SEVERITIES),
        zero_tolerance_to=intake.one_of(zero, "to", "zero_tolerance", BANDS),
        pattern_severities=_several(intake, pattern, "severities", SEVERITIES),
        pattern_icls=_several(intake, pattern, "icls", ("INV", "MEN")),
        pattern_to=intake.one_of(pattern, "to", "pattern", BANDS),
    )


def _several(
    intake: Intake, section: Document, key: str, options: tuple[str, ...], rule: str = "pattern"
) -> tuple[str, ...]:
    values = intake.texts(section, key, rule)
    for value in values:
        if value not in options:
            intake.problem(rule, key, f"'{value}' is none of {', '.join(options)}")
    return values


def parse_confidence(intake: Intake, document: Document) -> Confidence:
    """Step 12."""
    section = intake.section(document, "confidence")
    numbers = ("critical_counts", "dont_know_counts", "evidence_under", "cap")
    intake.keys(section, "confidence", (*numbers, "weights", "verified_by", "levels"))
    weights = intake.section(section, "weights")
    intake.keys(weights, "confidence", CONFIDENCE_PARTS)
    levels = intake.section(section, "levels")
    intake.keys(levels, "confidence", ("medium", "high"))
    verified_by = intake.texts(section, "verified_by", "confidence")
    for question in verified_by:
        name = intake.vocabulary.get(question)
        if name is None or "yes" not in name.choices:
            intake.problem("confidence", "verified_by", f"'{question}' is no yes/no question")
        intake.read(question)
    counted = {
        part: intake.number(weights, part, "confidence", most=1) for part in CONFIDENCE_PARTS
    }
    intake.come_to_one("confidence", "weights", counted.values())
    return Confidence(
        weights=counted,
        critical_counts=intake.number(section, "critical_counts", "confidence", least=1),
        dont_know_counts=intake.number(section, "dont_know_counts", "confidence", most=1),
        evidence_under=intake.number(section, "evidence_under", "confidence"),
        cap=intake.number(section, "cap", "confidence"),
        verified_by=verified_by,
        medium=intake.number(levels, "medium", "confidence"),
        high=intake.number(levels, "high", "confidence"),
    )


def parse_no_reply(intake: Intake, document: Document) -> NoReplyTerms:
    """Step 14."""
    section = intake.section(document, "no_reply")
    intake.keys(section, "no_reply", ("days_after_deadline", "workforce", "recruitment"))
    return NoReplyTerms(
        days_after_deadline=_whole(intake, section, "days_after_deadline", "no_reply"),
        workforce=intake.number(section, "workforce", "no_reply"),
        recruitment=intake.number(section, "recruitment", "no_reply"),
    )


def parse_screening(intake: Intake, document: Document) -> ScreeningTerms | None:
    """What follows from the short version; None where the ruleset does not say."""
    if "screening" not in document:
        return None
    section = intake.section(document, "screening")
    numbers = ("inherent_from", "country_from")
    texts = ("questionnaires", "stop_severities", "workers", "open_answers")
    intake.keys(section, "screening", (*texts, *numbers))
    return ScreeningTerms(
        questionnaires=intake.texts(section, "questionnaires", "screening"),
        stop_severities=_several(intake, section, "stop_severities", SEVERITIES, "screening"),
        inherent_from=intake.number(section, "inherent_from", "screening"),
        country_from=intake.number(section, "country_from", "screening"),
        workers=intake.condition(section, "workers", "screening"),
        open_answers=_several(intake, section, "open_answers", OPEN_ANSWERS, "screening"),
    )


def parse_actions(intake: Intake, document: Document) -> dict[str, dict[str, tuple[Deadline, ...]]]:
    """The deadlines of each action by severity."""
    actions = {}
    for key in intake.section(document, "actions"):
        where = f"actions.{key}"
        entry = intake.section(document["actions"], key)
        intake.keys(entry, where, ("deadlines",))
        deadlines = intake.section(entry, "deadlines")
        for severity in deadlines:
            if severity not in SEVERITIES:
                intake.problem(f"{where}.deadlines", severity, "is no severity")
        if not deadlines:
            intake.problem(where, "deadlines", "at least one severity needs a deadline")
        actions[key] = {
            severity: tuple(
                _deadline(intake, f"{where}.deadlines", severity, entry)
                for entry in intake.tables(deadlines, severity, f"{where}.deadlines")
            )
            for severity in deadlines
        }
    return actions


def _deadline(intake: Intake, where: str, severity: str, entry: Document) -> Deadline:
    intake.keys(entry, where, ("milestone",), (*LENGTHS, "at_most_days"))
    if sum(length in entry for length in LENGTHS) != 1:
        intake.problem(where, severity, f"exactly one of {', '.join(LENGTHS)} is needed")
    lengths = {
        length: _whole(intake, entry, length, where)
        for length in (*LENGTHS, "at_most_days")
        if length in entry
    }
    return Deadline(str(entry.get("milestone", "")), **lengths)


def _whole(intake: Intake, section: Document, key: str, rule: str) -> int:
    value = intake.number(section, key, rule, most=1000)
    if not isinstance(value, int) or value < 1:
        intake.problem(rule, key, "a whole number above 0 is needed")
        return 1
    return value
