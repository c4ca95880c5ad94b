"""The cover and the page that says the result by itself."""

from collections import Counter
from datetime import date
from decimal import Decimal

from assessments.phrases import phrase
from assessments.reports.heat import INDICATORS, band_of
from assessments.reports.material import Document, Material, decimal, moment_of
from assessments.reports.overlay import of_which
from assessments.reports.supplier import (
    Action,
    Band,
    Confidence,
    Cover,
    Glance,
    IndicatorLine,
    Named,
)
from assessments.reports.wording import EARLIER_EXISTS, FIRST_RESULT, STATUS
from assessments.results.clearing import NotCleared
from questionnaires.countries import name as country_name
from questionnaires.days import written

DRAWN_FROM = phrase("The headline is drawn from the highest lines: {most}, and two more below.")
CONFIDENCE_PARTS = ("completeness", "evidence", "consistency", "verification")
NOT_CLEARED = phrase(
    "Not cleared: the answers of {day} showed “{sign}”, and this questionnaire does not ask "
    "about it."
)
_STRONGEST = 4
_FIRST_DEADLINES = 4


def cover(material: Material) -> Cover:
    """Whose report, for whom, on what it stands."""
    snapshot, result = material.snapshot, material.result
    declared = snapshot["declared"]
    person = material.person(declared["signatory"])
    role = f", {declared['role']}" if declared.get("role") else ""
    return Cover(
        supplier=snapshot["supplier"]["name"],
        site=_site(material),
        prepared_for=snapshot["asked_by"]["name"],
        result_on=material.on,
        declared_at=moment_of(declared["at"]),
        declared_by=f"{person}{role}",
        status=STATUS,
        questionnaire=f"{material.words.title}, version {result['questionnaire']['version']}",
        ruleset=f"{result['ruleset']['slug']}, version {result['ruleset']['version']}"
        f"{of_which(material.ruleset)}",
        reference=f"{material.reference.slug}, version {material.reference.version}",
    )


def _site(material: Material) -> str:
    country = material.values.get("site_country") or material.snapshot["supplier"].get("country")
    parts = [
        material.shown("activity"),
        material.shown("site_region") if "site_region" not in material.hidden else "",
        country_name(country) if country else "",
    ]
    return ", ".join(part for part in parts if part)


def band(key: str, material: Material) -> Band:
    """A band with its words."""
    return Band(key, material.term("bands", key, "name"), material.term("bands", key, "sentence"))


def indicators(material: Material) -> tuple[IndicatorLine, ...]:
    """The twelve lines, largest residual first; equal ones in the order of the indicators."""
    lines = [_line(key, material) for key in INDICATORS]
    return tuple(sorted(lines, key=lambda line: -line.residual))


def _line(key: str, material: Material) -> IndicatorLine:
    figures = material.result["indicators"][key]
    residual = decimal(figures["residual"])
    return IndicatorLine(
        key=key,
        name=material.term("indicators", key, "name"),
        plain=material.term("indicators", key, "plain"),
        ilo=material.ilo(key),
        exposure=decimal(figures["exposure"]),
        observed=decimal(figures["observed"]),
        residual=residual,
        band=band_of(residual),
    )


def glance(
    material: Material, lines: tuple[IndicatorLine, ...], actions: tuple[Action, ...]
) -> Glance:
    """The result on one page."""
    result = material.result
    total = result["controls"]["total"]
    return Glance(
        headline=decimal(result["headline"]),
        band=band(result["band"], material),
        computed_band=band(result["computed_band"], material),
        provisional=bool(result["provisional"]),
        reasons=_reasons(material, lines),
        confidence=confidence(material),
        inherent=decimal(result["inherent"]["score"]),
        inherent_note=_inherent_note(result["inherent"]),
        controls=None if total is None else decimal(total),
        strongest=lines[:_STRONGEST],
        severities=_severities(material),
        unknowns=len(result["unknowns"]),
        contradictions=len(result["fired_checks"]),
        first_deadlines=tuple(
            (action.title, action.deadlines[0].on) for action in actions[:_FIRST_DEADLINES]
        ),
        change=EARLIER_EXISTS if material.snapshot.get("previous") else FIRST_RESULT,
    )


def _inherent_note(inherent: Document) -> str:
    if decimal(inherent["floored"]) > decimal(inherent["score"]):
        return f"{inherent['floored']} for state-imposed labour alone"
    return "where, what, who, how recruited"


def _reasons(material: Material, lines: tuple[IndicatorLine, ...]) -> tuple[str, ...]:
    result = material.result
    raised = [material.term("overrides", key, "sentence") for key in result["overrides"]]
    if result["pattern"] and "pattern" not in result["overrides"]:
        raised.append(material.term("overrides", "pattern", "sentence"))
    most = ", ".join(f"{line.name} ({line.residual:.1f})" for line in lines[:2])
    uncleared = [_uncleared(sign, material) for sign in material.not_cleared]
    return (*raised, *uncleared, material.reader.said(DRAWN_FROM, most=most))


def _uncleared(sign: NotCleared, material: Material) -> str:
    title = material.terms.find("rules", sign.rule, "title") or sign.rule
    day = written(date.fromisoformat(sign.seen_on), material.words.language)
    return material.reader.said(NOT_CLEARED, sign=title, day=day)


def confidence(material: Material) -> Confidence:
    """The second figure, with its parts and their weights."""
    found = material.result["confidence"]
    weights = material.ruleset["confidence"]["weights"]
    return Confidence(
        level=found["level"].capitalize(),
        score=decimal(found["score"]),
        parts=tuple(
            (material.term("steps", part, "name"), decimal(found[part]), percent(weight))
            for part, weight in ((part, weights[part]) for part in CONFIDENCE_PARTS)
        ),
        sentence=material.term("confidence", found["level"], "sentence"),
    )


def percent(share: Decimal | str | int) -> int:
    """A share of one as a whole number of percent."""
    return int(decimal(share) * 100)


def _severities(material: Material) -> tuple[tuple[Named, int], ...]:
    found = Counter(one["severity"] for one in material.result["findings"])
    return tuple((material.named("severities", key), found[key]) for key in "ZRMLU")
