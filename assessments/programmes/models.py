"""A counter-trafficking programme, the companies that it engages, and what was done when."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.base import Base
from assessments.columns import (
    Code,
    Email,
    Key,
    LongText,
    Moment,
    Name,
    OptionalCode,
    OptionalMoment,
    ProgrammeId,
    PublicId,
    Ref,
)


class Programme(Base):
    """A programme that works with companies against trafficking in persons."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("public_id"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[Name]
    invented: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]


class EngagedCompany(Base):
    """A firm in a programme's register. Not the same as a company that uses this instance."""

    __tablename__ = "engaged_company"
    __table_args__ = (
        UniqueConstraint("programme_id", "id"),
        UniqueConstraint("programme_id", "public_id"),
        UniqueConstraint("programme_id", "country", "identifier"),
        Index("ix_engaged_company_name", "programme_id", "name_folded"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[ProgrammeId]
    name: Mapped[Name]
    name_folded: Mapped[Name]
    name_local: Mapped[Name]
    name_russian: Mapped[Name]
    search_text: Mapped[LongText]
    country: Mapped[Code]
    identifier: Mapped[OptionalCode]
    contact_name: Mapped[Name]
    contact_email: Mapped[Email]
    contact_phone: Mapped[Code]
    created_at: Mapped[Moment]
    archived_at: Mapped[OptionalMoment]
    version: Mapped[int] = mapped_column(default=1)


class Activity(Base):
    """Something that the programme did with an engaged company on a day."""

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("programme_id", "id"),
        UniqueConstraint("programme_id", "public_id"),
        ForeignKeyConstraint(
            ["programme_id", "engaged_company_id"],
            ["engaged_company.programme_id", "engaged_company.id"],
            name="fk_activity_engaged_company",
        ),
        Index("ix_activity_company_happened_on", "engaged_company_id", "happened_on"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    programme_id: Mapped[ProgrammeId]
    engaged_company_id: Mapped[Ref]
    kind: Mapped[Code]
    happened_on: Mapped[date]
    summary: Mapped[LongText]
    logged_by: Mapped[Name]
    logged_at: Mapped[Moment]
