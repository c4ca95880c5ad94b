"""Mails between people at a supplier: the link of a colleague, and that one has finished."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import AskedToHelp, Invited, Letter, Letters
from assessments.campaigns.links import new_link
from assessments.campaigns.models import Invitation, InvitationLink
from assessments.colleagues.models import Colleague
from assessments.colleagues.queries import my_colleague
from assessments.errors import TooManyTries
from assessments.ids import Ids
from assessments.library import queries as library
from assessments.scope import SupplierScope
from assessments.work.service import add_mail

JUST_NOW = timedelta(minutes=1)
MAILS_A_DAY = 30


def mail_link(
    session: Session,
    scope: SupplierScope,
    invitation: Invitation,
    colleague: Colleague,
    *,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> None:
    """Mail a colleague a new link; every earlier one stops working.

    Raises TooManyTries after 30 mails in a day for one invitation.
    """
    _refuse_flood(session, scope, now)
    token = new_link(session, scope, invitation, colleague=colleague, now=now, ids=ids)
    letter = letters.colleague(_asked(session, scope, invitation, colleague), token)
    _mail(session, scope, colleague.email, letter, now, ids)


def tell_finished(
    session: Session,
    scope: SupplierScope,
    invitation: Invitation,
    colleague: Colleague,
    *,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> None:
    """Tell the person invited that a colleague has finished."""
    letter = letters.colleague_done(_asked(session, scope, invitation, colleague))
    _mail(session, scope, invitation.email, letter, now, ids)


def mail_signatory(
    session: Session,
    scope: SupplierScope,
    invitation: Invitation,
    write: Callable[[Invited], Letter],
    *,
    now: datetime,
    ids: Ids,
) -> None:
    """Mail the colleague who signs what `write` makes of the invitation, in their language."""
    colleague = my_colleague(session, scope)
    invited = campaigns.invited(session, scope, invitation)
    letter = write(replace(invited, language=colleague.language))
    _mail(session, scope, colleague.email, letter, now, ids)


def was_just_mailed(
    session: Session, scope: SupplierScope, colleague: Colleague, now: datetime
) -> bool:
    """Whether the newest link went out within a minute: a button pressed twice."""
    newest = session.scalar(
        select(func.max(InvitationLink.created_at)).where(
            InvitationLink.company_id == scope.company_id,
            InvitationLink.invitation_id == scope.invitation_id,
            InvitationLink.colleague_id == colleague.id,
        )
    )
    return newest is not None and newest > now - JUST_NOW


def _refuse_flood(session: Session, scope: SupplierScope, now: datetime) -> None:
    """Links count, for each went out with a mail."""
    count, oldest = session.execute(
        select(func.count(), func.min(InvitationLink.created_at)).where(
            InvitationLink.company_id == scope.company_id,
            InvitationLink.invitation_id == scope.invitation_id,
            InvitationLink.colleague_id.is_not(None),
            InvitationLink.created_at > now - timedelta(days=1),
        )
    ).one()
    if count >= MAILS_A_DAY:
        raise TooManyTries(oldest + timedelta(days=1))


def _asked(
    session: Session, scope: SupplierScope, invitation: Invitation, colleague: Colleague
) -> AskedToHelp:
    version = campaigns.my_campaign(session, scope).questionnaire_version_id
    invited = campaigns.invited(session, scope, invitation)
    return AskedToHelp(
        invited=invited,
        questionnaire=library.questionnaire(session, version),
        name=colleague.name,
        role=colleague.role,
        sections=tuple(colleague.sections.split()),
        questions=tuple(colleague.questions.split()),
        note=colleague.note,
        due_on=colleague.due_on,
        invited_by=_with_address(invited.contact_name, colleague.invited_by),
        language=colleague.language,
    )


def _with_address(name: str, email: str) -> str:
    """A name that is not known to the reader says less than the address behind it."""
    return f"{name} ({email})" if name else email


def _mail(
    session: Session,
    scope: SupplierScope,
    to_address: str,
    letter: Letter,
    now: datetime,
    ids: Ids,
) -> None:
    """Between people at the supplier: the company neither sees such a mail nor sends it again."""
    add_mail(
        session,
        kind="notice",
        to_address=to_address,
        to_name="",
        subject=letter.subject,
        body_text=letter.body,
        company_id=None,
        about=f"invitation:{scope.invitation_id}",
        now=now,
        ids=ids,
    )
