"""Asking: campaigns, their invitations, links and codes, and those for whom it was not meant."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
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
    OptionalMoment,
    OptionalRef,
    PublicId,
    Ref,
    Sha256,
)


class Campaign(Base):
    """One questionnaire version sent to chosen suppliers, scored with one ruleset version.

    `grounds` are the keys of the laws and policies that it names, with a space between.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    name: Mapped[Name]
    questionnaire_version_id: Mapped[int] = mapped_column(
        Identity, ForeignKey("questionnaire_version.id")
    )
    ruleset_version_id: Mapped[int] = mapped_column(Identity, ForeignKey("ruleset_version.id"))
    reference_edition_id: Mapped[int] = mapped_column(Identity, ForeignKey("reference_edition.id"))
    due_on: Mapped[date]
    message: Mapped[LongText]
    grounds: Mapped[LongText] = mapped_column(default="", server_default="")
    created_at: Mapped[Moment]
    sent_at: Mapped[OptionalMoment]


class Invitation(Base):
    """One supplier asked in one campaign. What happened to it is told by its moments.

    `contact_name` is what whoever has the address is called, where that is known. `settled_at` is
    when the company last settled what somebody said for whom it was not.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
        UniqueConstraint("company_id", "campaign_id", "supplier_id"),
        ForeignKeyConstraint(
            ["company_id", "campaign_id"],
            ["campaign.company_id", "campaign.id"],
            name="fk_invitation_campaign",
        ),
        ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_invitation_supplier",
        ),
        ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contact.company_id", "contact.id"],
            name="fk_invitation_contact",
        ),
        Index("ix_invitation_supplier", "company_id", "supplier_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    campaign_id: Mapped[Ref]
    supplier_id: Mapped[Ref]
    contact_id: Mapped[Ref]
    party_id: Mapped[OptionalRef]
    email: Mapped[Email]
    contact_name: Mapped[Name] = mapped_column(default="", server_default="")
    language: Mapped[Code]
    due_on: Mapped[date]
    created_at: Mapped[Moment]
    mailed_at: Mapped[OptionalMoment]
    opened_at: Mapped[OptionalMoment]
    started_at: Mapped[OptionalMoment]
    submitted_at: Mapped[OptionalMoment]
    returned_at: Mapped[OptionalMoment]
    revoked_at: Mapped[OptionalMoment]
    closed_at: Mapped[OptionalMoment]
    settled_at: Mapped[OptionalMoment]
    shown_count: Mapped[int] = mapped_column(default=0)
    answered_count: Mapped[int] = mapped_column(default=0)
    code_misses: Mapped[int] = mapped_column(default=0)


class InvitationLink(Base):
    """The digest of a link that was mailed, to the person invited or to a colleague of theirs.

    A new link ends the ones before it.
    """

    __tablename__ = "invitation_link"
    __table_args__ = (
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_invitation_link_invitation",
        ),
        ForeignKeyConstraint(
            ["company_id", "invitation_id", "colleague_id"],
            ["colleague.company_id", "colleague.invitation_id", "colleague.id"],
            name="fk_invitation_link_colleague",
        ),
    )

    digest: Mapped[str] = mapped_column(primary_key=True)
    company_id: Mapped[Ref]
    invitation_id: Mapped[Ref]
    colleague_id: Mapped[OptionalRef]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[OptionalMoment]


class AccessCode(Base):
    """A six-digit code that was mailed to the address on file. Only its digest is kept."""

    __tablename__ = "access_code"
    __table_args__ = (
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_access_code_invitation",
        ),
        ForeignKeyConstraint(
            ["company_id", "invitation_id", "colleague_id"],
            ["colleague.company_id", "colleague.invitation_id", "colleague.id"],
            name="fk_access_code_colleague",
        ),
        Index("ix_access_code_invitation", "invitation_id", "created_at"),
    )

    id: Mapped[Key]
    company_id: Mapped[Ref]
    invitation_id: Mapped[Ref]
    colleague_id: Mapped[OptionalRef]
    digest: Mapped[Sha256]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[OptionalMoment]
    misses: Mapped[int] = mapped_column(default=0)


class NotForMe(Base):
    """What somebody said who was asked and should not have been. Never changed, never removed.

    `given_name` and `given_email` are whom they named instead; empty for other reasons.
    """

    __tablename__ = "not_for_me"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        CheckConstraint(
            "reason IN ('wrong_person', 'no_longer_supply', 'other')", name="reason_known"
        ),
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_not_for_me_invitation",
        ),
        Index("ix_not_for_me_invitation", "company_id", "invitation_id"),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    invitation_id: Mapped[Ref]
    reason: Mapped[Code]
    note: Mapped[LongText]
    given_name: Mapped[Name]
    given_email: Mapped[Email]
    said_by: Mapped[Email]
    said_at: Mapped[Moment]
