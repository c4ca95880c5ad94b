"""Commands of the asking company: make a campaign, check it, send it, renew or revoke a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries
from assessments.campaigns.letters import Letters
from assessments.campaigns.links import end_links, end_links_of_colleagues
from assessments.campaigns.mailing import mail_new_link
from assessments.campaigns.models import Campaign, Invitation
from assessments.errors import Invalid, NotFound
from assessments.ids import Ids, new_public_id
from assessments.library.methods import current_method, questionnaire_version
from assessments.library.offers import withdrawn_questionnaires
from assessments.parties import queries as parties
from assessments.parties.models import Contact, Supplier
from assessments.people.sessions import end_respondents
from assessments.phrases import phrase
from assessments.scope import CompanyScope
from questionnaires.grounds import grounds


@dataclass(frozen=True)
class CampaignDetails:
    """What a campaign is: `due_on` is the last day on which answers are expected.

    `grounds` are keys of `questionnaires.grounds`: the laws and policies under which it asks.
    """

    name: str
    due_on: date
    message: str
    questionnaire_version: UUID
    grounds: Sequence[str] = ()


@dataclass(frozen=True)
class Readiness:
    """What stands in the way of sending. Suppliers without a contact are left out by name."""

    reachable: list[Supplier]
    without_contact: list[Supplier]
    already_asked: list[Supplier]
    due_date_passed: bool

    @property
    def can_send(self) -> bool:
        """Whether at least one letter would go out, with a deadline that can be met."""
        return bool(self.reachable) and not self.due_date_passed


def create_campaign(
    session: Session, scope: CompanyScope, *, details: CampaignDetails, now: datetime, ids: Ids
) -> Campaign:
    """Prepare a campaign, scored by the company's method of today. Nothing is sent yet."""
    if details.due_on <= now.date():
        raise Invalid(
            {"due_on": phrase("Choose a date after today, so that there is time to answer.")}
        )
    questionnaire = questionnaire_version(session, scope, details.questionnaire_version)
    if questionnaire.id in withdrawn_questionnaires(session, scope):
        raise Invalid({"questionnaire": phrase("Choose another questionnaire: you withdrew this.")})
    method = current_method(session, scope)
    campaign = Campaign(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        name=details.name,
        questionnaire_version_id=questionnaire.id,
        ruleset_version_id=method.ruleset_version_id,
        reference_edition_id=method.reference_edition_id,
        due_on=details.due_on,
        message=details.message,
        grounds=" ".join(key for key in grounds() if key in details.grounds),
        created_at=now,
    )
    session.add(campaign)
    session.flush()
    _note(session, scope, "campaign-created", campaign.id, now)
    return campaign


def readiness(
    session: Session,
    scope: CompanyScope,
    campaign: Campaign,
    suppliers: Sequence[UUID],
    on: date,
) -> Readiness:
    """What would happen if the campaign were sent to these suppliers on this day."""
    chosen = session.scalars(
        select(Supplier)
        .where(Supplier.company_id == scope.company_id, Supplier.public_id.in_(suppliers))
        .order_by(Supplier.name_folded, Supplier.id)
    ).all()
    asked = set(
        session.scalars(
            select(Invitation.supplier_id).where(
                Invitation.company_id == scope.company_id, Invitation.campaign_id == campaign.id
            )
        )
    )
    reachable_ids = _suppliers_with_contact(session, scope)
    fresh = [supplier for supplier in chosen if supplier.id not in asked]
    return Readiness(
        reachable=[supplier for supplier in fresh if supplier.id in reachable_ids],
        without_contact=[supplier for supplier in fresh if supplier.id not in reachable_ids],
        already_asked=[supplier for supplier in chosen if supplier.id in asked],
        due_date_passed=campaign.due_on <= on,
    )


