"""Builds the report on all suppliers of a company from their results."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.overrides.rules import ByHand
from assessments.reports.dates import day
from assessments.reports.deadlines import deadlines, worst
from assessments.reports.entries import (
    IN_PROGRESS,
    NO_ANSWER,
    NOT_STARTED,
    SCORED,
    SUBMITTED,
    Entry,
    Rated,
    rated_of,
)
from assessments.reports.heat import INDICATORS, heat_map
from assessments.reports.identity import report_digest, report_id
from assessments.reports.overlay import Overlay
from assessments.reports.portfolio import (
    ActionRow,
    ConfidenceRow,
    Count,
    NoReplyRow,
    PortfolioReport,
    RatedRow,
    ZeroToleranceRow,
)
from assessments.reports.supplier import Band, Named, Pin
from assessments.reports.wording import NOT_REVIEWED, PORTFOLIO_METHOD, PORTFOLIO_NOT_YET
from questionnaires.catalogue import Catalogue
from questionnaires.countries import name as country_name
from scoring.ruleset.parts import SCREENING_OUTCOMES

Document = Mapping[str, Any]
BANDS = ("critical", "high", "medium", "low")
LEVELS = ("high", "medium", "low")
MOST_FINDINGS = 12


def portfolio_report(
    *,
    company: str,
    on: date,
    campaigns: Sequence[str],
    entries: Sequence[Entry],
    ruleset: Document,
    terms: Catalogue,
    overlays: Sequence[Overlay] = (),
) -> PortfolioReport:
    """What is known of a company's suppliers on a day.

    Nothing is averaged over suppliers; a supplier that did not answer is never rated.
    """
    rated = rated_of(entries)
    draft = PortfolioReport(
        company=company,
        on=on,
        campaigns=tuple(campaigns),
        coverage=(*_coverage(entries), *_screenings(entries, terms)),
        bands=_band_counts(rated, terms),
        rated=_rated(rated, terms),
        heat=heat_map(entries, terms),
        zero_tolerance=_zero_tolerance(rated, terms),
        actions=_actions(rated, ruleset, terms),
        findings=_findings(rated, terms),
        confidence=_confidence(rated, terms),
        no_replies=_no_replies(entries, terms),
        no_reply_sentence=str(terms.text("method", "no_answer")),
        method=(*PORTFOLIO_METHOD, str(terms.text("method", "expert_judgement"))),
        pins=_pins(rated),
        not_yet=PORTFOLIO_NOT_YET,
        overlays=tuple(overlays),
        report_id="",
        digest="",
    )
    says = report_digest(draft)
    return replace(draft, report_id=report_id(says), digest=says)


def band(key: str, terms: Catalogue) -> Band:
    """A band with its words."""
    return Band(
        key, str(terms.text("bands", key, "name")), str(terms.text("bands", key, "sentence"))
    )


def _coverage(entries: Sequence[Entry]) -> tuple[Count, ...]:
    states = Counter(entry.state for entry in entries)
    return (
        Count("Suppliers asked", len(entries)),
        Count("Answered and scored", states[SCORED]),
        Count("Submitted, not scored yet", states[SUBMITTED]),
        Count("Answers in progress", states[IN_PROGRESS], "not submitted, so not scored"),
        Count("Not started", states[NOT_STARTED]),
        Count("No answer", states[NO_ANSWER], "30 days or more after the deadline"),
        Count("Countries", len({entry.country for entry in entries})),
    )


def _screenings(entries: Sequence[Entry], terms: Catalogue) -> tuple[Count, ...]:
    """How many short versions led to what; nothing where none was answered."""
    found = Counter(entry.screening for entry in entries if entry.screening)
    return tuple(
        Count(str(terms.text("screening", outcome, "name")), found[outcome], "after the screening")
        for outcome in SCREENING_OUTCOMES
        if found
    )


def _band_counts(rated: Sequence[Rated], terms: Catalogue) -> tuple[tuple[Band, int], ...]:
    found = Counter(entry.result["band"] for entry in rated)
    return tuple((band(key, terms), found[key]) for key in BANDS)


def _rated(rated: Sequence[Rated], terms: Catalogue) -> tuple[RatedRow, ...]:
    rows = [_rated_row(entry, terms) for entry in rated]
    return tuple(
        sorted(rows, key=lambda row: (BANDS.index(row.band.key), -row.headline, row.supplier))
    )


def _rated_row(entry: Rated, terms: Catalogue) -> RatedRow:
    result = entry.result
    confidence = result["confidence"]
    return RatedRow(
        supplier=entry.supplier,
        country=country_name(entry.country),
        band=band(result["band"], terms),
        headline=Decimal(result["headline"]),
        confidence_level=confidence["level"],
        confidence=Decimal(confidence["score"]),
        provisional=bool(result["provisional"]),
        strongest=_strongest(result, terms),
        why="; ".join(str(terms.text("overrides", key, "name")) for key in result["overrides"]),
        by_hand=_by_hand(entry.by_hand, terms) if entry.by_hand else "",
        screening=str(terms.text("screening", entry.screening, "name")) if entry.screening else "",
    )


def _by_hand(one: ByHand, terms: Catalogue) -> str:
    name = terms.text("bands", one.band, "name")
    return f"{name} by hand until {day(one.expires_on)}, {one.set_by}"


def _strongest(result: Document, terms: Catalogue) -> str:
    if result["findings"]:
        rule = result["findings"][0]["rule"]
        return f"{terms.text('rules', rule, 'title')} ({rule})"
    weights = {key: Decimal(line["residual"]) for key, line in result["indicators"].items()}
    worst = max(INDICATORS, key=lambda key: weights[key])
    return f"No finding; highest line {terms.text('indicators', worst, 'name')}"


def _zero_tolerance(rated: Sequence[Rated], terms: Catalogue) -> tuple[ZeroToleranceRow, ...]:
    return tuple(
        ZeroToleranceRow(
            supplier=entry.supplier,
            country=country_name(entry.country),
            rule=Named(found["rule"], str(terms.text("rules", found["rule"], "title"))),
            remedied=bool(found["remedied"]),
            review=NOT_REVIEWED,
        )
        for entry in rated
        for found in entry.result["findings"]
        if found["severity"] == "Z"
    )


def _actions(rated: Sequence[Rated], ruleset: Document, terms: Catalogue) -> tuple[ActionRow, ...]:
    due: dict[str, list[date]] = {}
    for entry in rated:
        for action in entry.result["actions"]:
            due.setdefault(action, []).append(_first_due(action, entry, ruleset))
    rows = [
        ActionRow(Named(key, str(terms.text("actions", key, "title"))), len(days), min(days))
        for key, days in due.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.suppliers, row.action.key)))


def _first_due(action: str, entry: Rated, ruleset: Document) -> date:
    found = entry.result["findings"]
    severities = [one["severity"] for one in found if one["action"] == action]
    on = entry.since.get(action) or date.fromisoformat(entry.result["on"])
    return min(one.on for one in deadlines(ruleset, action, worst(severities), on))


def _findings(rated: Sequence[Rated], terms: Catalogue) -> tuple[Count, ...]:
    found = Counter(one["rule"] for entry in rated for one in entry.result["findings"])
    commonest = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_FINDINGS]
    return tuple(
        Count(str(terms.text("rules", rule, "title")), number, rule) for rule, number in commonest
    )


def _confidence(rated: Sequence[Rated], terms: Catalogue) -> tuple[ConfidenceRow, ...]:
    found = Counter((one.result["band"], one.result["confidence"]["level"]) for one in rated)
    return tuple(
        ConfidenceRow(band(key, terms), *(found[key, level] for level in LEVELS)) for key in BANDS
    )


def _no_replies(entries: Sequence[Entry], terms: Catalogue) -> tuple[NoReplyRow, ...]:
    return tuple(
        NoReplyRow(
            supplier=entry.supplier,
            country=country_name(entry.country),
            inherent=Decimal(entry.no_reply["inherent"]),
            inherent_band=band(entry.no_reply["inherent_band"], terms),
            shown_band=band(entry.no_reply["band"], terms),
        )
        for entry in entries
        if entry.no_reply
    )


def _pins(rated: Sequence[Rated]) -> tuple[Pin, ...]:
    pins = []
    for entry in rated:
        result = entry.result
        rules, questions = result["ruleset"], result["questionnaire"]
        pins += [
            Pin(f"Questionnaire {questions['slug']}", questions["version"], questions["sha256"]),
            Pin(f"Rules {rules['slug']}", rules["version"], rules["sha256"]),
            Pin("Reference data", "", result["reference"]["sha256"]),
            Pin("Engine", result["engine"], ""),
        ]
    return tuple(dict.fromkeys(pins))
