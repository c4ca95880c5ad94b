"""What an overlay may change in a ruleset, and changing it."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

from scoring.ruleset.intake import Intake


class Kind(Enum):
    """What may stand at a place: a new value for one that is there, any value, or grades."""

    GIVEN = auto()
    ANY = auto()
    GRADES = auto()


EACH = "*"
_SHARE: Mapping[str, Any] = {"share": Kind.GIVEN}
_FACTORS: Mapping[str, Any] = {EACH: {"points": Kind.GRADES}}
CHANGES: Mapping[str, Mapping[str, Any]] = {
    "inherent": {
        "missing_country": Kind.GIVEN,
        "missing_sector": Kind.GIVEN,
        "weights": {EACH: Kind.GIVEN},
    },
    "workforce": _FACTORS,
    "recruitment": _FACTORS,
    "origin": _SHARE,
    "few_foreign_workers": _SHARE,
    "overlays": {EACH: Kind.GIVEN},
    "floors": {EACH: {"at_least": Kind.GIVEN}},
    "families": {
        EACH: {"weight": Kind.GIVEN, "questions": {EACH: {"weight": Kind.GIVEN}}},
    },
    "exposure": {"reduction": Kind.GIVEN, "absent": Kind.GIVEN},
    "observed": {"remedied_share": Kind.GIVEN},
    "residual": {"smaller_share": Kind.GIVEN},
    "indicators": {EACH: {"absent": Kind.ANY, "controls": {EACH: Kind.GIVEN}}},
    "rules": {EACH: {"severity": Kind.GIVEN, "points": {EACH: Kind.ANY}}},
    "checks": {
        EACH: {"severity": Kind.GIVEN, "points_off": Kind.GIVEN, "suspected": {EACH: Kind.ANY}}
    },
    "actions": {EACH: {"deadlines": {EACH: Kind.ANY}}},
    "headline": {"highest": Kind.GIVEN, "mean": Kind.GIVEN, "mean_of": Kind.GIVEN},
    "bands": {EACH: Kind.GIVEN},
    "confidence": {
        "weights": {EACH: Kind.GIVEN},
        "critical_counts": Kind.GIVEN,
        "dont_know_counts": Kind.GIVEN,
        "evidence_under": Kind.GIVEN,
        "cap": Kind.GIVEN,
        "levels": {EACH: Kind.GIVEN},
    },
}


def change(
    intake: Intake,
    place: tuple[str, ...],
    allowed: Mapping[str, Any],
    node: Any,
    changes: object,
) -> None:
    """Change a node of a ruleset document in place; note what is not allowed or not there."""
    where = _where(place)
    if not isinstance(changes, Mapping):
        intake.problem(where, "", "a table of changes is needed")
        return
    entries = named(node)
    for key, value in changes.items():
        kind = allowed.get(key, allowed.get(EACH))
        if kind is None:
            intake.problem(where, key, "an overlay cannot change this")
        elif kind is Kind.GRADES:
            _grade(intake, where, node, value)
        elif kind is Kind.ANY:
            node[key] = value
        elif key not in entries and not _may_be_empty(kind):
            intake.problem(where, key, "the base has nothing of this name")
        elif kind is Kind.GIVEN:
            node[key] = value
        else:
            inner = entries[key] if key in entries else node.setdefault(key, {})
            change(intake, (*place, key), kind, inner, value)


def named(node: Any) -> Mapping[str, Any]:
    """The entries of a table, or of a list of tables, by name; a list's names are told apart by

    `id`, `question`, `name` or `milestone`.
    """
    if isinstance(node, Mapping):
        return node
    keys = ("id", "question", "name", "milestone")
    return {
        next((str(entry[key]) for key in keys if key in entry), str(number)): entry
        for number, entry in enumerate(node, start=1)
    }


def _may_be_empty(kind: Any) -> bool:
    return isinstance(kind, Mapping) and kind.get(EACH) is Kind.ANY


def _grade(intake: Intake, where: str, factor: Any, points: object) -> None:
    grades = factor["first"]
    if not isinstance(points, list) or len(points) != len(grades):
        message = f"a list of {len(grades)} numbers is needed, one for each line of the factor"
        intake.problem(where, "points", message)
        return
    for grade, value in zip(grades, points, strict=True):
        grade["points"] = value


def _where(place: tuple[str, ...]) -> str:
    """How problems name a place: an entry by its id, an action with its section."""
    if place[0] == "actions":
        return ".".join(place)
    entry = place[1] if len(place) > 1 else place[0]
    return place[0] if place[0] in ("inherent", "confidence") else entry
