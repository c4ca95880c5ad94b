"""Builds the due-diligence report on one supplier."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assessments.overrides.rules import ByHand
from assessments.reports import bundle
from assessments.reports.annex import answer_sections, evidence_rows
from assessments.reports.controls import families
from assessments.reports.explanation import explanations
from assessments.reports.facts import fact_groups
from assessments.reports.findings import findings, notes
from assessments.reports.gaps import contradictions, unknown_rules, unknowns
from assessments.reports.glance import band, cover, glance, indicators
from assessments.reports.identity import Attachment, attachment, report_digest, report_id
from assessments.reports.inherent import inherent
from assessments.reports.material import Material
from assessments.reports.outlook import outlook
from assessments.reports.overlay import overlay_of
from assessments.reports.plan import actions, cases
from assessments.reports.supplier import Finding, HandBand, Pin, Reference, SupplierReport
from assessments.reports.used_rows import row_citations, rows_document
from assessments.reports.wording import METHOD, NOT_YET
from assessments.results.clearing import NotCleared
from questionnaires.catalogue import Catalogue
from questionnaires.definition import Questionnaire
from questionnaires.words import Words
from scoring import reference
from scoring.canonical import digest
from scoring.engine import Scorer

_METHOD = ("scope", "how_to_read", "unknowns")
_LIMITS = ("limits", "expert_judgement", "not_legal_advice")


def supplier_report(
    *,
    result: Mapping[str, Any],
    snapshot: Mapping[str, Any],
    questionnaire: Questionnaire,
    words: Words,
    ruleset: Mapping[str, Any],
    terms: Catalogue,
    reference: reference.Reference,
    people: Mapping[str, str],
    inputs: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    scorer: Scorer,
    by_hand: ByHand | None = None,
    not_cleared: tuple[NotCleared, ...] = (),
    since: Mapping[str, date] | None = None,
) -> SupplierReport:
    """What the report on one supplier says.

    `result` is the result document, `snapshot` the sealed submission it was computed from,
    `ruleset` and `reference` those that the result pins, `words` and `terms` the texts of
    questionnaire and ruleset. `people` gives names by the commitments of the snapshot; one that
    is missing reads as removed. `inputs` is what was read beside the answers (proof, signals, day).
    `scorer` is the engine of exactly these versions, `by_hand` the band that a person set,
    `not_cleared` what earlier answers showed and these were not asked about.
    `base` is what an overlay was made over, `since` from when actions are due that an earlier
    result asked for as well. The same arguments give the same report, and its id comes from what
    it says.
    """
    material = Material(
        result,
        snapshot,
        questionnaire,
        words,
        terms,
        ruleset,
        reference,
        people,
        inputs,
        not_cleared=not_cleared,
        since=since or {},
    )
    draft = _draft(material, scorer)
    if by_hand is not None:
        draft = replace(draft, glance=replace(draft.glance, by_hand=_hand_band(by_hand, material)))
    draft = replace(draft, overlay=overlay_of(ruleset, base))
    says = report_digest(draft)
    return replace(draft, report_id=report_id(says), digest=says)


def _draft(material: Material, scorer: Scorer) -> SupplierReport:
    lines = indicators(material)
    asked = actions(material)
    found = findings(material)
    return SupplierReport(
        cover=cover(material),
        glance=glance(material, lines, asked),
        method=(*(material.term("method", key) for key in _METHOD), METHOD),
        limits=tuple(material.term("method", key) for key in _LIMITS),
        band_names=tuple((key, material.term("bands", key, "name")) for key in _BANDS),
        facts=fact_groups(material),
        inherent=inherent(material),
        families=families(material),
        indicators=lines,
        findings=found,
        notes=notes(material),
        unknowns=unknowns(material),
        unknown_rules=unknown_rules(material),
        contradictions=contradictions(material),
        actions=asked,
        cases=cases(material),
        authors=tuple(material.person({"commitment": one}) for one in material.authors),
        answers=answer_sections(material),
        evidence=evidence_rows(material),
        explanations=explanations(material, lines),
        references=_references(found, material),
        citations=row_citations(material),
        pins=_pins(material),
        not_yet=NOT_YET,
        outlook=outlook(material, scorer),
        attachments=_attachments(material),
        report_id="",
        digest="",
    )


def _hand_band(by_hand: ByHand, material: Material) -> HandBand:
    return HandBand(
        band=band(by_hand.band, material),
        reason=by_hand.reason,
        by=by_hand.set_by,
        set_on=by_hand.set_at.date(),
        ends_on=by_hand.expires_on,
    )


_BANDS = ("low", "medium", "high", "critical")


def _references(found: tuple[Finding, ...], material: Material) -> tuple[Reference, ...]:
    codes = sorted({code for finding in found for code in finding.references}, key=_by_number)
    named = [_reference(code, material) for code in codes]
    return tuple(sorted(named, key=lambda one: (one.source, one.seen)))


def _by_number(code: str) -> tuple[str, int]:
    name, _, number = code.rpartition("-")
    return (name, int(number)) if number.isdigit() else (code, 0)


def _reference(code: str, material: Material) -> Reference:
    return Reference(
        code,
        material.term("frameworks", code, "short"),
        material.term("frameworks", code, "source"),
        material.term("frameworks", code, "seen"),
    )


def _pins(material: Material) -> tuple[Pin, ...]:
    result = material.result
    asked, rules = result["questionnaire"], result["ruleset"]
    data = material.reference
    return (
        Pin("Sealed submission", material.snapshot["format"], digest(material.snapshot)),
        Pin(f"Questionnaire {asked['slug']}", asked["version"], asked["sha256"]),
        Pin("Words of the questionnaire", material.words.language, material.words.sha256),
        Pin(f"Rules {rules['slug']}", rules["version"], rules["sha256"]),
        Pin("Words of the rules", "en", material.terms.sha256),
        Pin(f"Reference data {data.slug}", data.version, result["reference"]["sha256"]),
        Pin("Result", result["engine"], digest(result)),
    )


def _attachments(material: Material) -> tuple[Attachment, ...]:
    """What the score can be computed from again, and for readers the rows that it used."""
    carried = bundle.bundle_of(material)
    rows = "Rows of reference data used, for readers"
    return (
        *(attachment(name, bundle.CONTENT[name], one) for name, one in carried.documents.items()),
        attachment("reference-rows.json", rows, rows_document(material)),
        attachment(bundle.DIGESTS, "What each of these files has to be", carried.digests),
    )
