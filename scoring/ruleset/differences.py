"""What one ruleset says differently from another, value by value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.canonical import as_json
from scoring.exact import Number, exact
from scoring.ruleset.changes import named

NOT_COMPARED = frozenset({"slug", "version", "overlay_of", "words"})
ENTRIES = {"rules": "rule", "checks": "check", "cases": "case", "questions": "order"}
LAST = {"severity": "severity", "when": "condition", "present": "condition", "action": "action"}
SECTIONS = {
    "bands": "band",
    "actions": "deadline",
    **dict.fromkeys(
        ("rules", "checks", "workforce", "recruitment", "overlays", "floors"), "points"
    ),
    **dict.fromkeys(
        ("inherent", "origin", "few_foreign_workers", "families", "exposure"), "weight"
    ),
    **dict.fromkeys(("observed", "residual", "indicators", "headline", "confidence"), "weight"),
}


@dataclass(frozen=True)
class Difference:
    """One value that differs.

    `path` leads to it: section, entry, keys. `what` says what kind of value it is: weight,
    points, band, severity, deadline, condition, action, rule, check, case, order or other.
    `before` and `after` are plain data, None where there was or is nothing; of a case that says
    something else both are its name.
    """

    path: tuple[str, ...]
    what: str
    before: Any
    after: Any

    def __str__(self) -> str:
        place = " ".join(self.path)
        if self.before is None:
            is_entry = self.what in ENTRIES.values()
            return f"{place}: added" if is_entry else f"{place}: {_shown(self.after)}, new"
        if self.after is None:
            return f"{place}: left out"
        if self.what == "case":
            return f"{place}: restated"
        return f"{place}: {_shown(self.before)} → {_shown(self.after)}"


def differences(base: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what a ruleset document says differently from another, in its order.

    Names, versions and words are left out. A number is the same in every way of writing it, so
    that a stored document compares with the file that it came from.
    """
    sections = [key for key in dict.fromkeys((*base, *document)) if key not in NOT_COMPARED]
    return tuple(
        difference
        for section in sections
        for difference in _between((section,), base.get(section), document.get(section))
    )


def _between(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:
    if _same(before, after):
        return
    if path[0] == "cases" and len(path) == 2:
        yield Difference(path, "case", before and path[1], after and path[1])
    elif _is_table(before) and _is_table(after):
        old, new = named(before), named(after)
        for key in dict.fromkeys((*old, *new)):
            yield from _between((*path, str(key)), old.get(key), new.get(key))
    else:
        yield Difference(path, _what(path), before, after)


def _is_table(value: Any) -> bool:
    """Whether a value is a table or a list of nothing but tables."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(entry, Mapping) for entry in value)
    return isinstance(value, Mapping)


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return before.keys() == after.keys() and all(_same(before[k], after[k]) for k in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    number = _number(before)
    return bool(before == after) or (number is not None and number == _number(after))


def _number(value: Any) -> Number | None:
    try:
        return exact(value)
    except (TypeError, ValueError):
        return None


def _what(path: tuple[str, ...]) -> str:
    if len(path) == 2 and path[0] in ENTRIES:
        return ENTRIES[path[0]]
    return LAST.get(path[-1]) or SECTIONS.get(path[0], "other")


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else as_json(value)
