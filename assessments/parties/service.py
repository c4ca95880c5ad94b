"""Commands on companies, their suppliers and the contacts there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import Invalid, NotFound, StaleVersion
from assessments.ids import Ids, new_public_id
from assessments.parties.models import Company, Contact, Supplier
from assessments.parties.names import folded
from assessments.phrases import phrase
from assessments.scope import CompanyScope, InstanceScope


@dataclass(frozen=True)
class SupplierDetails:
    """What a company knows of a supplier.

    `country` is alpha-3, `sector` and `goods` are keys of the reference data.
    """

    name: str
    country: str
    sector: str | None = None
    reference: str | None = None
    goods: tuple[str, ...] = ()

    @property
    def goods_stored(self) -> str:
        """The goods in one text, the same for every order."""
        return " ".join(sorted(set(self.goods)))


@dataclass(frozen=True)
class ContactDetails:
    """Whom to write to at a supplier, and in which language (a BCP 47 tag)."""

    name: str
    email: str
    language: str = "en"


def add_company(
    session: Session,
    scope: InstanceScope,
    *,
    name: str,
    country: str,
    now: datetime,
    ids: Ids,
    invented: bool = False,
) -> Company:
    """Add a customer company. `invented` marks demo data on every page and report."""
    company = Company(
        public_id=new_public_id(ids), name=name, country=country, invented=invented, created_at=now
    )
    session.add(company)
    session.flush()
    record(
        session,
        scope,
        kind="company-added",
        subject_kind="company",
        subject_id=company.id,
        now=now,
    )
    return company


def add_supplier(
    session: Session,
    scope: CompanyScope,
    *,
    details: SupplierDetails,
    contact: ContactDetails | None,
    now: datetime,
    ids: Ids,
) -> Supplier:
    """Add a supplier with its first contact. Invalid if the reference is taken."""
    _refuse_taken_reference(session, scope, details.reference, but=None)
    supplier = Supplier(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        name=details.name,
        name_folded=folded(details.name),
        country=details.country,
        sector=details.sector,
        goods=details.goods_stored,
        reference=details.reference,
        created_at=now,
        version=1,
    )
    session.add(supplier)
    session.flush()
    if contact is not None:
        set_contact(session, scope, supplier=supplier, details=contact, now=now)
    _note(session, scope, "supplier-added", "supplier", supplier.id, now)
    return supplier


def edit_supplier(
    session: Session,
    scope: CompanyScope,
    *,
    public_id: UUID,
    seen_version: int,
    details: SupplierDetails,
    contact: ContactDetails | None,
    now: datetime,
) -> Supplier:
    """Change a supplier. StaleVersion if somebody saved since `seen_version` was read."""
    supplier = session.scalar(
        select(Supplier)
        .where(Supplier.company_id == scope.company_id, Supplier.public_id == public_id)
        .with_for_update()
    )
    if supplier is None:
        raise NotFound
    if supplier.version != seen_version:
        raise StaleVersion(seen=seen_version, stored=supplier.version)
    _refuse_taken_reference(session, scope, details.reference, but=supplier.id)
    supplier.name = details.name
    supplier.name_folded = folded(details.name)
    supplier.country = details.country
    supplier.sector = details.sector
    supplier.goods = details.goods_stored
    supplier.reference = details.reference
    supplier.version += 1
    if contact is not None:
        set_contact(session, scope, supplier=supplier, details=contact, now=now)
    session.flush()
    _note(session, scope, "supplier-edited", "supplier", supplier.id, now)
    return supplier


def set_contact(
    session: Session,
    scope: CompanyScope,
    *,
    supplier: Supplier,
    details: ContactDetails,
    now: datetime,
) -> Contact:
    """Make this the one current contact of the supplier; earlier ones are kept as removed."""
    email = details.email.lower()
    contacts = session.scalars(
        select(Contact).where(
            Contact.company_id == scope.company_id, Contact.supplier_id == supplier.id
        )
    ).all()
    for contact in contacts:
        contact.removed_at = contact.removed_at or now
    found = next((contact for contact in contacts if contact.email == email), None)
    if found is None:
        found = Contact(
            company_id=scope.company_id,
            supplier_id=supplier.id,
            email=email,
            created_at=now,
            name=details.name,
            language=details.language,
        )
        session.add(found)
    found.name, found.language, found.removed_at = details.name, details.language, None
    session.flush()
    return found


def remove_contact(
    session: Session, scope: CompanyScope, *, supplier: Supplier, now: datetime
) -> None:
    """Leave the supplier without a contact; nothing can be sent to it until it has one again."""
    contacts = session.scalars(
        select(Contact).where(
            Contact.company_id == scope.company_id,
            Contact.supplier_id == supplier.id,
            Contact.removed_at.is_(None),
        )
    )
    for contact in contacts:
        contact.removed_at = now
    session.flush()


def _refuse_taken_reference(
    session: Session, scope: CompanyScope, reference: str | None, *, but: int | None
) -> None:
    if reference is None:
        return
    # Two colleagues may use one reference at the same moment: the second waits for the first.
    session.execute(select(Company.id).where(Company.id == scope.company_id).with_for_update())
    taken = session.scalar(
        select(func.count()).where(
            Supplier.company_id == scope.company_id,
            Supplier.reference == reference,
            Supplier.id != (but or 0),
        )
    )
    if taken:
        raise Invalid(
            {"reference": phrase("Another of your suppliers has this reference. Use another.")}
        )


def _note(
    session: Session, scope: CompanyScope, kind: str, subject: str, subject_id: int, now: datetime
) -> None:
    record(session, scope, kind=kind, subject_kind=subject, subject_id=subject_id, now=now)
