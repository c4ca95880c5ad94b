"""Which questions somebody may change now. Every command that changes a response asks here."""

from sqlalchemy.orm import Session

from assessments.campaigns.models import Invitation
from assessments.errors import AlreadySubmitted
from assessments.scope import SupplierScope
from questionnaires.definition import Questionnaire


def open_questions(
    session: Session, scope: SupplierScope, invitation: Invitation, questionnaire: Questionnaire
) -> frozenset[str]:
    """The keys that the asker may see and change on the pages of the questionnaire.

    Raises AlreadySubmitted when the response is sealed.
    """
    if invitation.submitted_at is not None:
        raise AlreadySubmitted(invitation.submitted_at)
    return frozenset(questionnaire.questions)
