"""Findings that a supplier does not agree with, and what the company answered. Never changed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from assessments.base import Base
from assessments.columns import (
    Code,
    CompanyId,
    Email,
    Key,
    LongText,
    Moment,
    Name,
    OptionalCode,
    OptionalRef,
    PartyId,
    PublicId,
    Ref,
)


class Dispute(Base):
    """Why a supplier does not agree with one finding on one submission.

    `finding` is the key of a rule or of a check. It may name an answer and a paper.
    """

    __tablename__ = "dispute"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
        UniqueConstraint("party_id", "id"),
        UniqueConstraint("company_id", "submission_id", "finding"),
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_dispute_invitation",
        ),
        ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["disclosure.company_id", "disclosure.submission_id"],
            name="fk_dispute_disclosure",
        ),
        ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name="fk_dispute_submission",
        ),
        ForeignKeyConstraint(
            ["party_id", "evidence_file_id"],
            ["evidence_file.party_id", "evidence_file.id"],
            name="fk_dispute_file",
        ),
        CheckConstraint("reason <> ''", name="with_a_reason"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    party_id: Mapped[PartyId]
    invitation_id: Mapped[Ref]
    submission_id: Mapped[Ref]
    finding: Mapped[Code]
    reason: Mapped[LongText]
    question: Mapped[OptionalCode]
    evidence_file_id: Mapped[OptionalRef]
    raised_by: Mapped[Email]
    raised_at: Mapped[Moment]
    answer_due_on: Mapped[date]


class DisputeAnswer(Base):
    """What a person of the company answered to a dispute, once."""

    __tablename__ = "dispute_answer"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "dispute_id"),
        ForeignKeyConstraint(
            ["company_id", "dispute_id"],
            ["dispute.company_id", "dispute.id"],
            name="fk_dispute_answer_dispute",
        ),
        ForeignKeyConstraint(
            ["party_id", "dispute_id"],
            ["dispute.party_id", "dispute.id"],
            name="fk_dispute_answer_dispute_of_party",
        ),
        CheckConstraint(
            "outcome IN ('upheld', 'changed', 'needs-correction')", name="outcome_known"
        ),
        CheckConstraint("reason <> '' AND answered_by <> ''", name="reason_and_name"),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    party_id: Mapped[PartyId]
    dispute_id: Mapped[Ref]
    outcome: Mapped[Code]
    reason: Mapped[LongText]
    answered_by: Mapped[Name]
    answered_at: Mapped[Moment]
