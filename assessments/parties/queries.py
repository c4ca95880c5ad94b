"""Reads on companies, suppliers and their contacts."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.parties.models import Company, Contact, Supplier
from assessments.scope import CompanyScope, LinkScope, SupplierScope


def company(session: Session, scope: CompanyScope | SupplierScope | LinkScope) -> Company:
    """The company of the scope: one's own, or the one that asks."""
    found = session.get(Company, scope.company_id)
    if found is None:
        raise NotFound
    return found


def supplier(session: Session, scope: CompanyScope, public_id: UUID) -> Supplier:
    """One supplier of the company. NotFound for any other."""
    found = session.scalar(
        select(Supplier).where(
            Supplier.company_id == scope.company_id, Supplier.public_id == public_id
        )
    )
    if found is None:
        raise NotFound
    return found


def contact(session: Session, scope: CompanyScope, supplier_id: int) -> Contact | None:
    """The current contact at a supplier."""
    return session.scalar(
        select(Contact).where(
            Contact.company_id == scope.company_id,
            Contact.supplier_id == supplier_id,
            Contact.removed_at.is_(None),
        )
    )


def contacts(
    session: Session, scope: CompanyScope, suppliers: Collection[int]
) -> dict[int, Contact]:
    """Supplier → its current contact, of those suppliers that have one."""
    found = session.scalars(
        select(Contact).where(
            Contact.company_id == scope.company_id,
            Contact.supplier_id.in_(suppliers),
            Contact.removed_at.is_(None),
        )
    )
    return {contact.supplier_id: contact for contact in found}


def countries(session: Session, scope: CompanyScope) -> list[str]:
    """The countries that the company has suppliers in, as alpha-3 codes."""
    return list(
        session.scalars(
            select(Supplier.country)
            .where(Supplier.company_id == scope.company_id, Supplier.archived_at.is_(None))
            .distinct()
            .order_by(Supplier.country)
        )
    )
