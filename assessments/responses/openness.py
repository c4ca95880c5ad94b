"""Which questions somebody may change now. Every command that changes a response asks here."""

from sqlalchemy.orm import Session

from assessments.campaigns.models import Invitation
from assessments.colleagues.queries import my_part
from assessments.errors import AlreadySubmitted, NotFound
from assessments.scope import SupplierScope
from questionnaires.definition import Questionnaire


def open_questions(
    session: Session, scope: SupplierScope, invitation: Invitation, questionnaire: Questionnaire
) -> frozenset[str]:
    """The keys that the asker may see and change on the pages of the questionnaire.

    A contributor has only the part that was asked of them. Raises AlreadySubmitted when the
    response is sealed, and NotFound when the supplier said that it no longer supplies.
    """
    if invitation.submitted_at is not None:
        raise AlreadySubmitted(invitation.submitted_at)
    if invitation.closed_at is not None:
        raise NotFound
    return my_part(session, scope, questionnaire)
