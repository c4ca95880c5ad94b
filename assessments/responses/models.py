"""Answering: answers in work as rows, sealed submissions, and who may see them."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base, Identity
from assessments.columns import (
    Code,
    CompanyId,
    Email,
    Key,
    LongText,
    Moment,
    Name,
    OptionalRef,
    OptionalText,
    PartyId,
    PublicId,
    Ref,
    Sha256,
)


class Response(Base):
    """A party's answers to one invitation while it is working on them."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("party_id", "id"),
        UniqueConstraint("party_id", "public_id"),
        UniqueConstraint("party_id", "invitation_id"),
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_response_invitation",
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    party_id: Mapped[PartyId]
    company_id: Mapped[Ref]
    invitation_id: Mapped[Ref]
    questionnaire_version_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("questionnaire_version.id")
    )
    created_at: Mapped[Moment]


class Answer(Base):
    """The newest answer to one question; `version` counts its saves from 1.

    `first_answered_on` is the day of the earlier answer that it was taken from, `to_confirm` says
    that the question has changed since and that nobody has looked at it yet. `declined` has the
    reason of somebody who would rather not answer; the value is null then.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("party_id", "response_id", "question"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        ForeignKeyConstraint(
            ["party_id", "response_id"],
            ["response.party_id", "response.id"],
            name="fk_answer_response",
        ),
    )

    id: Mapped[Key]
    party_id: Mapped[PartyId]
    response_id: Mapped[Ref]
    question: Mapped[Code]
    value: Mapped[LongText]
    declined: Mapped[OptionalText]
    version: Mapped[int]
    author: Mapped[Email]
    saved_at: Mapped[Moment]
    first_answered_on: Mapped[date | None]
    to_confirm: Mapped[bool] = mapped_column(default=False)


class HeldSave(Base):
    """What was typed after the session had ended, kept until `email` is proved again."""

    __tablename__ = "held_save"
    __table_args__ = (
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_held_save_invitation",
        ),
        ForeignKeyConstraint(
            ["company_id", "invitation_id", "colleague_id"],
            ["colleague.company_id", "colleague.invitation_id", "colleague.id"],
            name="fk_held_save_colleague",
        ),
        Index("ix_held_save_invitation", "invitation_id", "expires_at"),
    )

    id: Mapped[Key]
    company_id: Mapped[Ref]
    invitation_id: Mapped[Ref]
    colleague_id: Mapped[OptionalRef]
    email: Mapped[Email]
    page: Mapped[str] = mapped_column(String(300))
    fields: Mapped[LongText]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]


class Submission(Base):
    """A sealed snapshot of a response. Never changed, never removed."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("party_id", "id"),
        UniqueConstraint("party_id", "public_id"),
        UniqueConstraint("party_id", "response_id", "number"),
        ForeignKeyConstraint(
            ["party_id", "response_id"],
            ["response.party_id", "response.id"],
            name="fk_submission_response",
        ),
        ForeignKeyConstraint(
            ["party_id", "previous_id"],
            ["submission.party_id", "submission.id"],
            name="fk_submission_previous",
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    party_id: Mapped[PartyId]
    response_id: Mapped[Ref]
    number: Mapped[int]
    previous_id: Mapped[OptionalRef]
    snapshot: Mapped[LongText]
    digest: Mapped[Sha256]
    submitted_at: Mapped[Moment]


class PersonalFact(Base):
    """A name or address behind a commitment in a snapshot. Erasing it breaks no digest."""

    __tablename__ = "personal_fact"
    __table_args__ = (
        UniqueConstraint("party_id", "submission_id", "commitment"),
        ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name="fk_personal_fact_submission",
        ),
    )

    id: Mapped[Key]
    party_id: Mapped[PartyId]
    submission_id: Mapped[Ref]
    commitment: Mapped[Sha256]
    salt: Mapped[Code]
    value: Mapped[Name]


class Disclosure(Base):
    """One sealed submission shown to one company: the only way across."""

    __tablename__ = "disclosure"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "submission_id"),
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_disclosure_invitation",
        ),
        ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name="fk_disclosure_submission",
        ),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    party_id: Mapped[PartyId]
    invitation_id: Mapped[Ref]
    submission_id: Mapped[Ref]
    made_at: Mapped[Moment]


class Withdrawal(Base):
    """The end of a disclosure: from then on the company sees that there was one, and no answer.

    What is kept for it to prove what it did stands here: when the answers were sent, and their
    digest.
    """

    __tablename__ = "withdrawal"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "submission_id"),
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_withdrawal_invitation",
        ),
        ForeignKeyConstraint(
            ["company_id", "submission_id"],
            ["disclosure.company_id", "disclosure.submission_id"],
            name="fk_withdrawal_disclosure",
        ),
        ForeignKeyConstraint(
            ["party_id", "submission_id"],
            ["submission.party_id", "submission.id"],
            name="fk_withdrawal_submission",
        ),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    party_id: Mapped[PartyId]
    invitation_id: Mapped[Ref]
    submission_id: Mapped[Ref]
    digest: Mapped[Sha256]
    submitted_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment]
