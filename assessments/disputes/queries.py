"""Reads on disputes: the same rows for the company and for the supplier."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.campaigns.models import Invitation
from assessments.disputes.models import Dispute, DisputeAnswer
from assessments.errors import NotFound
from assessments.evidence.models import EvidenceFile
from assessments.parties.models import Supplier
from assessments.responses.withdrawing import is_withdrawn
from assessments.scope import CompanyScope, SupplierScope


@dataclass(frozen=True)
class Disputed:
    """A finding that a supplier does not agree with, with the answer if there is one."""

    dispute: Dispute
    answer: DisputeAnswer | None
    paper: EvidenceFile | None = None


@dataclass(frozen=True)
class OpenDispute:
    """A dispute that waits for an answer, with whose it is."""

    dispute: Dispute
    supplier: Supplier


def open_disputes(session: Session, scope: CompanyScope) -> list[OpenDispute]:
    """The disputes that wait for the company's answer, the one owed first in front.

    Those about answers that were withdrawn need none.
    """
    answered = select(DisputeAnswer.dispute_id).where(DisputeAnswer.company_id == scope.company_id)
    rows = session.execute(
        select(Dispute, Supplier)
        .join(
            Invitation,
            (Invitation.company_id == Dispute.company_id)
            & (Invitation.id == Dispute.invitation_id),
        )
        .join(
            Supplier,
            (Supplier.company_id == Invitation.company_id)
            & (Supplier.id == Invitation.supplier_id),
        )
        .where(
            Dispute.company_id == scope.company_id,
            Dispute.id.not_in(answered),
            ~is_withdrawn(Dispute),
        )
        .order_by(Dispute.answer_due_on, Dispute.id)
    )
    return [OpenDispute(row[0], row[1]) for row in rows]


def disputes_of_submission(
    session: Session, scope: CompanyScope, submission_id: int
) -> list[Disputed]:
    """The findings on one submission that its supplier does not agree with, oldest first."""
    rows = session.execute(
        select(Dispute, DisputeAnswer)
        .outerjoin(
            DisputeAnswer,
            (DisputeAnswer.company_id == Dispute.company_id)
            & (DisputeAnswer.dispute_id == Dispute.id),
        )
        .where(Dispute.company_id == scope.company_id, Dispute.submission_id == submission_id)
        .order_by(Dispute.id)
    )
    return [Disputed(row[0], row[1]) for row in rows]


def dispute(session: Session, scope: CompanyScope, public_id: UUID) -> Disputed:
    """One dispute with the paper that it names. NotFound for any other."""
    row = session.execute(
        select(Dispute, DisputeAnswer, EvidenceFile)
        .outerjoin(
            DisputeAnswer,
            (DisputeAnswer.company_id == Dispute.company_id)
            & (DisputeAnswer.dispute_id == Dispute.id),
        )
        .outerjoin(
            EvidenceFile,
            (EvidenceFile.party_id == Dispute.party_id)
            & (EvidenceFile.id == Dispute.evidence_file_id),
        )
        .where(
            Dispute.company_id == scope.company_id,
            Dispute.public_id == public_id,
            ~is_withdrawn(Dispute),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return Disputed(row[0], row[1], row[2])


def my_disputes(session: Session, scope: SupplierScope) -> list[Disputed]:
    """What the asker does not agree with, and what the company answered, oldest first."""
    rows = session.execute(
        select(Dispute, DisputeAnswer)
        .outerjoin(
            DisputeAnswer,
            (DisputeAnswer.party_id == Dispute.party_id) & (DisputeAnswer.dispute_id == Dispute.id),
        )
        .where(Dispute.party_id == scope.party_id, Dispute.invitation_id == scope.invitation_id)
        .order_by(Dispute.id)
    )
    return [Disputed(row[0], row[1]) for row in rows]
