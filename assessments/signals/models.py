"""What a company knows of a supplier from elsewhere than its answers."""

from datetime import date

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from assessments.base import Base
from assessments.columns import (
    Code,
    CompanyId,
    Key,
    LongText,
    Moment,
    Name,
    OptionalMoment,
    PublicId,
    Ref,
)


class Signal(Base):
    """One fact that the ruleset reads as a signal, with its source. `value` is canonical JSON."""

    __tablename__ = "signal"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
        ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_signal_supplier",
        ),
        Index("ix_signal_supplier", "company_id", "supplier_id"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    supplier_id: Mapped[Ref]
    name: Mapped[Code]
    value: Mapped[LongText]
    source: Mapped[Name]
    learned_on: Mapped[date]
    noted_by: Mapped[Name]
    noted_at: Mapped[Moment]
    withdrawn_at: Mapped[OptionalMoment]
