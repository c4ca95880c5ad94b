"""Mail to the person whom an invitation addresses, kept with the invitation."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from assessments.campaigns import queries
from assessments.campaigns.letters import Invited, Letter
from assessments.campaigns.links import new_link
from assessments.campaigns.models import Invitation
from assessments.ids import Ids
from assessments.scope import CompanyScope, LinkScope, SupplierScope
from assessments.work.service import add_mail

Occasion = Literal["invitation", "reminder", "notice"]


def mail_invited(
    session: Session,
    scope: CompanyScope | SupplierScope | LinkScope,
    invitation: Invitation,
    write: Callable[[Invited], Letter],
    *,
    occasion: Occasion,
    now: datetime,
    ids: Ids,
) -> None:
    """Mail what `write` makes of the invitation. Raises NotFound outside the scope."""
    invited = queries.invited(session, scope, invitation)
    letter = write(invited)
    add_mail(
        session,
        kind=occasion,
        to_address=invitation.email,
        to_name=invited.contact_name,
        subject=letter.subject,
        body_text=letter.body,
        company_id=scope.company_id,
        about=f"invitation:{invitation.id}",
        now=now,
        ids=ids,
    )


def mail_new_link(
    session: Session,
    scope: CompanyScope | SupplierScope | LinkScope,
    invitation: Invitation,
    write: Callable[[Invited, str], Letter],
    *,
    occasion: Occasion,
    now: datetime,
    ids: Ids,
) -> None:
    """Mail what `write` makes of the invitation and a new link; earlier links stop working."""
    token = new_link(session, scope, invitation, now=now, ids=ids)
    mail_invited(
        session,
        scope,
        invitation,
        lambda invited: write(invited, token),
        occasion=occasion,
        now=now,
        ids=ids,
    )
