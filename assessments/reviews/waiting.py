"""What waits for a company, over all its suppliers, from what happened alone: no answer is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.campaigns.models import Campaign, Invitation
from assessments.parties.models import Supplier
from assessments.responses.models import Disclosure
from assessments.responses.withdrawing import is_withdrawn
from assessments.reviews import status
from assessments.reviews.models import ReviewEvent
from assessments.scope import CompanyScope


@dataclass(frozen=True)
class Waiting:
    """An invitation with questions that wait for the company: answers that came back, messages.

    `newest` is the id of the submission that counts.
    """

    invitation: Invitation
    supplier: Supplier
    campaign: Campaign
    newest: int
    questions: int


def waiting_for_company(session: Session, scope: CompanyScope) -> list[Waiting]:
    """The invitations with something for the company to look at, sent first in front."""
    newest = _newest(session, scope)
    questions = {
        invitation: len(
            status.waiting_for_company(events) | status.came_back(events, newest[invitation])
        )
        for invitation, events in _events(session, scope)
        if invitation in newest
    }
    waiting = [invitation for invitation, number in questions.items() if number]
    rows = session.execute(
        select(Invitation, Supplier, Campaign)
        .join(
            Supplier,
            (Supplier.company_id == Invitation.company_id)
            & (Supplier.id == Invitation.supplier_id),
        )
        .join(
            Campaign,
            (Campaign.company_id == Invitation.company_id)
            & (Campaign.id == Invitation.campaign_id),
        )
        .where(Invitation.company_id == scope.company_id, Invitation.id.in_(waiting))
        .order_by(Invitation.submitted_at, Invitation.id)
    )
    return [
        Waiting(invitation, supplier, campaign, newest[invitation.id], questions[invitation.id])
        for invitation, supplier, campaign in rows
    ]


def _newest(session: Session, scope: CompanyScope) -> dict[int, int]:
    """Invitation → its newest submission, of those that something was said about."""
    rows = session.execute(
        select(Disclosure.invitation_id, func.max(Disclosure.submission_id))
        .where(
            Disclosure.company_id == scope.company_id,
            ~is_withdrawn(Disclosure),
            Disclosure.invitation_id.in_(
                select(ReviewEvent.invitation_id).where(ReviewEvent.company_id == scope.company_id)
            ),
        )
        .group_by(Disclosure.invitation_id)
    )
    return {row[0]: row[1] for row in rows}


def _events(session: Session, scope: CompanyScope) -> Iterable[tuple[int, list[Any]]]:
    columns = (
        ReviewEvent.invitation_id,
        ReviewEvent.submission_id,
        ReviewEvent.question,
        ReviewEvent.kind,
        ReviewEvent.side,
        ReviewEvent.contradiction,
    )
    rows = session.execute(
        select(*columns)
        .where(ReviewEvent.company_id == scope.company_id, ~is_withdrawn(ReviewEvent))
        .order_by(ReviewEvent.invitation_id, ReviewEvent.id)
    )
    for invitation, events in groupby(rows, key=lambda row: row.invitation_id):
        yield invitation, list(events)
