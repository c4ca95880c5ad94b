"""Reading and checking a ruleset or an overlay as a whole, up to the results of its own cases."""

from collections.abc import Callable, Mapping
from typing import Any

from questionnaires import library
from questionnaires.documents import check_document
from scoring import shipped
from scoring.cases import failing_cases
from scoring.engine import Scorer
from scoring.reference import Reference
from scoring.ruleset import Problem, Ruleset, RulesetProblems, parse_ruleset
from scoring.ruleset.limits import check_size
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
    """Return the ruleset that a document states, once its cases hold as well.

    As read_ruleset; RulesetProblems then names what is wrong in the answers of the cases, or
    else the results that the ruleset does not give.
    """
    ruleset = read_ruleset(
        document, reference=reference, file=file, source=source, find_base=find_base
    )
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


def read_ruleset(
    document: Document,
    *,
    reference: Reference,
    file: str = "ruleset",
    source: str = "",
    find_base: FindBase = shipped_document,
) -> Ruleset:
    """Return the ruleset that a document states: a whole one, or an overlay put over its base.

    `find_base` gives the document of a base by slug and version, and raises LookupError where
    there is none. Raises RulesetProblems with everything that is wrong in the document; its
    cases are not run.
    """
    check_size(document, file)
    found: list[Problem] = []
    if is_overlay(document):
        base = _base(document, find_base, file)
        document, found = applied(base, document, file=file, source=source)
    slug, _, version = str(document.get("questionnaire", "")).partition("/")
    try:
        form = library.load(slug, version).form()
        ruleset = parse_ruleset(document, form=form, reference=reference, file=file, source=source)
    except library.UnknownQuestionnaire as error:
        raise RulesetProblems([*found, Problem(file, "questionnaire", "", str(error))]) from None
    except RulesetProblems as more:
        raise RulesetProblems([*found, *more.problems]) from None
    if found:
        raise RulesetProblems(found)
    return ruleset


def _base(document: Document, find_base: FindBase, file: str) -> Document:
    named = document["base"]
    entry = named if isinstance(named, Mapping) else {}
    slug, version = str(entry.get("slug", "")), str(entry.get("version", ""))
    try:
        return find_base(slug, version)
    except LookupError:
        message = f"there is no ruleset '{slug}' in version '{version}'"
        raise RulesetProblems([Problem(file, "base", "", message)]) from None
