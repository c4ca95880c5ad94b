"""How the answer to a control question becomes a value between 0 and 1."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from scoring.conditions import DONT_KNOW, Name
from scoring.exact import Number
from scoring.ruleset.intake import Intake

Value = Callable[[Any], Number]


def parse_value(intake: Intake, scale: str, scales: Mapping[str, Any], name: Name) -> Value:
    """Return the function that values an answer; what is not named has the value 0."""
    where = f"values.{scale}"
    entry = scales.get(scale)
    if not isinstance(entry, Mapping) or not entry:
        intake.problem("values", scale, "there is no such scale of values")
        return no_value
    if "chosen_of" in entry:
        intake.keys(entry, where, ("chosen_of",))
        _fits(intake, scale, name, "multi")
        return chosen_of(intake.number(entry, "chosen_of", where, least=1))
    if "from" in entry or "to" in entry:
        intake.keys(entry, where, ("from", "to"))
        _fits(intake, scale, name, "number")
        return between(intake.number(entry, "from", where), intake.number(entry, "to", where))
    _fits(intake, scale, name, "choice")
    return by_choice(intake.numbers(entry, where, name.choices, "choice", most=1))


def _fits(intake: Intake, scale: str, name: Name, kind: str) -> None:
    if name.kind != kind:
        intake.problem("values", scale, f"is for {kind} questions, not for {name.kind}")


def no_value(answer: Any) -> Number:
    """The value of a scale that could not be read."""
    return 0


def by_choice(values: Mapping[str, Number]) -> Value:
    """A value for each choice; 0 for a choice that is not named."""
    return lambda answer: values.get(answer, 0)


def chosen_of(most: Number) -> Value:
    """The share of `most` choices that were made, at most 1; none and dont_know are 0."""

    def value(answer: Any) -> Number:
        if answer is None or answer == (DONT_KNOW,):
            return 0
        chosen = len(answer) - ("none" in answer)
        return min(Fraction(chosen) / most, Fraction(1)) if most else 0

    return value


def between(low: Number, high: Number) -> Value:
    """0 up to `low`, 1 from `high`, in a straight line between; dont_know and blank are 0."""

    def value(answer: Any) -> Number:
        if not isinstance(answer, int | Fraction) or high <= low:
            return 0
        return min(max(Fraction(answer - low) / (high - low), Fraction(0)), Fraction(1))

    return value
