"""A supplier as the portfolio sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assessments.overrides.rules import ByHand

SCORED = "scored"
SUBMITTED = "submitted"
IN_PROGRESS = "in_progress"
NOT_STARTED = "not_started"
NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Entry:
    """One supplier: its name, country (alpha-3) and how far it is.

    `result` and `snapshot` are there where the state is SCORED, `no_reply` (what the engine says
    of a supplier that did not answer) where it is NO_ANSWER; `by_hand` is the band that a person
    set beside the computed one, `screening` the outcome where the questionnaire is a short version,
    `since` from when its actions are due.
    """

    supplier: str
    country: str
    state: str
    result: Mapping[str, Any] | None = None
    snapshot: Mapping[str, Any] | None = None
    no_reply: Mapping[str, Any] | None = None
    by_hand: ByHand | None = None
    screening: str | None = None
    since: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Rated:
    """A supplier that has a result."""

    supplier: str
    country: str
    result: Mapping[str, Any]
    snapshot: Mapping[str, Any] | None
    by_hand: ByHand | None = None
    screening: str | None = None
    since: Mapping[str, date] = field(default_factory=dict)

    @property
    def unsure(self) -> bool:
        """Whether the confidence is low."""
        return bool(self.result["confidence"]["level"] == "low")


def rated_of(entries: Sequence[Entry]) -> list[Rated]:
    """The suppliers that have a result, in their order."""
    return [
        Rated(
            entry.supplier,
            entry.country,
            entry.result,
            entry.snapshot,
            entry.by_hand,
            entry.screening,
            entry.since,
        )
        for entry in entries
        if entry.result is not None
    ]
