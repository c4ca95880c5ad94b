"""Opening an invitation again after its answers were sent: a new day, and a new link by mail."""

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from assessments.campaigns.models import Invitation, InvitationLink
from assessments.campaigns.status import link_expires_at
from assessments.errors import Invalid, NotFound
from assessments.ids import Ids, new_token, token_digest
from assessments.scope import CompanyScope


def open_again(
    session: Session, scope: CompanyScope, invitation: Invitation, *, due_on: date, now: datetime
) -> None:
    """Let questions of a sent response be changed until a day. Raises Invalid.

    Which ones is said by what was sent back (`reviews`).
    """
    _refuse_foreign(scope, invitation)
    session.refresh(invitation, with_for_update=True)
    if invitation.revoked_at is not None:
        raise Invalid({"due_on": "This invitation was withdrawn. Send a new link first."})
    if due_on <= now.date():
        raise Invalid({"due_on": "Choose a date after today, so that there is time to answer."})
    invitation.returned_at = now
    invitation.due_on = due_on
    session.flush()


def new_link(
    session: Session, scope: CompanyScope, invitation: Invitation, *, now: datetime, ids: Ids
) -> str:
    """The token of a new link for the person invited. Every earlier link stops working."""
    _refuse_foreign(scope, invitation)
    session.execute(
        update(InvitationLink)
        .where(
            InvitationLink.company_id == scope.company_id,
            InvitationLink.invitation_id == invitation.id,
            InvitationLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    token = new_token(ids)
    session.add(
        InvitationLink(
            digest=token_digest(token),
            company_id=scope.company_id,
            invitation_id=invitation.id,
            created_at=now,
            expires_at=link_expires_at(invitation.due_on, now),
        )
    )
    session.flush()
    return token


def _refuse_foreign(scope: CompanyScope, invitation: Invitation) -> None:
    if invitation.company_id != scope.company_id:
        raise NotFound
