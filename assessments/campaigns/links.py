"""Links of an invitation: to the person invited, and to each colleague whom they asked (C5)."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessments.campaigns.models import AccessCode, Invitation, InvitationLink
from assessments.campaigns.status import link_expires_at
from assessments.colleagues.models import Colleague
from assessments.errors import NotFound
from assessments.ids import Ids, new_token, token_digest
from assessments.scope import CompanyScope, LinkScope, SupplierScope

Scope = CompanyScope | SupplierScope | LinkScope


def new_link(
    session: Session,
    scope: Scope,
    invitation: Invitation,
    *,
    colleague: Colleague | None = None,
    now: datetime,
    ids: Ids,
) -> str:
    """The token of a new link. Every earlier link and code of the same person stops working."""
    _refuse_foreign(scope, invitation)
    colleague_id = None if colleague is None else colleague.id
    _end(session, scope, invitation, now, colleague_id)
    token = new_token(ids)
    session.add(
        InvitationLink(
            digest=token_digest(token),
            company_id=scope.company_id,
            invitation_id=invitation.id,
            colleague_id=colleague_id,
            created_at=now,
            expires_at=link_expires_at(invitation.due_on, now),
        )
    )
    session.flush()
    return token


def end_links(
    session: Session,
    scope: Scope,
    invitation: Invitation,
    *,
    colleague: Colleague | None = None,
    now: datetime,
) -> None:
    """End the links and codes of a colleague, or of everybody at the invitation."""
    _refuse_foreign(scope, invitation)
    if colleague is not None:
        _end(session, scope, invitation, now, colleague.id)
        return
    _end(session, scope, invitation, now, None)
    end_links_of_colleagues(session, scope, invitation, now=now)


def end_links_of_colleagues(
    session: Session, scope: Scope, invitation: Invitation, *, now: datetime
) -> None:
    """End the links and codes of everybody but the person invited."""
    _refuse_foreign(scope, invitation)
    helping = select(InvitationLink.colleague_id).where(
        InvitationLink.company_id == scope.company_id,
        InvitationLink.invitation_id == invitation.id,
        InvitationLink.colleague_id.is_not(None),
    )
    for colleague_id in session.scalars(helping.distinct()).all():
        _end(session, scope, invitation, now, colleague_id)


def _refuse_foreign(scope: Scope, invitation: Invitation) -> None:
    if not isinstance(scope, CompanyScope) and invitation.id != scope.invitation_id:
        raise NotFound


def _end(
    session: Session,
    scope: Scope,
    invitation: Invitation,
    now: datetime,
    colleague_id: int | None,
) -> None:
    session.execute(
        update(InvitationLink)
        .where(
            InvitationLink.company_id == scope.company_id,
            InvitationLink.invitation_id == invitation.id,
            InvitationLink.colleague_id == colleague_id,
            InvitationLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    session.execute(
        update(AccessCode)
        .where(
            AccessCode.company_id == scope.company_id,
            AccessCode.invitation_id == invitation.id,
            AccessCode.colleague_id == colleague_id,
            AccessCode.used_at.is_(None),
        )
        .values(used_at=now)
    )
