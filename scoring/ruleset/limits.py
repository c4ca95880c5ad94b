"""How large a ruleset may be. What is larger is refused before any more work goes into it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from scoring.exact import LARGEST
from scoring.ruleset.problems import Problem, RulesetProblems

MOST_CHARACTERS = 1_000_000
MOST_VALUES = 100_000
DEEPEST = 12
MOST_DIGITS = 30
MOST_ENTRIES = {"rules": 500, "checks": 200, "families": 50, "indicators": 50, "cases": 200}


def check_size(document: object, file: str) -> None:
    """Raise RulesetProblems for a document that is too large to be read on.

    It is too large with more than MOST_CHARACTERS in all its keys and texts, MOST_VALUES values,
    nesting deeper than DEEPEST, more entries of a section than MOST_ENTRIES, or a number with
    more than MOST_DIGITS digits before or after the point.
    """
    if not isinstance(document, Mapping):
        raise RulesetProblems([Problem(file, "", "", "a ruleset is a table of sections")])
    reason = _too_large(document)
    problems = [Problem(file, "", "", reason)] if reason else []
    for section, most in MOST_ENTRIES.items():
        entries = document.get(section)
        if isinstance(entries, list) and len(entries) > most:
            message = f"has {len(entries)} entries; there may be {most}"
            problems.append(Problem(file, section, "", message))
    if problems:
        raise RulesetProblems(problems)


def _too_large(document: Mapping[Any, Any]) -> str:
    """Why the document is too large; nothing where it is not. Stops at the first reason."""
    characters = values = depth = 0
    level: list[Any] = [document]
    while level:
        depth += 1
        values += len(level)
        characters += sum(len(value) for value in level if isinstance(value, str))
        if depth > DEEPEST:
            return f"is nested more than {DEEPEST} deep"
        if values > MOST_VALUES:
            return f"has more than {MOST_VALUES} values"
        if characters > MOST_CHARACTERS:
            return f"has more than {MOST_CHARACTERS} characters"
        if any(_is_endless(value) for value in level):
            return f"has a number with more than {MOST_DIGITS} digits"
        level = [child for value in level for child in _children(value)]
    return ""


def _children(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _is_endless(value: object) -> bool:
    if isinstance(value, Decimal) and value.is_finite():
        return not -MOST_DIGITS <= value.adjusted() <= MOST_DIGITS or _places(value) > MOST_DIGITS
    return isinstance(value, int) and abs(value) > LARGEST * LARGEST


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
