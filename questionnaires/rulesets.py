"""Checking a ruleset or an overlay as a whole, up to the results of its own cases."""

from collections.abc import Callable, Mapping
from typing import Any

from questionnaires import library
from questionnaires.documents import check_document
from scoring import shipped
from scoring.cases import failing_cases
from scoring.engine import Scorer
from scoring.reference import Reference
from scoring.ruleset import Problem, Ruleset, RulesetProblems, parse_ruleset
from scoring.ruleset.overlay import applied, is_overlay
from scoring.ruleset.reading import read_document

Document = Mapping[str, Any]
FindBase = Callable[[str, str], Document]


def shipped_document(slug: str, version: str) -> Document:
    """Return the document of a shipped ruleset. Raises LookupError where there is none."""
    path = shipped.ruleset_path(slug, version)
    return read_document(path.read_bytes(), path.name)[0]


def check_ruleset(
    document: Document,
    *,
    reference: Reference,
    file: str = "ruleset",
    source: str = "",
    find_base: FindBase = shipped_document,
) -> Ruleset:
    """Return the ruleset that a document, whole or an overlay, states once it holds in all parts.

    `find_base` gives the document that an overlay is made over, and raises LookupError where
    there is none of that slug and version. Raises RulesetProblems with everything that is wrong:
    in the document; else in the answers of its cases; else in the results they give.
    """
    found: list[Problem] = []
    if is_overlay(document):
        base = _base(document, find_base, file)
        document, found = applied(base, document, file=file, source=source)
    ruleset = _parsed(document, reference, file, source, found)
    asked = library.load(*ruleset.questionnaire)
    problems = [
        Problem(file, f"case {case.name}", problem.place or problem.part, problem.text)
        for case in ruleset.cases
        for problem in check_document(asked, case.document)
    ]
    problems = problems or failing_cases(Scorer(ruleset, reference, asked.form()), file)
    if problems:
        raise RulesetProblems(problems)
    return ruleset


def _base(document: Document, find_base: FindBase, file: str) -> Document:
    named = document["base"]
    slug, version = (
        (str(named.get("slug", "")), str(named.get("version", "")))
        if isinstance(named, Mapping)
        else ("", "")
    )
    try:
        return find_base(slug, version)
    except LookupError:
        message = f"there is no ruleset '{slug}' in version '{version}'"
        raise RulesetProblems([Problem(file, "base", "", message)]) from None


def _parsed(
    document: Document, reference: Reference, file: str, source: str, found: list[Problem]
) -> Ruleset:
    """The ruleset; with all problems, those found before too, where there is any."""
    slug, _, version = str(document.get("questionnaire", "")).partition("/")
    try:
        form = library.load(slug, version).form()
        ruleset = parse_ruleset(document, form=form, reference=reference, file=file, source=source)
    except library.UnknownQuestionnaire as error:
        raise RulesetProblems([*found, Problem(file, "questionnaire", "", str(error))]) from None
    except RulesetProblems as problems:
        raise RulesetProblems([*found, *problems.problems]) from None
    if found:
        raise RulesetProblems(found)
    return ruleset
