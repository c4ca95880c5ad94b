"""Check an overlay as a whole before it is published: what it makes, and everything wrong in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.library import queries
from assessments.library.models import RulesetVersion
from questionnaires.rulesets import check_ruleset
from scoring.reference import Reference
from scoring.ruleset import Problem, Ruleset, RulesetProblems
from scoring.ruleset.overlay import is_overlay
from scoring.ruleset.reading import read_document

FILE = "overlay"
NOT_AN_OVERLAY = "says which ruleset the overlay is made over, and is missing"


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


def check_overlay(raw: bytes, published: Sequence[Base], file: str = FILE) -> CheckedOverlay:
    """The overlay in these bytes, applied, checked and run against its cases.

    It reckons, so it is called outside of transactions. Raises RulesetProblems with all problems
    at once, each with its place.
    """
    overlay, source = read_document(raw, file)
    if not is_overlay(overlay):
        raise RulesetProblems([Problem(file, "base", "", NOT_AN_OVERLAY)])
    by_name = {(one.document["slug"], one.document["version"]): one.document for one in published}
    ruleset = check_ruleset(
        overlay,
        reference=published[0].reference,
        file=file,
        source=source,
        find_base=lambda slug, version: by_name[slug, version],
    )
    return CheckedOverlay(overlay, ruleset)
