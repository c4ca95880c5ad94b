"""What is said of a supplier that was asked and did not answer (method, step 14)."""

from datetime import date

from sqlalchemy.orm import Session

from assessments.campaigns.models import Campaign, Invitation
from assessments.library import queries as library
from assessments.parties.models import Supplier
from scoring.no_reply import NoReply, no_reply, unrated_from


def silence(
    session: Session, supplier: Supplier, invitation: Invitation, campaign: Campaign, on: date
) -> NoReply | None:
    """The inherent risk of place and trade alone, raised one step; never a supplier's score.

    None while the invitation is answered, withdrawn, or not yet so long after its deadline as the
    campaign's ruleset says. `invitation` and `campaign` are the supplier's.
    """
    if invitation.submitted_at is not None or invitation.revoked_at is not None:
        return None
    scorer = library.scorer(
        session,
        questionnaire_version_id=campaign.questionnaire_version_id,
        ruleset_version_id=campaign.ruleset_version_id,
        reference_edition_id=campaign.reference_edition_id,
    )
    if on < unrated_from(scorer.ruleset, invitation.due_on):
        return None
    known = supplier.country, supplier.sector or "", supplier.goods.split()
    return no_reply(scorer.ruleset, scorer.reference, *known)
