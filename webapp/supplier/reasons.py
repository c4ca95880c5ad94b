"""What the first page says of why somebody is asked, what to have ready, and what is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.campaigns.reasons import Finding, Reasons
from questionnaires import countries
from questionnaires.library import CORE, latest
from webapp.grounds import named
from webapp.languages import current_language
from webapp.languages.names import good_name, sector_name
from webapp.supplier import wording
from webapp.supplier.times import local_deadline
from webapp.supplier.visit import Visit

BEFOREHAND = {
    "low": lazy_gettext("As long as nothing is known of your firm, this counts as a low risk."),
    "medium": lazy_gettext(
        "As long as nothing is known of your firm, this counts as a medium risk."
    ),
    "high": lazy_gettext("As long as nothing is known of your firm, this counts as a high risk."),
    "critical": lazy_gettext(
        "As long as nothing is known of your firm, this counts as a very high risk."
    ),
}
OUR_WORDS = {
    "combined by expert judgement, to be calibrated": lazy_gettext(
        "combined by expert judgement, to be calibrated"
    ),
    "expert judgement, to be calibrated": lazy_gettext("expert judgement, to be calibrated"),
    "review yearly": lazy_gettext("review yearly"),
}
"""What shipped tables say of their sources beside the names of publications, which stay."""


@dataclass(frozen=True)
class LeftOut:
    """Questions that are not asked now, and the question whose answer decides that."""

    decided_by: str
    answered: bool
    count: int


def told(here: Visit, why: Reasons) -> dict[str, Any]:
    """What the template of the first page says of all this."""
    return {
        "findings": [
            (in_words(here, found), source_in_words(found.source), found.year)
            for found in why.findings
        ],
        "beforehand": BEFOREHAND[why.band],
        "grounds": named(here.invited.grounds),
        "month": wording.month,
        "local_deadline": local_deadline(here.invited.due_on, why.country),
        "papers": papers_to_have(here),
        "left_out": left_out(here),
        "only_in_full_form": only_in_full_form(here, why),
    }


def in_words(here: Visit, found: Finding) -> str:
    """A finding as a sentence without its source."""
    name = name_of(here, found)
    if found.about == "good":
        return str(_("%(good)s from your country stand on a public list of goods.", good=name))
    if not found.key:
        return str(
            _(
                "No kind of work is noted for you. %(points)s of 100 is counted.",
                points=_points(found),
            )
        )
    if not found.source:
        return str(
            _(
                "%(name)s is not in our sources. %(points)s of 100 is counted.",
                name=name,
                points=_points(found),
            )
        )
    return str(_("%(name)s: %(points)s of 100", name=name, points=_points(found)))


def source_in_words(source: str) -> str:
    """A source: publications by their own names, the rest in the language of the page."""
    return "; ".join(str(OUR_WORDS.get(part, part)) for part in source.split("; "))


def name_of(here: Visit, found: Finding) -> str:
    """A country, a kind of work or a good as people call it."""
    if found.about == "country":
        return countries.name(found.key, current_language())
    if found.about == "sector":
        asked = here.questionnaire.questions.get("activity")
        if asked and found.key in asked.choices:
            return str(here.words.choice_of(asked, found.key))
        return sector_name(found.key)
    return good_name(found.key)


def papers_to_have(here: Visit) -> list[str]:
    """What would show the answers to the questions that are likely asked, each once."""
    hints = (
        str(here.words.question(key).evidence)
        for key, question in here.questionnaire.questions.items()
        if question.evidence and key in here.shown
    )
    return list(dict.fromkeys(hint for hint in hints if hint))


def left_out(here: Visit) -> list[LeftOut]:
    """What other answers leave out, by the question that decides, in the order of the form."""
    counts: dict[str, int] = {}
    for key in _not_asked(here):
        decides = _first_read(here, key)
        counts[decides] = counts.get(decides, 0) + 1
    return [
        LeftOut(
            decided_by=str(here.words.question(key).text),
            answered=here.values.get(key) is not None,
            count=count,
        )
        for key, count in counts.items()
    ]


def only_in_full_form(here: Visit, reasons: Reasons) -> int:
    """How many questions the short form leaves out; none where this is not the short form."""
    if not reasons.short:
        return 0
    return max(0, len(latest(CORE).questions) - len(here.questionnaire.questions))


def _not_asked(here: Visit) -> Iterator[str]:
    conditions = here.questionnaire.routing.conditions
    for key in here.questionnaire.questions:
        if key in here.open and key in conditions and key not in here.shown:
            yield key


def _first_read(here: Visit, key: str) -> str:
    """The question that decides about another; one step back where that is not asked either."""
    conditions = here.questionnaire.routing.conditions
    reads = conditions[key].reads
    first = next((one for one in reads if one in here.questionnaire.questions), key)
    return _first_read(here, first) if first in conditions and first not in here.shown else first


def _points(found: Finding) -> str:
    return f"{found.points:f}".rstrip("0").rstrip(".") if found.points is not None else ""
