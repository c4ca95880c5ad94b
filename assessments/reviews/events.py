"""Adding to what was said. One row for each thing that happened, with an event for the record."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import Invalid
from assessments.phrases import Filled, phrase
from assessments.reviews.models import ReviewEvent
from assessments.reviews.queries import Review
from assessments.reviews.subject import Subject
from assessments.scope import CompanyScope, SupplierScope

LONGEST_TEXT = 2000
TOO_LONG = phrase("Shorten this to {most} characters.")
MOST_EVENTS = 5000
"""Of one side in one invitation: far more than people write, and few enough to be read in one go.
"""


def checked(text: str) -> str:
    """The text of a message. Raises Invalid for an empty or too long one."""
    if not text.strip():
        raise Invalid({"text": phrase("Write what you want to say.")})
    return not_too_long(text)


def not_too_long(text: str) -> str:
    """The text of a message that may be left out. Raises Invalid for a too long one."""
    if len(text) > LONGEST_TEXT:
        raise Invalid({"text": Filled(TOO_LONG, most=LONGEST_TEXT)})
    return text.strip()


def note(
    session: Session,
    scope: CompanyScope,
    subject: Subject,
    question: str,
    kind: str,
    by: str,
    now: datetime,
    *,
    text: str = "",
    contradiction: str | None = None,
    due_on: date | None = None,
) -> None:
    """Note what the company did about a question of what it looks at."""
    add(
        session,
        scope,
        subject.review,
        invitation_id=subject.invitation.id,
        question=question,
        kind=kind,
        author=by,
        now=now,
        text=text,
        contradiction=contradiction,
        due_on=due_on,
    )


def add(
    session: Session,
    scope: CompanyScope | SupplierScope,
    review: Review,
    *,
    invitation_id: int,
    question: str,
    kind: str,
    author: str,
    now: datetime,
    text: str = "",
    contradiction: str | None = None,
    due_on: date | None = None,
) -> ReviewEvent:
    """Note what happened to a question of the newest submission."""
    side = "company" if isinstance(scope, CompanyScope) else "supplier"
    if sum(event.side == side for event in review.events) >= MOST_EVENTS:
        raise Invalid(
            {"text": phrase("There is too much here already. Please talk to each other.")}
        )
    submission = review.newest.submission
    event = ReviewEvent(
        company_id=scope.company_id,
        party_id=submission.party_id,
        invitation_id=invitation_id,
        submission_id=submission.id,
        question=question,
        kind=kind,
        side=side,
        author=author,
        text=text,
        contradiction=contradiction,
        due_on=due_on,
        at=now,
    )
    session.add(event)
    session.flush()
    record(
        session,
        scope,
        kind=f"answer-{kind}",
        subject_kind="review_event",
        subject_id=event.id,
        now=now,
        facts={"question": question},
    )
    return event
