"""By when a corrective action is due, from the deadlines that the ruleset states."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from assessments.phrases import IN_ENGLISH, Reader, phrase
from assessments.reports.supplier import Deadline

SEVERITIES = ("Z", "R", "M", "L", "U")
"""Worst first."""

MILESTONES = {
    "plan": phrase("Plan of repayment"),
    "first_payment": phrase("First payment"),
    "decision": phrase("Decision"),
    "done": phrase("Completion"),
}
IN_WORKING_DAYS = phrase("{what}, {number} working days")
WITHIN_HOURS = phrase("{what}, within {number} hours")
BY_INSTALMENTS = phrase("{what}; by instalments agreed with the workers, up to {number} days")
_SATURDAY = 5
_HOURS_A_DAY = 24


def deadlines(
    ruleset: Mapping[str, Any],
    action: str,
    severity: str,
    on: date,
    reader: Reader = IN_ENGLISH,
) -> tuple[Deadline, ...]:
    """The milestones of an action with their last days, counted from the day since which it is due.

    A severity for which the ruleset names no time takes that of the next more severe one, else of
    the most severe it names: what is missing never gives workers a later day. KeyError for an
    action that is not in the ruleset.
    """
    named = ruleset["actions"][action]["deadlines"]
    return tuple(_deadline(step, on, reader) for step in named[_applying(severity, named)])


def worst(severities: Sequence[str]) -> str:
    """The worst of some severities."""
    return min(severities, key=SEVERITIES.index)


def _applying(severity: str, named: Mapping[str, Any]) -> str:
    at = SEVERITIES.index(severity)
    return next(one for one in (*reversed(SEVERITIES[: at + 1]), *SEVERITIES) if one in named)


def _deadline(step: Mapping[str, Any], on: date, reader: Reader) -> Deadline:
    named = MILESTONES.get(step["milestone"])
    what = reader.said(named) if named else step["milestone"].replace("_", " ")
    if "working_days" in step:
        said = reader.said(IN_WORKING_DAYS, what=what, number=step["working_days"])
        return Deadline(said, _working_day(on, step))
    if "hours" in step:
        said = reader.said(WITHIN_HOURS, what=what, number=int(step["hours"]))
        return Deadline(said, on + timedelta(int(step["hours"]) // _HOURS_A_DAY))
    if "at_most_days" in step:
        what = reader.said(BY_INSTALMENTS, what=what, number=step["at_most_days"])
    return Deadline(what, on + timedelta(int(step["days"])))


def _working_day(on: date, step: Mapping[str, Any]) -> date:
    left = int(step["working_days"])
    while left:
        on += timedelta(days=1)
        left -= on.weekday() < _SATURDAY
    return on
