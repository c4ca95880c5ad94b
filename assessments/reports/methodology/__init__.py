"""The methodology of a ruleset as one Markdown document, generated from what the program reads."""

import re
from string import Template

from assessments.reports.methodology import rules, sources, steps
from assessments.reports.methodology.cases import cases
from assessments.reports.methodology.markdown import bullets, wrapped
from assessments.reports.methodology.method import Method
from questionnaires.catalogue import Catalogue
from questionnaires.words import Words
from scoring.engine import Scorer

SENTENCES = ("scope", "limits", "expert_judgement", "unknowns", "how_to_read", "not_legal_advice")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def methodology(scorer: Scorer, words: Words, terms: Catalogue, text: str) -> str:
    """The document: `text` with its numbers, tables and worked cases filled in.

    `scorer` joins the ruleset with the questionnaire that it was written for. Raises KeyError
    where the text names something that the method does not have.
    """
    method = Method(scorer, words, terms)
    ruleset = scorer.ruleset
    filled = {
        "slug": ruleset.slug,
        "version": ruleset.version,
        "contents": _contents(text),
        **{key: str(terms.text("method", key)) for key in SENTENCES},
        **steps.numbers(method),
        **_chapters(method),
    }
    return wrapped(Template(text).substitute(filled))


def _chapters(method: Method) -> dict[str, str]:
    return {
        "pins": sources.pins(method),
        "facts": sources.facts(method),
        "workforce": steps.factors(method, "workforce"),
        "recruitment": steps.factors(method, "recruitment"),
        "overlays": steps.overlays(method),
        "floors": steps.floors(method),
        "proof": steps.proof(method),
        "values": steps.values(method),
        "families": steps.families(method),
        "indicators": steps.indicators(method),
        "bands": steps.bands(method),
        "overrides": steps.overrides(method),
        "confidence": steps.confidence(method),
        "screening": steps.screening(method),
        "severities": rules.severities(method),
        "rules": rules.rules(method),
        "check_severities": rules.check_severities(method),
        "checks": rules.checks(method),
        "actions": rules.actions(method),
        "reference": sources.reference(method),
        "cases": cases(method),
        "questions": sources.questions(method),
    }


def _contents(text: str) -> str:
    """Links to the chapters of the text."""
    chapters: list[str] = _HEADING.findall(text)
    return bullets(f"[{chapter}](#{_anchor(chapter)})" for chapter in chapters)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
