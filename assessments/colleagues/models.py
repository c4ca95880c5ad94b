"""People at the supplier whom the person invited asked to help with the questionnaire."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base
from assessments.columns import (
    Code,
    Email,
    Key,
    LongText,
    Moment,
    Name,
    OptionalMoment,
    PartyId,
    PublicId,
    Ref,
)


class Colleague(Base):
    """Somebody who helps with one invitation. Their answers belong to the party that asked them.

    `sections` and `questions` are keys with a space between: the part of a contributor.
    """

    __tablename__ = "colleague"
    __table_args__ = (
        UniqueConstraint("party_id", "id"),
        UniqueConstraint("party_id", "public_id"),
        UniqueConstraint("company_id", "invitation_id", "id"),
        CheckConstraint("role IN ('contributor', 'reviewer', 'signatory')", name="role_known"),
        ForeignKeyConstraint(
            ["company_id", "invitation_id"],
            ["invitation.company_id", "invitation.id"],
            name="fk_colleague_invitation",
        ),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    party_id: Mapped[PartyId]
    company_id: Mapped[Ref]
    invitation_id: Mapped[Ref]
    email: Mapped[Email]
    name: Mapped[Name]
    language: Mapped[Code]
    role: Mapped[Code]
    sections: Mapped[LongText]
    questions: Mapped[LongText]
    note: Mapped[LongText]
    due_on: Mapped[date | None] = mapped_column()
    invited_by: Mapped[Email]
    created_at: Mapped[Moment]
    opened_at: Mapped[OptionalMoment]
    done_at: Mapped[OptionalMoment]
    revoked_at: Mapped[OptionalMoment]
    code_misses: Mapped[int] = mapped_column(default=0)
