"""Which comparisons make sense, and the closure of each that does."""

import operator
from collections.abc import Callable
from typing import Any

from scoring.conditions import closures
from scoring.conditions.operands import WORDS, Operand
from scoring.conditions.values import DONT_KNOW, Test, Truth
from scoring.conditions.vocabulary import why_not_a_value


class Mismatch(Exception):
    """Two operands that cannot be compared; the message says why."""


ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
WITHOUT_EQUALS = frozenset({"multi", "table", "file", "condition"})
_EQUALITY: dict[str, Callable[[Any, Any], bool]] = {"==": operator.eq, "!=": operator.ne}


def comparison(left: Operand, sign: str, right: Operand) -> Test:
    """Return the closure that compares two operands. Raises Mismatch."""
    if sign in ORDER:
        return _ordering(left, sign, right)
    if sign in _EQUALITY:
        return _equality(left, sign, right)
    return _membership(left, right, sign == "in")


def _ordering(left: Operand, sign: str, right: Operand) -> Test:
    if left.is_number and right.is_number:
        return closures.ordered(left.run, right.run, _compare(left, right, ORDER[sign]))
    for date, literal in ((left, right), (right, left)):
        if date.kind == "date" and literal.kind == "literal":
            if literal.value == DONT_KNOW:
                raise Mismatch("'dont_know' is neither before nor after a date")
            _check_literal(date, literal)
            return closures.ordered(left.run, right.run, ORDER[sign])
    if left.kind == right.kind == "date":
        return closures.ordered(left.run, right.run, ORDER[sign])
    raise Mismatch(f"{sign} compares numbers or dates, not {left.article} with {right.article}")


def _equality(left: Operand, sign: str, right: Operand) -> Test:
    if left.kind == "literal":
        left, right = right, left
    if right.kind == "literal" and left.name is not None and left.kind not in WITHOUT_EQUALS:
        _check_literal(left, right)
        return _same_as_literal(left, sign, right)
    if left.is_number and right.is_number:
        return closures.compared(left.run, right.run, _compare(left, right, _EQUALITY[sign]))
    if (left.kind in WORDS and right.kind in WORDS) or left.kind == right.kind == "date":
        return closures.compared(left.run, right.run, _EQUALITY[sign])
    if left.kind == "multi":
        raise Mismatch(f"{left.label} may hold several choices: write 'choice' in {left.label}")
    raise Mismatch(f"compares {left.article} with {right.article}")


def _same_as_literal(left: Operand, sign: str, right: Operand) -> Test:
    if left.key is not None:
        return closures.name_is(left.key, right.value, sign == "==")
    return closures.compared(left.run, right.run, _EQUALITY[sign])


def _membership(left: Operand, right: Operand, inside: bool) -> Test:
    if right.kind == "options":
        return _among(left, right, inside)
    if right.kind == "multi":
        if left.kind == "literal":
            _check_literal(right, left)
        elif left.kind not in WORDS:
            raise Mismatch(f"{left.article} cannot be among the choices of {right.label}")
        return closures.compared(
            left.run, right.run, lambda choice, choices: (choice in choices) is inside
        )
    raise Mismatch(
        f"'in' needs a list of values in brackets or a multiple choice, not {right.article}"
    )


def _among(left: Operand, right: Operand, inside: bool) -> Test:
    options = right.value
    if not isinstance(options, tuple):
        raise Mismatch(f"'in' needs a list of values, not {right.article}")
    for option in options:
        if option.kind == "literal":
            if left.name is None or left.kind in WITHOUT_EQUALS:
                raise Mismatch(f"{left.article} cannot be among choices")
            _check_literal(left, option)
        elif not left.is_number:
            raise Mismatch(f"compares {left.article} with a number")
    return closures.member(left.run, frozenset(option.value for option in options), inside)


def _check_literal(operand: Operand, literal: Operand) -> None:
    if operand.name is None:
        raise Mismatch(f"compares {operand.article} with {literal.label}")
    why = why_not_a_value(operand.name, str(literal.value))
    if why is not None:
        raise Mismatch(f"{operand.label}: {why}")


def _compare(
    left: Operand, right: Operand, compare: Callable[[Any, Any], bool]
) -> Callable[[Any, Any], Truth]:
    if "money" in (left.kind, right.kind):
        return closures.amounts_by(compare)
    return compare
