"""Reads on campaigns and invitations."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.campaigns.letters import Invited
from assessments.campaigns.models import Campaign, Invitation
from assessments.errors import NotFound
from assessments.parties.models import Company, Contact, Supplier
from assessments.scope import CompanyScope, LinkScope, SupplierScope


@dataclass(frozen=True)
class InvitationRow:
    """An invitation with the supplier that it went to."""

    invitation: Invitation
    supplier: Supplier


def campaign(session: Session, scope: CompanyScope, public_id: UUID) -> Campaign:
    """One campaign of the company. NotFound for any other."""
    found = session.scalar(
        select(Campaign).where(
            Campaign.company_id == scope.company_id, Campaign.public_id == public_id
        )
    )
    if found is None:
        raise NotFound
    return found


def campaigns(session: Session, scope: CompanyScope) -> list[Campaign]:
    """Every campaign of the company, newest first."""
    return list(
        session.scalars(
            select(Campaign)
            .where(Campaign.company_id == scope.company_id)
            .order_by(Campaign.created_at.desc(), Campaign.id.desc())
        )
    )


def invitation(session: Session, scope: CompanyScope, public_id: UUID) -> Invitation:
    """One invitation of the company. NotFound for any other."""
    found = session.scalar(
        select(Invitation).where(
            Invitation.company_id == scope.company_id, Invitation.public_id == public_id
        )
    )
    if found is None:
        raise NotFound
    return found


def due_on(session: Session, scope: CompanyScope, invitation_id: int) -> date:
    """By when the answers to one invitation are expected. NotFound for any other."""
    found = session.scalar(
        select(Invitation.due_on).where(
            Invitation.company_id == scope.company_id, Invitation.id == invitation_id
        )
    )
    if found is None:
        raise NotFound
    return found


def my_invitation(session: Session, scope: SupplierScope | LinkScope) -> Invitation:
    """The invitation that the asker came by."""
    found = session.scalar(
        select(Invitation).where(
            Invitation.company_id == scope.company_id, Invitation.id == scope.invitation_id
        )
    )
    if found is None:
        raise NotFound
    return found


def my_campaign(session: Session, scope: SupplierScope | LinkScope) -> Campaign:
    """The campaign of the invitation that the asker came by."""
    asked = my_invitation(session, scope)
    found = session.scalar(
        select(Campaign).where(
            Campaign.company_id == scope.company_id, Campaign.id == asked.campaign_id
        )
    )
    if found is None:
        raise NotFound
    return found


def invitations(session: Session, scope: CompanyScope, campaign: Campaign) -> list[InvitationRow]:
    """Everybody who was asked in a campaign, by name."""
    found = session.execute(
        select(Invitation, Supplier)
        .join(
            Supplier,
            (Supplier.company_id == Invitation.company_id)
            & (Supplier.id == Invitation.supplier_id),
        )
        .where(Invitation.company_id == scope.company_id, Invitation.campaign_id == campaign.id)
        .order_by(Supplier.name_folded, Supplier.id)
    )
    return [InvitationRow(row[0], row[1]) for row in found]


def invitations_of_supplier(
    session: Session, scope: CompanyScope, supplier_id: int
) -> list[Invitation]:
    """Every time that a supplier was asked, newest first."""
    return list(
        session.scalars(
            select(Invitation)
            .where(Invitation.company_id == scope.company_id, Invitation.supplier_id == supplier_id)
            .order_by(Invitation.created_at.desc(), Invitation.id.desc())
        )
    )


def invited(
    session: Session, scope: CompanyScope | SupplierScope | LinkScope, invitation: Invitation
) -> Invited:
    """What letters say of an invitation. A respondent sees their own, and who opens a link no name.

    To the company its contact has the name of today, to a respondent that of the invitation.
    """
    of_company = isinstance(scope, CompanyScope)
    if not isinstance(scope, CompanyScope) and invitation.id != scope.invitation_id:
        raise NotFound
    row = session.execute(
        select(Company, Campaign, Supplier, Contact.name)
        .select_from(Invitation)
        .join(Company, Company.id == Invitation.company_id)
        .join(
            Campaign,
            (Campaign.company_id == Invitation.company_id)
            & (Campaign.id == Invitation.campaign_id),
        )
        .join(
            Supplier,
            (Supplier.company_id == Invitation.company_id)
            & (Supplier.id == Invitation.supplier_id),
        )
        .outerjoin(
            Contact,
            (Contact.company_id == Invitation.company_id)
            & (Contact.id == Invitation.contact_id)
            & (Contact.email == Invitation.email),
        )
        .where(Invitation.company_id == scope.company_id, Invitation.id == invitation.id)
    ).one_or_none()
    if row is None:
        raise NotFound
    company, campaign, supplier, contact_name = row[0], row[1], row[2], row[3]
    return Invited(
        company_name=company.name,
        invented=company.invented,
        supplier_name=supplier.name,
        contact_name=(contact_name or "") if of_company else _own_name(scope, invitation),
        campaign_name=campaign.name,
        due_on=invitation.due_on,
        message=campaign.message,
        language=invitation.language,
        grounds=tuple(campaign.grounds.split()),
        country=supplier.country,
    )


def _own_name(scope: CompanyScope | SupplierScope | LinkScope, invitation: Invitation) -> str:
    return invitation.contact_name if isinstance(scope, SupplierScope) else ""
