"""Rules of time for disputes: an answer is owed within fourteen days. Pure."""

from datetime import date, timedelta
from typing import Literal

Outcome = Literal["upheld", "changed", "needs-correction"]
OUTCOMES: tuple[Outcome, ...] = ("upheld", "changed", "needs-correction")
OWED_WITHIN = timedelta(days=14)


def answer_due_on(raised_on: date) -> date:
    """The last day for the company's answer."""
    return raised_on + OWED_WITHIN


def days_left(due_on: date, on: date) -> int:
    """How many days are left for the answer; below 0 when it is overdue."""
    return (due_on - on).days
