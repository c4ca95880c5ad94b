"""Bands that people set by hand, and their withdrawals. Rows are added and never changed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from assessments.base import Base
from assessments.columns import Code, CompanyId, Key, LongText, Moment, Name, PublicId, Ref


class BandOverride(Base):
    """A band for one result, with who set it, why, and on which day it ends."""

    __tablename__ = "band_override"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
        ForeignKeyConstraint(
            ["company_id", "result_id"],
            ["result.company_id", "result.id"],
            name="fk_band_override_result",
        ),
        CheckConstraint("band IN ('low', 'medium', 'high', 'critical')", name="band_known"),
        CheckConstraint("reason <> '' AND set_by <> ''", name="reason_and_name"),
        Index("ix_band_override_result", "company_id", "result_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    result_id: Mapped[Ref]
    band: Mapped[Code]
    reason: Mapped[LongText]
    set_by: Mapped[Name]
    set_at: Mapped[Moment]
    expires_on: Mapped[date]


class OverrideWithdrawal(Base):
    """The end of a band set by hand before its day."""

    __tablename__ = "override_withdrawal"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "override_id"),
        ForeignKeyConstraint(
            ["company_id", "override_id"],
            ["band_override.company_id", "band_override.id"],
            name="fk_override_withdrawal_override",
        ),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    override_id: Mapped[Ref]
    withdrawn_by: Mapped[Name]
    withdrawn_at: Mapped[Moment]
