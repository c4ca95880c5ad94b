"""A ruleset overlay: a document that says only what differs from the ruleset that it is made over.

It may change weights, points, bands, severities and deadlines, and add rules, checks and cases.
What it gives is a complete ruleset that says which one it was made over. It has nothing to do
with step 4 of the method, which calls the points of listed goods overlays.
"""

import copy
import re
from collections.abc import Mapping
from typing import Any

from scoring.canonical import digest
from scoring.ruleset.changes import CHANGES, change, named
from scoring.ruleset.differences import Difference, differences
from scoring.ruleset.intake import Intake
from scoring.ruleset.limits import check_size
from scoring.ruleset.origin import PREFIX, WORDS
from scoring.ruleset.problems import Problem, RulesetProblems

__all__ = ["Difference", "applied", "apply_overlay", "differences", "is_overlay"]

Document = Mapping[str, Any]
OWN = ("slug", "version", "base", "title", "why", "language")
MORE = ("questions", "added", "restated", "left_out")
ADDED_ID = re.compile(r"C-[A-Z0-9]+(-[A-Z0-9]+)*")


def is_overlay(document: Document) -> bool:
    """Whether a document is an overlay: it names the ruleset that it is made over."""
    return "base" in document


def apply_overlay(
    base: Document, overlay: Document, *, file: str = "overlay", source: str = ""
) -> dict[str, Any]:
    """Return the complete ruleset document that an overlay makes of its base.

    It carries `overlay_of` (slug, version and hash of the base) and `words` (those of the
    overlay), so that its own hash pins all of it. Neither argument is changed. Raises
    RulesetProblems with everything in the overlay that cannot be applied; the values in it are
    checked by parse_ruleset, as those of any ruleset.
    """
    document, problems = applied(base, overlay, file=file, source=source)
    if problems:
        raise RulesetProblems(problems)
    return document


def applied(
    base: Document, overlay: Document, *, file: str = "overlay", source: str = ""
) -> tuple[dict[str, Any], list[Problem]]:
    """Return what apply_overlay returns, and the problems of all that was left out of it.

    Raises RulesetProblems for an overlay that is too large.
    """
    check_size(overlay, file)
    intake = Intake(file, source, {})
    document = copy.deepcopy(dict(base))
    _check_keys(intake, base, overlay)
    _check_base(intake, base, overlay)
    _check_zero_tolerance(intake, base, overlay)
    for section in CHANGES.keys() & overlay.keys():
        change(intake, (section,), CHANGES[section], document[section], overlay[section])
    _add_orders(intake, document, overlay)
    words = _add(intake, document, overlay)
    _restate(intake, document, overlay)
    document |= {
        "slug": overlay.get("slug"),
        "version": overlay.get("version"),
        "overlay_of": {"slug": base["slug"], "version": base["version"], "sha256": digest(base)},
        "words": words,
    }
    return document, intake.problems


def _check_keys(intake: Intake, base: Document, overlay: Document) -> None:
    for key in overlay:
        if key in (*OWN, *MORE, *CHANGES):
            continue
        reason = "an overlay cannot change this" if key in base else "there is no such section"
        intake.problem(key, "", reason)


def _check_base(intake: Intake, base: Document, overlay: Document) -> None:
    named = intake.section(overlay, "base")
    intake.keys(named, "base", ("slug", "version", "sha256"))
    if "overlay_of" in base:
        intake.problem("base", "", "is itself an overlay; an overlay is made over a whole ruleset")
    if overlay.get("slug") == base["slug"]:
        intake.problem("slug", "", "is that of the base; an overlay needs a slug of its own")
    for key, is_so in (
        *((key, base[key]) for key in ("slug", "version")),
        ("sha256", digest(base)),
    ):
        if key in named and named[key] != is_so:
            intake.problem("base", key, f"is {named[key]!r}, but the base has '{is_so}'")


def _check_zero_tolerance(intake: Intake, base: Document, overlay: Document) -> None:
    changes = overlay.get("rules")
    if not isinstance(changes, Mapping):
        return
    zero = [rule["id"] for rule in base["rules"] if rule["severity"] == "Z"]
    for key in zero:
        changed = changes.get(key)
        if isinstance(changed, Mapping) and changed.get("severity", "Z") != "Z":
            intake.problem(key, "severity", "is zero tolerance (Z), which an overlay cannot lower")


def _add_orders(intake: Intake, document: dict[str, Any], overlay: Document) -> None:
    if "questions" not in overlay:
        return
    for question, order in intake.section(overlay, "questions").items():
        if question in document["questions"]:
            intake.problem("questions", question, "has its order in the base already")
        else:
            document["questions"][question] = order


def _add(intake: Intake, document: dict[str, Any], overlay: Document) -> dict[str, Any]:
    """Add rules, checks and cases; return the words of the overlay and of what it adds."""
    added = intake.section(overlay, "added")
    intake.keys(added, "added", (), ("cases", *WORDS))
    words = {key: overlay[key] for key in ("title", "why", "language") if key in overlay}
    for kind, parts in WORDS.items():
        words[kind] = {}
        for number, entry in enumerate(intake.tables(added, kind, "added"), start=1):
            key = entry.get("id")
            if not isinstance(key, str) or not ADDED_ID.fullmatch(key):
                message = f"needs an id such as {PREFIX}FEES-2, not {key!r}"
                intake.problem("added", f"{kind} {number}", message)
                continue
            words[kind][key] = {part: entry[part] for part in parts if part in entry}
            document[kind].append({k: v for k, v in entry.items() if k not in parts})
    _add_cases(intake, document, intake.tables(added, "cases", "added"))
    return words


def _add_cases(intake: Intake, document: dict[str, Any], cases: list[Document]) -> None:
    names = [case["name"] for case in document["cases"]]
    if not cases:
        intake.problem("added", "cases", "an overlay brings at least one case of its own")
    for case in cases:
        if case.get("name") in names:
            intake.problem("added", "cases", f"the base has a case '{case['name']}': restate it")
        else:
            document["cases"].append(dict(case))


def _restate(intake: Intake, document: dict[str, Any], overlay: Document) -> None:
    """Give the base's cases the results that the overlay makes of them, or leave them out."""
    restated = intake.section(overlay, "restated") if "restated" in overlay else {}
    left_out = intake.texts(overlay, "left_out", "left_out")
    cases = named(document["cases"])
    for name in left_out:
        if name not in cases:
            intake.problem("left_out", name, "the base has no such case")
    for name, expected in restated.items():
        if name not in cases or name in left_out:
            intake.problem("restated", name, "the base has no such case, or it is left out")
        elif not isinstance(expected, Mapping):
            intake.problem("restated", name, "a table of expected results is needed")
        else:
            cases[name]["expected"] = _merged(cases[name]["expected"], expected)
    document["cases"] = [case for case in document["cases"] if case.get("name") not in left_out]


def _merged(before: Document, after: Document) -> dict[str, Any]:
    merged = dict(before)
    for key, value in after.items():
        inner = before.get(key)
        if isinstance(inner, Mapping) and isinstance(value, Mapping):
            value = _merged(inner, value)
        merged[key] = value
    return merged
