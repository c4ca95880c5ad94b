"""The closures that conditions are made of.

Each takes the environment and gives a value, or a truth: True, False, or None for unknown. Hidden
outweighs blank in arithmetic; a comparison with a hidden question is false; a comparison with a
blank one is unknown; `dont_know` is another value to equality and unknown to arithmetic.
"""

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from scoring.conditions.values import (
    DONT_KNOW,
    HIDDEN,
    Environment,
    Money,
    Run,
    Test,
    Truth,
)
from scoring.exact import Number

Compare = Callable[[Any, Any], bool]


def constant(value: Any) -> Run:
    """A value that was written in the condition."""
    return lambda environment: value


def named(key: str) -> Run:
    """What a name stands for."""
    return operator.itemgetter(key)


def known(run: Run) -> Run:
    """A number, amount or date that is needed as such: dont_know is unknown."""

    def quantity(environment: Environment) -> Any:
        value = run(environment)
        return None if type(value) is str and value == DONT_KNOW else value

    return quantity


def name_is(key: str, wanted: Any, same: bool) -> Test:
    """Equality of a name with a literal, the most frequent comparison."""

    def test(environment: Environment) -> Truth:
        value = environment[key]
        if value is HIDDEN:
            return False
        if value is None:
            return None
        return bool((value == wanted) is same)

    return test


def member(left: Run, options: frozenset[Any], inside: bool) -> Test:
    """Membership in a list of literals."""

    def test(environment: Environment) -> Truth:
        value = left(environment)
        if value is HIDDEN:
            return False
        if value is None:
            return None
        if type(value) is Money:
            value = value.amount
        return (value in options) is inside

    return test


def amounts_by(compare: Compare) -> Callable[[Any, Any], Truth]:
    """A comparison where money may stand on either side: unknown between two currencies."""

    def amounts(a: Any, b: Any) -> Truth:
        if type(a) is Money and type(b) is Money and a.currency != b.currency:
            return None
        return compare(a.amount if type(a) is Money else a, b.amount if type(b) is Money else b)

    return amounts


def compared(left: Run, right: Run, compare: Callable[[Any, Any], Truth]) -> Test:
    """A comparison of two operands as they are: dont_know is another value."""

    def test(environment: Environment) -> Truth:
        a = left(environment)
        b = right(environment)
        if a is HIDDEN or b is HIDDEN:
            return False
        if a is None or b is None:
            return None
        return compare(a, b)

    return test


def ordered(left: Run, right: Run, compare: Callable[[Any, Any], Truth]) -> Test:
    """A comparison that needs both sides as numbers or dates: dont_know is unknown."""
    return compared(known(left), known(right), compare)


def all_of(parts: Sequence[Test]) -> Test:
    """Kleene and: false outweighs unknown."""

    def test(environment: Environment) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(environment)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return test


def any_of(parts: Sequence[Test]) -> Test:
    """Kleene or: true outweighs unknown."""

    def test(environment: Environment) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(environment)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return test


def negated(part: Test) -> Test:
    """Kleene not: unknown stays unknown."""

    def test(environment: Environment) -> Truth:
        truth = part(environment)
        return None if truth is None else not truth

    return test


def _add(a: Number, b: Number) -> Number:
    return a + b


def _subtract(a: Number, b: Number) -> Number:
    return a - b


def _multiply(a: Number, b: Number) -> Number:
    return a * b


def _divide(a: Number, b: Number) -> Number | None:
    return Fraction(a) / b if b else None


Operate = Callable[[Number, Number], Number | None]

ARITHMETIC: dict[str, Operate] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
}


def calculated(left: Run, right: Run, sign: str) -> Run:
    """A sum, difference, product or quotient; unknown by zero and between two currencies."""
    operate = ARITHMETIC[sign]
    left, right = known(left), known(right)

    def value(environment: Environment) -> Any:
        a = left(environment)
        b = right(environment)
        if a is HIDDEN or b is HIDDEN:
            return HIDDEN
        if a is None or b is None:
            return None
        if type(a) is Money or type(b) is Money:
            return _calculated_amount(operate, a, b, sign)
        return operate(a, b)

    return value


def _calculated_amount(operate: Operate, a: Any, b: Any, sign: str) -> Number | Money | None:
    currencies = {side.currency for side in (a, b) if type(side) is Money}
    if len(currencies) > 1:
        return None
    both = type(a) is Money and type(b) is Money
    amount = operate(a.amount if type(a) is Money else a, b.amount if type(b) is Money else b)
    if amount is None or (both and sign == "/"):
        return amount
    return Money(amount, currencies.pop())


def altered(run: Run, change: Callable[[Number], Number]) -> Run:
    """abs and the signs: what they do to a number they do to an amount."""
    run = known(run)

    def value(environment: Environment) -> Any:
        operand = run(environment)
        if operand is HIDDEN or operand is None:
            return None if operand is None else HIDDEN
        if type(operand) is Money:
            return Money(change(operand.amount), operand.currency)
        return change(operand)

    return value


def any_row(key: str, condition: Test) -> Test:
    """True where a row meets the condition plainly; a table without rows has none."""

    def test(environment: Environment) -> Truth:
        rows = environment[key]
        return type(rows) is tuple and any(condition(row) for row in rows)

    return test


def count_rows(key: str) -> Run:
    """How many rows a table has; none where it is blank or dont_know."""

    def value(environment: Environment) -> Any:
        rows = environment[key]
        if rows is HIDDEN:
            return HIDDEN
        return len(rows) if type(rows) is tuple else 0

    return value


def count_chosen(key: str) -> Run:
    """How many choices were made, `none` left out; unknown where dont_know stands alone."""

    def value(environment: Environment) -> Any:
        choices = environment[key]
        if choices is HIDDEN:
            return HIDDEN
        if choices is None or choices == (DONT_KNOW,):
            return None
        return len(choices) - ("none" in choices)

    return value
