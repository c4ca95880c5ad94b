"""What became of one rule from version to version of the rulesets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy.orm import Session

from assessments.library.methods import ruleset_versions
from assessments.library.models import RulesetVersion
from assessments.scope import CompanyScope
from scoring.ruleset.differences import Difference, differences

State = Literal["added", "unchanged", "changed", "removed", "absent"]
Document = Mapping[str, Any]


@dataclass(frozen=True)
class RuleVersion:
    """A rule in one published version, beside the version before it: what differs, if anything.

    `before` names that version: the one that an overlay is over, else the one published before it
    under the same name; empty where there is none.
    """

    slug: str
    version: str
    sha256: str
    published_at: datetime
    state: State
    before: str
    differences: tuple[Difference, ...]


def rule_history(session: Session, scope: CompanyScope, rule: str) -> list[RuleVersion]:
    """The rule in every ruleset that the company may see, newest first."""
    return history(ruleset_versions(session, scope), rule)


def history(versions: Sequence[RulesetVersion], rule: str) -> list[RuleVersion]:
    """The same from published versions, given and returned newest first."""
    return [
        _version(published, _before(published, versions[number + 1 :]), rule)
        for number, published in enumerate(versions)
    ]


def _version(published: RulesetVersion, before: RulesetVersion | None, rule: str) -> RuleVersion:
    there = _rules(published.document).get(rule)
    earlier = _rules(before.document).get(rule) if before else None
    changed = differences(_alone(earlier), _alone(there)) if there and earlier else ()
    return RuleVersion(
        slug=published.slug,
        version=published.version,
        sha256=published.sha256,
        published_at=published.published_at,
        state=_state(earlier, there, bool(changed)),
        before=f"{before.slug} {before.version}" if before else "",
        differences=changed,
    )


def _state(earlier: Document | None, there: Document | None, changed: bool) -> State:
    if earlier and there:
        return "changed" if changed else "unchanged"
    if there:
        return "added"
    return "removed" if earlier else "absent"


def _before(published: RulesetVersion, earlier: Sequence[RulesetVersion]) -> RulesetVersion | None:
    """What a version is compared with, among those published before it, newest first."""
    base = _base(published.document)
    for each in earlier:
        if each.sha256 == base or (not base and _same_line(each, published)):
            return each
    return None


def _same_line(one: RulesetVersion, other: RulesetVersion) -> bool:
    return (one.slug, one.company_id) == (other.slug, other.company_id)


def _alone(rule: Document) -> Document:
    return {"rules": [rule]}


def _base(document: str) -> str:
    """The hash of the ruleset that this one is an overlay of; empty where it is none."""
    return _parsed(document)[1]


def _rules(document: str) -> Mapping[str, Document]:
    return _parsed(document)[0]


@lru_cache(maxsize=32)
def _parsed(document: str) -> tuple[Mapping[str, Document], str]:
    read = json.loads(document)
    base = read.get("overlay_of") or {}
    return {rule["id"]: rule for rule in read["rules"]}, base.get("sha256", "")
