"""What a name can stand for while a condition is evaluated.

A value is a string, an exact number, Money, a tuple of choices, a tuple of rows, a bool, or one of
three absences, which are kept apart: HIDDEN (the question was not asked), None (blank, or a fact
that cannot be known) and DONT_KNOW (a valid answer, and so a plain string).
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple

from scoring.exact import Number

DONT_KNOW: Final = "dont_know"


class Absence(Enum):
    HIDDEN = "hidden"


HIDDEN: Final = Absence.HIDDEN


class Money(NamedTuple):
    """An amount and its ISO 4217 currency."""

    amount: Number
    currency: str


Environment = Mapping[str, Any]
Run = Callable[[Environment], Any]
Truth = bool | None
Test = Callable[[Environment], Truth]
