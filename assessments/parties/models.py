"""Organisations, and what they are to each other.

A company asks; a party answers. A supplier is what a party is called in one company's list:
no company can see that another asks the same party.
"""

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
    OptionalMoment,
    PublicId,
    Ref,
)


class Company(Base):
    """A customer: it sends questionnaires and answers for its supply chain under law."""

    __tablename__ = "company"
    __table_args__ = (UniqueConstraint("public_id"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    name: Mapped[Name]
    country: Mapped[Code]
    invented: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]


class Party(Base):
    """Whoever answers, known by the address that it proved. Owns its answers and its files."""

    __tablename__ = "party"
    __table_args__ = (UniqueConstraint("email"), UniqueConstraint("public_id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    email: Mapped[Email]
    created_at: Mapped[Moment]


class Supplier(Base):
    """A firm that a company buys from, as that company's list names it.

    `goods` are the keys of the goods bought from it, sorted, with a space between.
    """

    __tablename__ = "supplier"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "public_id"),
        UniqueConstraint("company_id", "reference"),
        Index("ix_supplier_company_id_name", "company_id", "name_folded"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    company_id: Mapped[CompanyId]
    reference: Mapped[OptionalCode]
    name: Mapped[Name]
    name_folded: Mapped[Name]
    country: Mapped[Code]
    sector: Mapped[OptionalCode]
    goods: Mapped[LongText] = mapped_column(default="", server_default="")
    created_at: Mapped[Moment]
    archived_at: Mapped[OptionalMoment]
    version: Mapped[int] = mapped_column(default=1)


class Contact(Base):
    """A person at a supplier to whom invitations go."""

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("company_id", "supplier_id", "email"),
        ForeignKeyConstraint(
            ["company_id", "supplier_id"],
            ["supplier.company_id", "supplier.id"],
            name="fk_contact_supplier",
        ),
    )

    id: Mapped[Key]
    company_id: Mapped[CompanyId]
    supplier_id: Mapped[Ref]
    name: Mapped[Name]
    email: Mapped[Email]
    language: Mapped[Code]
    created_at: Mapped[Moment]
    removed_at: Mapped[OptionalMoment]