def send_campaign(
    session: Session,
    scope: CompanyScope,
    *,
    campaign_id: UUID,
    suppliers: Sequence[UUID],
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> list[Invitation]:
    """Invite every reachable supplier among these that was not asked before in this campaign.

    Mails are written to the outbox in the same transaction. Raises Invalid when nothing could
    go out, or when the deadline has passed. Two calls at a time wait for each other, so that a
    double click invites nobody twice.
    """
    campaign = queries.campaign(session, scope, campaign_id)
    session.refresh(campaign, with_for_update=True)
    ready = readiness(session, scope, campaign, suppliers, now.date())
    if ready.due_date_passed:
        raise Invalid(
            {"due_on": phrase("The deadline has passed. Make a new campaign with a later one.")}
        )
    if not ready.reachable:
        raise Invalid({"suppliers": phrase("Choose at least one supplier that has a contact.")})
    invitations = [
        _invite(session, scope, campaign, supplier, letters, now, ids)
        for supplier in ready.reachable
    ]
    campaign.sent_at = campaign.sent_at or now
    session.flush()
    _note(session, scope, "campaign-sent", campaign.id, now, invitations=len(invitations))
    return invitations


def renew_link(
    session: Session,
    scope: CompanyScope,
    *,
    invitation_id: UUID,
    due_on: date | None = None,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> Invitation:
    """Mail a new link for an invitation. Every earlier link of the person invited stops working.

    What the supplier had closed, or the company withdrawn, is open again, and what was said by
    somebody for whom it was not is settled.

    Until somebody has entered a code, the letter goes to the supplier's contact of today; later
    it goes to the address that was proved, to which the answers belong. With `due_on` the supplier
    has until that day; Invalid for one that has passed.
    """
    invitation = queries.invitation(session, scope, invitation_id)
    session.refresh(invitation, with_for_update=True)
    if due_on is not None:
        invitation.due_on = _in_time(due_on, now.date())
    _follow_contact(session, scope, invitation)
    invitation.revoked_at = invitation.closed_at = None
    invitation.settled_at = now
    invitation.code_misses = 0
    _mail_link(session, scope, invitation, letters, now, ids)
    _note(session, scope, "link-renewed", invitation.id, now, subject="invitation")
    return invitation


def revoke_invitation(
    session: Session, scope: CompanyScope, *, invitation_id: UUID, now: datetime
) -> Invitation:
    """End an invitation: its sessions end, and its links stop working. What was submitted stays.

    Where answers were sent, the link of the person invited still leads to them, by a code.
    """
    invitation = queries.invitation(session, scope, invitation_id)
    session.refresh(invitation, with_for_update=True)
    invitation.revoked_at = now
    if invitation.submitted_at is None:
        end_links(session, scope, invitation, now=now)
    else:
        end_links_of_colleagues(session, scope, invitation, now=now)
    end_respondents(session, invitation_id=invitation.id, now=now)
    _note(session, scope, "invitation-revoked", invitation.id, now, subject="invitation")
    return invitation


def settle(
    session: Session, scope: CompanyScope, *, invitation_id: UUID, now: datetime
) -> Invitation:
    """Note that what somebody said for whom it was not needs nothing more."""
    invitation = queries.invitation(session, scope, invitation_id)
    invitation.settled_at = now
    session.flush()
    _note(session, scope, "turned-away-settled", invitation.id, now, subject="invitation")
    return invitation


def _in_time(due_on: date, today: date) -> date:
    if due_on < today:
        raise Invalid(
            {"due_on": phrase("The day has passed. Choose a new one, so that there is time.")}
        )
    return due_on


def _follow_contact(session: Session, scope: CompanyScope, invitation: Invitation) -> None:
    contact = parties.contact(session, scope, invitation.supplier_id)
    if contact is None or invitation.party_id is not None:
        return
    if contact.id == invitation.contact_id and contact.email != invitation.email:
        return  # this contact has named somebody else
    invitation.contact_id = contact.id
    invitation.email = contact.email
    invitation.contact_name = contact.name
    invitation.language = contact.language
    session.flush()


def _invite(
    session: Session,
    scope: CompanyScope,
    campaign: Campaign,
    supplier: Supplier,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> Invitation:
    contact = parties.contact(session, scope, supplier.id)
    if contact is None:
        raise NotFound
    invitation = Invitation(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        campaign_id=campaign.id,
        supplier_id=supplier.id,
        contact_id=contact.id,
        email=contact.email,
        contact_name=contact.name,
        language=contact.language,
        due_on=campaign.due_on,
        created_at=now,
        shown_count=0,
        answered_count=0,
        code_misses=0,
    )
    session.add(invitation)
    session.flush()
    _mail_link(session, scope, invitation, letters, now, ids)
    return invitation


def _mail_link(
    session: Session,
    scope: CompanyScope,
    invitation: Invitation,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> None:
    mail_new_link(
        session, scope, invitation, letters.invitation, occasion="invitation", now=now, ids=ids
    )
    invitation.mailed_at = now


def _suppliers_with_contact(session: Session, scope: CompanyScope) -> set[int]:
    return set(
        session.scalars(
            select(Contact.supplier_id).where(
                Contact.company_id == scope.company_id, Contact.removed_at.is_(None)
            )
        )
    )


def _note(
    session: Session,
    scope: CompanyScope,
    kind: str,
    subject_id: int,
    now: datetime,
    subject: str = "campaign",
    **facts: object,
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind=subject,
        subject_id=subject_id,
        now=now,
        facts=facts,
    )
