"""The letter as it would be written, before anybody is invited."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from assessments.campaigns.letters import Invited, Letter, Letters
from assessments.campaigns.models import Campaign
from assessments.errors import NotFound
from assessments.parties import queries as parties
from assessments.parties.models import Contact, Supplier
from assessments.scope import CompanyScope


@dataclass(frozen=True)
class Preview:
    """A letter and who would receive it."""

    letter: Letter
    supplier: Supplier
    contact: Contact


def preview(
    session: Session,
    scope: CompanyScope,
    campaign: Campaign,
    supplier: Supplier,
    *,
    letters: Letters,
    placeholder: str,
) -> Preview:
    """The invitation of a campaign to a supplier, word for word, with a placeholder for its token.

    NotFound if the supplier has no contact. Nothing is stored or sent.
    """
    contact = parties.contact(session, scope, supplier.id)
    if contact is None:
        raise NotFound
    company = parties.company(session, scope)
    invited = Invited(
        company_name=company.name,
        invented=company.invented,
        supplier_name=supplier.name,
        contact_name=contact.name,
        campaign_name=campaign.name,
        due_on=campaign.due_on,
        message=campaign.message,
        language=contact.language,
        grounds=tuple(campaign.grounds.split()),
    )
    return Preview(letters.invitation(invited, placeholder), supplier, contact)
