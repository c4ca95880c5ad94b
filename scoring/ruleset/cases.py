"""A ruleset's own cases: answers with the result that it must give for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.exact import Number, exact
from scoring.ruleset.intake import Intake

NEEDED = ("name", "on", "answers", "expected")
ALSO = ("signals", "proof")


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
        intake.keys(entry, f"cases, {where}", (), (*NEEDED, *ALSO))
        case: dict[str, Any] = {
            key: _table(intake, entry, key, where) for key in ("answers", "proof", "signals")
        }
        case["on"] = intake.text(entry, "on", f"cases, {where}")
        expected = _table(intake, entry, "expected", where)
        cases.append(Case(intake.text(entry, "name", f"cases, {where}"), case, expected))
    if not cases:
        intake.problem("cases", "", "a ruleset brings at least one case")
    return tuple(cases)


def _table(intake: Intake, entry: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    """A part of a case; what may be left out is empty then."""
    if key in ALSO and key not in entry:
        return {}
    table = entry.get(key)
    if isinstance(table, Mapping):
        return table
    intake.problem(f"cases, {where}", key, "a table is needed")
    return {}


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
    wanted = _number(expected)
    if _is_number(got) and wanted is not None:
        near = -tolerance <= wanted - exact(got) <= tolerance
        return [] if near else [f"{path}: {got} instead of {expected}"]
    shown = got if _is_number(got) else repr(got)
    return [] if expected == got else [f"{path}: {shown} instead of {expected!r}"]


def _number(expected: object) -> Number | None:
    """What was expected as a number; a stored document has its decimals as strings."""
    try:
        return exact(expected)
    except (TypeError, ValueError):
        return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
