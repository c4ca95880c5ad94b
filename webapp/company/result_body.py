"""What the page of a result says, for the supplier's page and for the page of one result."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from assessments.reports.findings import findings, notes
from assessments.reports.gaps import contradictions, unknown_rules, unknowns
from assessments.reports.glance import glance, indicators
from assessments.reports.material import Document
from assessments.reports.outlook import outlook
from assessments.reports.plan import actions
from assessments.reports.reading import Reading
from assessments.reports.screening import screening_of
from assessments.reports.supplier import Contradiction, Glance, IndicatorLine, Unknown
from webapp.charts import IndicatorBar, headline_chart, indicator_chart, worst_first
from webapp.company.words import one_decimal


@dataclass(frozen=True)
class Pin:
    """A thing that a result stands on, fixed by its hash."""

    what: str
    version: str
    sha256: str


def result_body(reading: Reading) -> dict[str, Any]:
    """Everything that the template `company/result_body.html` shows."""
    material, lines = reading.material, indicators(reading.material)
    asked = actions(material)
    first = glance(material, lines, asked)
    return {
        "reading": reading,
        "glance": first,
        "chart": _chart(reading, lines),
        "bars": worst_first(_bars(reading, lines)),
        "findings": findings(material),
        "notes": [note for note in notes(material) if note not in first.reasons],
        "checks": _checks(reading),
        "unknowns": _unknowns(reading),
        "unknown_rules": unknown_rules(material),
        "actions": asked,
        "screening": screening_of(reading),
        "pins": _pins(reading),
        **_outlook(reading, first),
    }


def _chart(reading: Reading, lines: tuple[IndicatorLine, ...]) -> str:
    return indicator_chart(
        _bars(reading, lines),
        title=_("Twelve indicators, worst first"),
        description=_(
            "Each bar runs from 0 to 100: exposure as an outline, what the answers show as a "
            "fill, the residual as a mark. The table beside it has the same numbers."
        ),
        show=one_decimal,
    )


def _outlook(reading: Reading, first: Glance) -> dict[str, Any]:
    """What open answers allow, drawn where there are any, and what would bring the band down."""
    found = outlook(reading.material, reading.scorer)
    chart = headline_chart(
        first.headline,
        found.low,
        found.high,
        name=_("Headline"),
        title=_("How far the headline may still move"),
        description=_("The mark is the headline; the line runs over what open answers allow."),
        show=one_decimal,
    )
    return {
        "outlook": found,
        "range_chart": chart if found.open else None,
        "answer_address": partial(_answer_address, reading.result.public_id),
    }


def _answer_address(result: UUID, key: str) -> str:
    return url_for("company.result_answer", result=result, key=key)


def _bars(reading: Reading, lines: tuple[IndicatorLine, ...]) -> list[IndicatorBar]:
    result = reading.result.public_id
    return [
        IndicatorBar(
            code=line.key,
            name=line.name,
            observed=line.observed,
            exposure=line.exposure,
            residual=line.residual,
            href=url_for("company.result_indicator", result=result, code=line.key),
        )
        for line in lines
    ]


def _checks(reading: Reading) -> list[tuple[Contradiction, list[tuple[str, Any]]]]:
    """Each contradiction with its answers, and the keys of the questions that gave them."""
    fired = reading.material.result["fired_checks"]
    return [
        (contradiction, list(zip(_asked(one, reading), contradiction.answers, strict=True)))
        for contradiction, one in zip(contradictions(reading.material), fired, strict=True)
    ]


def _asked(fired: Document, reading: Reading) -> list[str]:
    known = reading.material.questionnaire.questions
    return [key for key in fired["questions"] if key in known]


def _unknowns(reading: Reading) -> list[tuple[str, Unknown]]:
    """The questions without an answer, those that decide others first, with their keys.

    What the questionnaire does not ask has no page of an answer, and no key here.
    """
    known = reading.material.questionnaire.questions
    keys = [one["question"] for one in reading.material.result["unknowns"]]
    pages = [key if key in known else "" for key in keys]
    return list(zip(pages, unknowns(reading.material), strict=True))


def _pins(reading: Reading) -> list[Pin]:
    result, material = reading.material.result, reading.material
    asked, rules = result["questionnaire"], result["ruleset"]
    return [
        Pin(_("Sealed answers"), material.snapshot["format"], reading.submission.digest),
        Pin(_("Questionnaire %(name)s", name=asked["slug"]), asked["version"], asked["sha256"]),
        Pin(_("Rules %(name)s", name=rules["slug"]), rules["version"], rules["sha256"]),
        Pin(
            _("Reference data %(name)s", name=material.reference.slug),
            material.reference.version,
            result["reference"]["sha256"],
        ),
        Pin(_("Result"), _("engine %(version)s", version=result["engine"]), reading.result.digest),
    ]
