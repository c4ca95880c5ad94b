"""The rules for a band that a person sets by hand. Pure: dates come in as arguments.

It belongs to one result and is gone with it: a newer result stands as it was computed. Of several
for one result the newest alone counts. It ends by itself on the day that it names.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from assessments.errors import Invalid
from assessments.phrases import Filled, phrase

BANDS = ("low", "medium", "high", "critical")
LONGEST_REASON = 2000
TOO_LONG = phrase("Shorten this to {most} characters.")
OTHER_DAY = phrase("Enter a day after today and not after {last}.")
State = Literal["in force", "ended", "withdrawn", "replaced"]


@dataclass(frozen=True)
class ByHand:
    """A band that a person set for a result, in force until the day before `expires_on`."""

    public_id: UUID
    result_id: int
    supplier_id: int
    band: str
    reason: str
    set_by: str
    set_at: datetime
    expires_on: date
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None


def latest_end(on: date) -> date:
    """The last day on which a band set on a day may end: twelve months later."""
    day = min(on.day, monthrange(on.year + 1, on.month)[1])
    return on.replace(year=on.year + 1, day=day)


def check(*, band: str, computed: str, reason: str, by: str, expires_on: date, on: date) -> None:
    """Raise Invalid where a band may not be set so on this day."""
    problems = {}
    if band not in BANDS:
        problems["band"] = phrase("Choose a band.")
    elif band == computed:
        problems["band"] = phrase("The result has this band already: choose another one.")
    if not reason.strip():
        problems["reason"] = phrase("Say why, so that others can judge it.")
    elif len(reason) > LONGEST_REASON:
        problems["reason"] = Filled(TOO_LONG, most=LONGEST_REASON)
    if not by.strip():
        problems["by"] = phrase("A band is set by a person with a name.")
    if not on < expires_on <= latest_end(on):
        problems["expires_on"] = Filled(OTHER_DAY, last=latest_end(on))
    if problems:
        raise Invalid(problems)


def in_force(known: Iterable[ByHand], on: date) -> dict[int, ByHand]:
    """Result → the band set by hand that holds on a day. `known` is ordered, oldest first."""
    newest = {one.result_id: one for one in known}
    return {result: one for result, one in newest.items() if state(one, one, on) == "in force"}


def state(one: ByHand, newest: ByHand, on: date) -> State:
    """What became of a band set by hand by a day; `newest` is the last for the same result."""
    if one.withdrawn_at is not None:
        return "withdrawn"
    if one != newest:
        return "replaced"
    return "in force" if on < one.expires_on else "ended"
