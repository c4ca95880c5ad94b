"""Check an overlay as a whole before it is published: what it makes, and everything wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.library import queries
from assessments.library.models import RulesetVersion
from questionnaires import library as shipped_questionnaires
from scoring.cases import failing_cases
from scoring.engine import Scorer
from scoring.reference import Reference
from scoring.ruleset import Problem, Ruleset, RulesetProblems, parse_ruleset
from scoring.ruleset.overlay import apply_overlay
from scoring.ruleset.reading import read_document

FILE = "overlay"
NO_BASE = "names no ruleset that is published here. Published are: {names}"


@dataclass(frozen=True)
class Base:
    """A published ruleset that an overlay can be made over, and the reference data beside it."""

    document: Mapping[str, Any]
    reference: Reference


@dataclass(frozen=True)
class CheckedOverlay:
    """An overlay document and the ruleset that it makes, which passes its own cases."""

    document: Mapping[str, Any]
    ruleset: Ruleset


def bases(session: Session) -> list[Base]:
    """The rulesets for everybody, newest first, with the newest reference data for everybody."""
    rows = session.scalars(
        select(RulesetVersion)
        .where(RulesetVersion.company_id.is_(None))
        .order_by(RulesetVersion.id.desc())
    )
    reference = queries.reference(session, queries.newest_reference_id(session))
    return [Base(queries.document(row), reference) for row in rows]


def check_overlay(raw: bytes, published: list[Base], file: str = FILE) -> CheckedOverlay:
    """The overlay in these bytes, applied, checked and run against its cases.

    Takes about a second, so it is called outside of transactions. Raises RulesetProblems with
    all problems at once, each with its place.
    """
    overlay, source = read_document(raw, file)
    base = _base(overlay, published, file)
    document = apply_overlay(base.document, overlay, file=file, source=source)
    form = shipped_questionnaires.load(*document["questionnaire"].split("/")).form()
    ruleset = parse_ruleset(document, form=form, reference=base.reference, file=file, source=source)
    failing = failing_cases(Scorer(ruleset, base.reference, form), file)
    if failing:
        raise RulesetProblems(failing)
    return CheckedOverlay(overlay, ruleset)


def _base(overlay: Mapping[str, Any], published: list[Base], file: str) -> Base:
    named = overlay.get("base")
    wanted = (named.get("slug"), named.get("version")) if isinstance(named, Mapping) else None
    for base in published:
        if (base.document["slug"], base.document["version"]) == wanted:
            return base
    names = ", ".join(f"{one.document['slug']} {one.document['version']}" for one in published)
    raise RulesetProblems([Problem(file, "base", "", NO_BASE.format(names=names))])
