"""From a ruleset document to a Ruleset, or to all of its problems."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.canonical import digest
from scoring.conditions import Vocabulary, names_of_form
from scoring.exact import Number
from scoring.facts import COLUMNS_READ, fact_names
from scoring.form import Form
from scoring.reference import Reference
from scoring.ruleset.cases import Case, parse_cases
from scoring.ruleset.intake import Intake
from scoring.ruleset.judgement import (
    parse_actions,
    parse_confidence,
    parse_headline,
    parse_no_reply,
    parse_overrides,
    parse_proof,
    parse_screening,
)
from scoring.ruleset.limits import check_size
from scoring.ruleset.orders import Order, check_orders, parse_orders
from scoring.ruleset.origin import Origin, parse_origin
from scoring.ruleset.parts import (
    SEVERITIES,
    Check,
    Confidence,
    Deadline,
    Exposure,
    Family,
    Headline,
    Indicator,
    Inherent,
    NoReplyTerms,
    Overrides,
    Rule,
    ScreeningTerms,
)
from scoring.ruleset.problems import RulesetProblems
from scoring.ruleset.reading import read_document
from scoring.ruleset.sections import (
    parse_checks,
    parse_exposure,
    parse_families,
    parse_indicators,
    parse_inherent,
    parse_rules,
    yes_no_controls,
)

SECTIONS = (
    *("slug", "version", "questionnaire", "basis", "case_tolerance", "questions"),
    *("inherent", "workforce", "recruitment", "origin", "few_foreign_workers", "overlays"),
    *("floors", "proof", "values", "families", "exposure", "observed", "residual", "indicators"),
    *("rules", "checks", "actions", "headline", "bands", "overrides", "confidence"),
    *("no_reply", "screening", "cases", "overlay_of", "words"),
)
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
VERSION = re.compile(r"[a-z0-9][a-z0-9.-]{0,31}")


@dataclass(frozen=True)
class Ruleset:
    """A checked ruleset. `document` is its plain data, `sha256` the digest of that.

    `questionnaire` is the slug and version of the questionnaire that it was written for, which
    is `written_for` as the ruleset was checked with it; `names` is the vocabulary its conditions
    were checked against, `reads` the questions it reads and `proofs` those whose proof its
    conditions ask for. `cases` are its own examples.
    `overlay_of` is slug, version and hash of the ruleset that it is an overlay of, if it is one.
    """

    slug: str
    version: str
    sha256: str
    document: Mapping[str, Any]
    overlay_of: Origin | None
    questionnaire: tuple[str, str]
    written_for: Form
    names: Vocabulary
    reads: tuple[str, ...]
    proofs: tuple[str, ...]
    yes_no_controls: tuple[str, ...]
    orders: Mapping[str, Order]
    inherent: Inherent
    control_proof: Mapping[str, Number]
    evidence_proof: Mapping[str, Number]
    families: tuple[Family, ...]
    indicators: tuple[Indicator, ...]
    exposure: Exposure
    rules: tuple[Rule, ...]
    checks: tuple[Check, ...]
    actions: Mapping[str, Mapping[str, tuple[Deadline, ...]]]
    headline: Headline
    overrides: Overrides
    confidence: Confidence
    no_reply: NoReplyTerms
    screening: ScreeningTerms | None
    case_tolerance: Number
    cases: tuple[Case, ...]

    def deadlines(self, action: str, severity: str) -> tuple[Deadline, ...]:
        """Return the milestones of an action for a severity, in document order.

        A severity that the action does not name takes those of the next more severe one that it
        names, or else of its most severe. Raises KeyError for an unknown action.
        """
        named = self.actions[action]
        at = SEVERITIES.index(severity)
        for candidate in (*reversed(SEVERITIES[: at + 1]), *SEVERITIES):
            if candidate in named:
                return named[candidate]
        return ()


def load_ruleset(path: Path, *, form: Form, reference: Reference) -> Ruleset:
    """Return the ruleset of a TOML file, checked against a questionnaire and reference data.

    Raises OSError where the file cannot be read, RulesetProblems with everything wrong in it.
    """
    document, source = read_document(path.read_bytes(), path.name)
    return parse_ruleset(document, form=form, reference=reference, file=path.name, source=source)


def parse_ruleset(
    document: Mapping[str, Any],
    *,
    form: Form,
    reference: Reference,
    file: str = "ruleset",
    source: str = "",
) -> Ruleset:
    """Return the ruleset that a document states; numbers in it are int or Decimal.

    Every condition is checked against the questions of `form`. Raises RulesetProblems with all
    problems at once: each names file, rule, place, and the line where `source` is given.
    """
    check_size(document, file)
    ypn = frozenset(key for key, question in form.questions.items() if question.type == "ypn")
    controls = yes_no_controls(document, ypn)
    names = names_of_form(form) | fact_names(controls)
    intake = Intake(file, source, names)
    for key in document:
        if key not in SECTIONS:
            intake.problem(key, "", "there is no such section")
    intake.text(document, "basis", "basis")
    families = parse_families(intake, document)
    indicators = parse_indicators(intake, document, families)
    codes = tuple(indicator.code for indicator in indicators)
    proof = parse_proof(intake, document)
    actions = parse_actions(intake, document)
    ruleset = Ruleset(
        slug=_named(intake, document, "slug", SLUG),
        version=_named(intake, document, "version", VERSION),
        overlay_of=parse_origin(intake, document),
        questionnaire=_questionnaire(intake, document),
        written_for=form,
        sha256=_digest(intake, document),
        document=document,
        names=names,
        yes_no_controls=controls,
        orders=parse_orders(intake, document),
        inherent=parse_inherent(intake, document),
        control_proof=proof["control"],
        evidence_proof=proof["evidence"],
        families=families,
        indicators=indicators,
        exposure=parse_exposure(intake, document),
        rules=parse_rules(intake, document, codes, actions),
        checks=parse_checks(intake, document, codes),
        actions=actions,
        headline=parse_headline(intake, document),
        overrides=parse_overrides(intake, document),
        confidence=parse_confidence(intake, document),
        no_reply=parse_no_reply(intake, document),
        screening=parse_screening(intake, document),
        case_tolerance=intake.number(document, "case_tolerance", "case_tolerance"),
        cases=parse_cases(intake, document),
        reads=tuple(intake.reads),
        proofs=tuple(intake.proofs),
    )
    check_orders(intake, ruleset.orders, ruleset.rules)
    _check_ids(intake, ruleset)
    _check_reads(intake, form)
    if intake.problems:
        raise RulesetProblems(sorted(intake.problems, key=lambda problem: problem.line))
    return ruleset


def _named(intake: Intake, document: Mapping[str, Any], key: str, form: re.Pattern[str]) -> str:
    name = intake.text(document, key, key)
    if name and not form.fullmatch(name):
        message = f"{name!a} is no {key}: it has small letters a to z, digits and hyphens"
        intake.problem(key, "", message if key == "slug" else f"{message}, and points")
    return name


def _questionnaire(intake: Intake, document: Mapping[str, Any]) -> tuple[str, str]:
    slug, _, version = intake.text(document, "questionnaire", "questionnaire").partition("/")
    if not version:
        intake.problem("questionnaire", "", "slug and version are needed: name/2026.1")
    return slug, version


def _digest(intake: Intake, document: Mapping[str, Any]) -> str:
    try:
        return digest(document)
    except (TypeError, ValueError) as error:
        intake.problem("", "", f"cannot be hashed: {error}")
        return ""


def _check_ids(intake: Intake, ruleset: Ruleset) -> None:
    rules = {rule.id for rule in ruleset.rules}
    for check in ruleset.checks:
        if check.id in rules:
            intake.problem(check.id, "id", "is the id of a rule and of a check")


def _check_reads(intake: Intake, form: Form) -> None:
    for key in intake.reads:
        question = form.questions.get(key)
        if question is None:
            intake.problem(key, "", "is read, but the questionnaire has no such question")
            continue
        columns = {column.name for column in question.columns}
        for column in COLUMNS_READ.get(key, ()):
            if column not in columns:
                intake.problem(key, "", f"the table has no column '{column}'")
