"""By when a corrective action is due, from the deadlines that the ruleset states."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from assessments.reports.supplier import Deadline

SEVERITIES = ("Z", "R", "M", "L", "U")
"""Worst first."""

MILESTONES = {
    "plan": "Plan of repayment",
    "first_payment": "First payment",
    "decision": "Decision",
    "done": "Completion",
}
_SATURDAY = 5
_HOURS_A_DAY = 24


def deadlines(
    ruleset: Mapping[str, Any], action: str, severity: str, on: date
) -> tuple[Deadline, ...]:
    """The milestones of an action with their last days, counted from the day of the result.

    A severity for which the ruleset names no time takes that of the next more severe one, else of
    the most severe it names: what is missing never gives workers a later day. KeyError for an
    action that is not in the ruleset.
    """
    named = ruleset["actions"][action]["deadlines"]
    return tuple(_deadline(step, on) for step in named[_applying(severity, named)])


def worst(severities: Sequence[str]) -> str:
    """The worst of some severities."""
    return min(severities, key=SEVERITIES.index)


def _applying(severity: str, named: Mapping[str, Any]) -> str:
    at = SEVERITIES.index(severity)
    return next(one for one in (*reversed(SEVERITIES[: at + 1]), *SEVERITIES) if one in named)


def _deadline(step: Mapping[str, Any], on: date) -> Deadline:
    what = MILESTONES.get(step["milestone"], step["milestone"].replace("_", " "))
    if "working_days" in step:
        return Deadline(f"{what}, {step['working_days']} working days", _working_day(on, step))
    if "hours" in step:
        hours = int(step["hours"])
        return Deadline(f"{what}, within {hours} hours", on + timedelta(hours // _HOURS_A_DAY))
    if "at_most_days" in step:
        latest = f"; by instalments agreed with the workers, up to {step['at_most_days']} days"
        return Deadline(what + latest, on + timedelta(int(step["days"])))
    return Deadline(what, on + timedelta(int(step["days"])))


def _working_day(on: date, step: Mapping[str, Any]) -> date:
    left = int(step["working_days"])
    while left:
        on += timedelta(days=1)
        left -= on.weekday() < _SATURDAY
    return on
