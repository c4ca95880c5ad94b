"""What a company and a supplier said about an answer that was sent. Rows are added, never changed.

The state of a question is derived from them (`status`).
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from assessments.base import Base
from assessments.columns import (
    Code,
    CompanyId,
    Email,
    Key,
    LongText,
    Moment,
    OptionalCode,
    PartyId,
    Ref,
)


class ReviewEvent(Base):
    """Something that happened to one question of a sealed submission, on one side.

    Both sides read it: there is no note for one side alone, and what is asked for is read once it
    was sent back. `contradiction` is the check of the ruleset that it is about, if any.
    """

    __tablename__ = "review_event"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_review_event_invitation",
        ),
        ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["disclosure.company_id", "disclosure.submission_id"],
            name="fk_review_event_disclosure",
        ),
        ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name="fk_review_event_submission",
        ),
        CheckConstraint(
            "kind IN ('accepted', 'change-requested', 'request-withdrawn', 'sent-back', 'said')",
            name="kind_known",
        ),
        CheckConstraint("side IN ('company', 'supplier')", name="side_known"),
        CheckConstraint("side = 'company' OR kind = 'said'", name="supplier_only_says"),
        CheckConstraint("(kind = 'sent-back') = (due_on IS NOT NULL)", name="sent_back_until"),
        Index("ix_review_event_invitation", "company_id", "invitation_id"),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    party_id: Mapped[PartyId]
    invitation_id: Mapped[Ref]
    submission_id: Mapped[Ref]
    question: Mapped[Code]
    kind: Mapped[Code]
    side: Mapped[Code]
    author: Mapped[Email]
    text: Mapped[LongText]
    contradiction: Mapped[OptionalCode]
    due_on: Mapped[date | None]
    at: Mapped[Moment]
