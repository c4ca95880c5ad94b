"""A ruleset's own cases: answers with the result that it must give for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.exact import Number, exact
from scoring.ruleset.intake import Intake

KEYS = ("name", "on", "signals", "answers", "proof", "expected")


@dataclass(frozen=True)
class Case:
    """`document` is what is scored, `expected` the part of the result that is laid down."""

    name: str
    document: Mapping[str, Any]
    expected: Mapping[str, Any]


def parse_cases(intake: Intake, document: Mapping[str, Any]) -> tuple[Case, ...]:
    """Return the cases of a ruleset document; it needs at least one."""
    cases = []
    for number, entry in enumerate(intake.tables(document, "cases", "cases"), start=1):
        where = f"case {number}"
        intake.keys(entry, f"cases, {where}", KEYS)
        case: dict[str, Any] = {
            key: intake.section(entry, key) for key in ("answers", "proof", "signals")
        }
        case["on"] = intake.text(entry, "on", f"cases, {where}")
        expected = intake.section(entry, "expected")
        cases.append(Case(intake.text(entry, "name", f"cases, {where}"), case, expected))
    if not cases:
        intake.problem("cases", "", "a ruleset brings at least one case")
    return tuple(cases)


def differences(expected: Any, got: Any, tolerance: Number, path: str = "") -> list[str]:
    """Return where a result leaves what was expected: numbers by more than the tolerance."""
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping):
            return [f"{path}: {got!r} instead of a table"]
        found = []
        for key, value in expected.items():
            inner = f"{path}.{key}" if path else str(key)
            found += differences(value, got.get(key), tolerance, inner)
        return found
    if _is_number(got) and (_is_number(expected) or isinstance(expected, str)):
        apart = exact(expected) - exact(got)
        near = -tolerance <= apart <= tolerance
        return [] if near else [f"{path}: {got} instead of {expected}"]
    return [] if expected == got else [f"{path}: {got!r} instead of {expected!r}"]


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
