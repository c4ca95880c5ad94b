"""The engine: one set of answers to one result, with every reason."""

from collections.abc import Mapping
from typing import Any

from scoring.conditions import HIDDEN
from scoring.conditions.compiling import proof_key
from scoring.conditions.vocabulary import name_of_question
from scoring.confidence import ConfidenceStep
from scoring.controls import ControlStep
from scoring.facts import COLUMNS_READ, Facts
from scoring.form import Form
from scoring.headline import HeadlineStep
from scoring.indicators import IndicatorStep
from scoring.inherent import InherentStep
from scoring.reference import Reference
from scoring.result import Pins, Result
from scoring.routing import Routing
from scoring.ruleset import Ruleset
from scoring.ruleset.parts import Rule
from scoring.sheet import Sheet
from scoring.unasked import with_unasked

ENGINE = "1"


class Scorer:
    """Scores answers to one questionnaire version by one ruleset and one set of reference data.

    Made once and used again and again; it keeps nothing of a document. A question that the
    ruleset reads and the form does not have counts as not answered; in a screening, as hidden.
    Raises ValueError where a question of the form is of another type than the ruleset was checked
    with.
    """

    def __init__(self, ruleset: Ruleset, reference: Reference, form: Form) -> None:
        self.ruleset = ruleset
        self.reference = reference
        _check_form(ruleset, form)
        self.form = form = with_unasked(form, ruleset)
        self.routing = Routing(form)
        self._absent = dict.fromkeys(
            (key for key in ruleset.reads if key not in form.questions), HIDDEN
        )
        terms = ruleset.inherent
        self.facts = Facts(reference, ruleset.yes_no_controls, terms.missing_sector)
        self._inherent = InherentStep(terms, reference)
        self._controls = ControlStep(ruleset.families, ruleset.control_proof)
        self._indicators = IndicatorStep(ruleset.indicators, ruleset.exposure)
        self._headline = HeadlineStep(ruleset.headline, ruleset.overrides)
        self._confidence = ConfidenceStep(
            ruleset.confidence, ruleset.evidence_proof, form, self.routing.gateways
        )
        self._rules = [(rule.condition.test, rule) for rule in ruleset.rules]
        self._checks = [(check.condition.test, check) for check in ruleset.checks]
        self._pins = Pins(
            ruleset=(ruleset.slug, ruleset.version, ruleset.sha256),
            reference=reference.sha256,
            questionnaire=(form.slug, form.version, form.sha256),
            engine=ENGINE,
        )

    def score(self, document: Mapping[str, Any]) -> Result:
        """Return the result of a document with `answers`, `proof`, `signals` and `on`.

        The document has been checked before (questionnaires.documents). The result depends on
        nothing else: no clock, no order of keys. Raises TypeError where a number is a float.
        """
        sheet = self._read(document)
        fired, unknown = self._fired(sheet)
        checks = [check for test, check in self._checks if test(sheet.values)]
        inherent = self._inherent.score(sheet)
        controls = self._controls.score(sheet)
        remedied = self._indicators.remedied(sheet)
        risks = self._indicators.score(sheet, inherent, controls, fired, checks, remedied)
        headline = self._headline.headline(sheet, risks)
        unknowns = self._confidence.unknowns(sheet)
        confidence = self._confidence.score(sheet, controls, checks, unknowns)
        live = [rule for rule in fired if not _is_remedied(rule, remedied)]
        banding = self._headline.band(sheet, headline, confidence.score, fired, live)
        return Result(
            pins=self._pins,
            on=sheet.on,
            headline=headline,
            banding=banding,
            inherent=inherent,
            controls=controls,
            indicators=risks,
            rules=tuple(fired),
            live=frozenset(rule.id for rule in live),
            unknown_rules=tuple(unknown),
            checks=tuple(checks),
            confidence=confidence,
            unknowns=unknowns,
            values=sheet.values,
            questions=tuple(self.form.questions),
            lines=tuple(sheet.lines),
        )

    def values(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what conditions read of a document: answers that count, facts and signals.

        A question that was not asked is HIDDEN, what is not known is None.
        """
        return self._read(document).values

    def _read(self, document: Mapping[str, Any]) -> Sheet:
        proofs = document.get("proof") or {}
        values = self.routing.read(document["answers"])
        values.update(self._absent)
        sheet = Sheet(values, proofs, document["on"])
        self.facts.add(values, proofs, document.get("signals") or {}, sheet.on)
        for question in self.ruleset.proofs:
            hidden = values[question] is HIDDEN
            values[proof_key(question)] = HIDDEN if hidden else sheet.proof(question)
        return sheet

    def _fired(self, sheet: Sheet) -> tuple[list[Rule], list[str]]:
        fired: list[Rule] = []
        unknown: list[str] = []
        for test, rule in self._rules:
            truth = test(sheet.values)
            if truth:
                fired.append(rule)
            elif truth is None:
                unknown.append(rule.id)
        return fired, unknown


def _is_remedied(rule: Rule, remedied: frozenset[str]) -> bool:
    return bool(rule.points) and rule.points.keys() <= remedied


def _check_form(ruleset: Ruleset, form: Form) -> None:
    for key in ruleset.reads:
        question = form.questions.get(key)
        if question is None:
            continue
        name = name_of_question(question)
        if name.kind != ruleset.names[key].kind:
            raise ValueError(
                f"{form.slug} {form.version}: {key} is a {name.kind} question, "
                f"{ruleset.slug} {ruleset.version} reads a {ruleset.names[key].kind} question"
            )
        missing = set(COLUMNS_READ.get(key, ())) - set(name.columns or ())
        if missing:
            raise ValueError(f"{form.slug} {form.version}: {key} has no column {missing.pop()}")
