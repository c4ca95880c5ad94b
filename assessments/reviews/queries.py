"""Reads on what was said about answers: the same for both sides, and for nobody else."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.responses import queries as responses
from assessments.responses.models import Disclosure, Response, Submission
from assessments.responses.withdrawing import my_withdrawn
from assessments.reviews import status
from assessments.reviews.models import ReviewEvent
from assessments.reviews.status import Round, State
from assessments.scope import CompanyScope, SupplierScope


@dataclass(frozen=True)
class Sealed:
    """A submission with its document. What is withdrawn only its sender can read."""

    submission: Submission
    snapshot: Mapping[str, Any]
    withdrawn: bool = False


@dataclass(frozen=True)
class Review:
    """Every submission of one invitation, oldest first, and all that was said about them."""

    sealed: Sequence[Sealed]
    events: Sequence[ReviewEvent]

    @property
    def newest(self) -> Sealed:
        """The submission that counts."""
        return self.sealed[-1]

    @property
    def before(self) -> Sealed | None:
        """The submission before the newest one."""
        return self.sealed[-2] if len(self.sealed) > 1 else None

    @cached_property
    def rounds(self) -> list[Round]:
        """The submissions with what happened to each."""
        snapshots = [None, *(one.snapshot for one in self.sealed)]
        return [
            Round(
                changed=_changed(before, one.snapshot),
                events=[each for each in self.events if each.submission_id == one.submission.id],
            )
            for before, one in zip(snapshots, self.sealed, strict=False)
        ]

    def states(self, questions: Iterable[str]) -> dict[str, State]:
        """Question → its state."""
        return status.states(questions, self.rounds)

    @property
    def sent_back(self) -> frozenset[str]:
        """The questions of the newest submission that were sent back."""
        return status.sent_back(self.rounds[-1].events)

    @property
    def to_send_back(self) -> frozenset[str]:
        """The questions for which a change is requested only."""
        return status.to_send_back(self.rounds)

    @property
    def seen(self) -> int:
        """What tells whether something was added since this was read."""
        return max((event.id for event in self.events), default=0)

    @cached_property
    def contradictions(self) -> dict[str, list[str]]:
        """Check → the questions with which it was put to the supplier, in any submission."""
        found: dict[str, list[str]] = {}
        for event in self.events:
            if event.contradiction and event.kind == "change-requested":
                found.setdefault(event.contradiction, []).append(event.question)
        return found

    def thread(self, question: str) -> list[ReviewEvent]:
        """All that happened to a question, oldest first."""
        return [event for event in self.events if event.question == question]

    def sent_thread(self, question: str) -> list[ReviewEvent]:
        """What the supplier reads of it: a request for a change stands there once it was sent."""
        return status.as_sent(self.thread(question))

    def reply_to(self, contradiction: str) -> ReviewEvent | None:
        """What the supplier replied to answers that do not fit together."""
        return next(
            (
                event
                for event in self.events
                if event.contradiction == contradiction and event.side == "supplier"
            ),
            None,
        )


def review_of(session: Session, scope: CompanyScope, *, submission_id: int) -> Review:
    """What was said about a submission disclosed to the company, and about those before and
    after it in the same invitation. NotFound for any other.
    """
    disclosed = responses.disclosed_submission(session, scope, submission_id)
    return _of_company(session, scope, disclosed.disclosure.invitation_id)


def my_review(session: Session, scope: SupplierScope) -> Review | None:
    """What was said about the asker's own submissions; None before the first one."""
    submissions = session.scalars(
        select(Submission)
        .join(
            Response,
            (Response.party_id == Submission.party_id) & (Response.id == Submission.response_id),
        )
        .where(Submission.party_id == scope.party_id, Response.invitation_id == scope.invitation_id)
        .order_by(Submission.number)
    )
    gone = my_withdrawn(session, scope)
    sealed = [Sealed(one, json.loads(one.snapshot), one.id in gone) for one in submissions]
    if not sealed:
        return None
    events = session.scalars(
        select(ReviewEvent)
        .where(
            ReviewEvent.party_id == scope.party_id,
            ReviewEvent.invitation_id == scope.invitation_id,
        )
        .order_by(ReviewEvent.id)
    )
    return Review(sealed, list(events))


def _changed(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> frozenset[str]:
    """The questions that two sealed snapshots answer differently; none without an earlier one."""
    if before is None:
        return frozenset()
    old, new = _answers(before), _answers(after)
    return frozenset(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def _answers(snapshot: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        answer["question"]: (answer["value"], answer.get("declined"))
        for answer in snapshot["answers"]
    }


def _of_company(session: Session, scope: CompanyScope, invitation_id: int) -> Review:
    disclosed = session.scalars(
        select(Disclosure.submission_id)
        .where(
            Disclosure.company_id == scope.company_id,
            Disclosure.invitation_id == invitation_id,
        )
        .order_by(Disclosure.submission_id)
    )
    sealed = []
    for submission_id in disclosed.all():
        with suppress(NotFound):  # its sender has withdrawn it
            one = responses.disclosed_submission(session, scope, submission_id)
            sealed.append(Sealed(one.submission, one.snapshot))
    if not sealed:
        raise NotFound
    events = session.scalars(
        select(ReviewEvent)
        .where(
            ReviewEvent.company_id == scope.company_id,
            ReviewEvent.invitation_id == invitation_id,
        )
        .order_by(ReviewEvent.id)
    )
    return Review(sealed, list(events))
