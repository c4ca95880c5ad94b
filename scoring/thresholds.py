"""Other numbers in a condition, or for a rule: to see what they would change."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any, TypeGuard

from scoring.conditions.syntax import syntax_tree


@dataclass(frozen=True)
class Threshold:
    """A number in a condition: how it is written, and the comparison that it stands in."""

    written: str
    comparison: str


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    threshold: Threshold


def thresholds(condition: str) -> tuple[Threshold, ...]:
    """Return the numbers of a condition in the order in which they are written.

    Raises ConditionProblems where it is no condition.
    """
    return tuple(place.threshold for place in _places(condition))


def with_numbers(condition: str, numbers: Sequence[Decimal]) -> str:
    """Return the condition with other numbers, one for each of its thresholds, in their order.

    What stays as it was stays as it was written. Raises ValueError for another count of numbers.
    """
    text = condition.encode()
    for place, number in reversed(list(zip(_places(condition), numbers, strict=True))):
        if Decimal(place.threshold.written) != number:
            text = text[: place.start] + f"{number:f}".encode() + text[place.end :]
    return text.decode()


def with_rule(document: Mapping[str, Any], rule: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a ruleset document in which one rule has other values; the document stays as it is."""
    rules = [each | changes if each["id"] == rule else each for each in document["rules"]]
    return {**document, "rules": rules}


def _places(condition: str) -> list[_Place]:
    lines = condition.encode().splitlines(keepends=True)
    before = [sum(map(len, lines[:number])) for number in range(len(lines))]

    def at(line: int, column: int) -> int:
        return before[line - 1] + column

    found: dict[ast.Constant, str] = {}
    for node in ast.walk(syntax_tree(condition)):
        # Breadth first: a comparison within another one is met later, and is the nearer one.
        if isinstance(node, ast.Compare):
            said = ast.get_source_segment(condition, node) or ""
            found |= {number: said for number in ast.walk(node) if _is_number(number)}
        elif _is_number(node):
            found.setdefault(node, "")
    places = []
    for node, comparison in found.items():
        start = at(node.lineno, node.col_offset)
        end = at(node.end_lineno or node.lineno, node.end_col_offset or 0)
        written = condition.encode()[start:end].decode()
        places.append(_Place(start, end, Threshold(written, comparison)))
    return sorted(places, key=lambda place: place.start)


def _is_number(node: ast.AST) -> TypeGuard[ast.Constant]:
    if not isinstance(node, ast.Constant):
        return False
    return not isinstance(node.value, bool) and isinstance(node.value, Real)
