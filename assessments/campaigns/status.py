"""Rules of time: what state an invitation is in, computed from what happened to it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, Protocol

LINK_OPEN_AFTER_DUE = timedelta(days=14)
LINK_LONGEST = timedelta(days=90)

InvitationState = Literal[
    "revoked", "returned", "submitted", "closed", "started", "opened", "mailed", "waiting"
]
LinkState = Literal["open", "submitted", "closed", "expired", "revoked", "unknown"]


class InvitationMoments(Protocol):
    """The moments that an invitation's state is computed from."""

    @property
    def revoked_at(self) -> datetime | None: ...
    @property
    def submitted_at(self) -> datetime | None: ...
    @property
    def returned_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def opened_at(self) -> datetime | None: ...
    @property
    def mailed_at(self) -> datetime | None: ...


class Asked(InvitationMoments, Protocol):
    """The same with the days that say how long it can be answered."""

    @property
    def created_at(self) -> datetime: ...
    @property
    def due_on(self) -> date: ...


@dataclass(frozen=True)
class Funnel:
    """How many invitations got at least as far as each step."""

    invited: int
    mailed: int
    opened: int
    started: int
    submitted: int


def invitation_state(invitation: InvitationMoments) -> InvitationState:
    """The furthest thing that happened."""
    steps: list[tuple[datetime | None, InvitationState]] = [
        (invitation.revoked_at, "revoked"),
        (invitation.returned_at, "returned"),
        (invitation.submitted_at, "submitted"),
        (invitation.closed_at, "closed"),
        (invitation.started_at, "started"),
        (invitation.opened_at, "opened"),
        (invitation.mailed_at, "mailed"),
    ]
    return next((state for moment, state in steps if moment), "waiting")


def link_expires_at(due_on: date, now: datetime) -> datetime:
    """14 days after the end of the due date, or from now where that has passed, and never more
    than 90 days from now (C5).
    """
    due = datetime.combine(due_on, time.max, tzinfo=UTC)
    return min(max(due, now) + LINK_OPEN_AFTER_DUE, now + LINK_LONGEST)


def answering_is_over(asked: Asked, now: datetime) -> bool:
    """Whether nothing can be answered any more: the company has withdrawn it, the supplier has
    closed it, or the time of the newest link that the company mailed has passed.
    """
    if asked.revoked_at is not None or asked.closed_at is not None:
        return True
    mailed = max(filter(None, (asked.mailed_at, asked.returned_at)), default=asked.created_at)
    return now >= link_expires_at(asked.due_on, mailed)
