"""Opening an invitation again after its answers were sent, until a new day."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from assessments.campaigns import queries
from assessments.campaigns.models import Invitation
from assessments.errors import Invalid
from assessments.phrases import phrase
from assessments.scope import CompanyScope


def open_again(
    session: Session, scope: CompanyScope, invitation: Invitation, *, due_on: date, now: datetime
) -> date:
    """Let questions of a sent response be changed until a day; until when they can be. Raises
    Invalid.

    While others are still out, nobody gets less time than they were given before. Which ones is
    said by what was sent back (`reviews`); the caller holds the invitation.
    """
    own = queries.invitation(session, scope, invitation.public_id)
    if own.revoked_at is not None:
        raise Invalid({"due_on": phrase("This invitation was withdrawn. Send a new link first.")})
    if due_on <= now.date():
        raise Invalid(
            {"due_on": phrase("Choose a date after today, so that there is time to answer.")}
        )
    own.due_on = due_on if own.returned_at is None else max(own.due_on, due_on)
    own.returned_at = now
    session.flush()
    return own.due_on
