"""What a report says when a company changed the ruleset: that it did, why, and in what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring.canonical import as_json
from scoring.ruleset.overlay import Difference, differences

WHAT = {
    "weight": "Weight",
    "points": "Points",
    "band": "Band",
    "severity": "Severity",
    "deadline": "Deadline",
    "condition": "Condition",
    "action": "Action",
    "rule": "Rule",
    "check": "Check",
    "order": "Order of answers",
}
NOTHING = "–"
ADDED = "added"


@dataclass(frozen=True, slots=True)
class OverlayLine:
    """One value that differs; what is a rule or check of the company's own is said in words."""

    place: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """The changes that a company made to a shipped ruleset, and the reason it gives."""

    title: str
    why: str
    name: str
    base: str
    base_sha256: str
    lines: tuple[OverlayLine, ...]


def overlay_of(ruleset: Mapping[str, Any], base: Mapping[str, Any] | None) -> Overlay | None:
    """What is said of a ruleset document; None where it is no overlay.

    `base` is the ruleset that it was made over, as published.
    """
    if base is None or "overlay_of" not in ruleset:
        return None
    origin, words = ruleset["overlay_of"], ruleset["words"]
    return Overlay(
        title=words["title"],
        why=words["why"],
        name=f"{ruleset['slug']}, version {ruleset['version']}",
        base=f"{origin['slug']}, version {origin['version']}",
        base_sha256=origin["sha256"],
        lines=tuple(_line(one, words) for one in differences(base, ruleset) if one.what != "case"),
    )


def of_which(ruleset: Mapping[str, Any]) -> str:
    """What stands behind the name of a ruleset on a cover: nothing where it is no overlay."""
    origin = ruleset.get("overlay_of")
    if origin is None:
        return ""
    return f", an overlay of {origin['slug']}, version {origin['version']} (annex E)"


def _line(one: Difference, words: Mapping[str, Any]) -> OverlayLine:
    what = WHAT.get(one.what, "Other")
    place = " › ".join(one.path)
    own = words.get(one.path[0], {}).get(one.path[-1]) if len(one.path) == 2 else None
    if own is None or not isinstance(one.after, Mapping):
        return OverlayLine(place, what, _shown(one.before), _shown(one.after))
    says = own.get("sentence") or own.get("question")
    return OverlayLine(place, what, NOTHING, f"{own['title']}. {says} {_effect(one.after)}")


def _effect(entry: Mapping[str, Any]) -> str:
    """The condition of a rule or check, its severity and its points."""
    points = entry.get("points") or entry.get("suspected") or {}
    counted = "".join(f", {code} +{number}" for code, number in points.items())
    return f"Where {entry['when']}: severity {entry['severity']}{counted}."


def _shown(value: object) -> str:
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else as_json(value)
