"""Which questions somebody may change now. Every command that changes a response asks here."""

from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.colleagues.queries import my_part
from assessments.errors import AlreadySubmitted, NotFound
from assessments.responses import queries
from assessments.responses.values import answers_of_snapshot, revived
from assessments.reviews.queries import my_review
from assessments.reviews.status import open_again
from assessments.scope import SupplierScope
from questionnaires.definition import Questionnaire


def open_questions(
    session: Session, scope: SupplierScope, questionnaire: Questionnaire
) -> frozenset[str]:
    """The keys that the asker may see and change on the pages of the questionnaire.

    A contributor has only the part that was asked of them. After sending, those are the questions
    that were sent back and whatever they newly lead to. Raises AlreadySubmitted when the response
    is sealed, and NotFound when the supplier said that it no longer supplies.
    """
    invitation = campaigns.my_invitation(session, scope)
    if invitation.closed_at is not None:
        raise NotFound
    part = my_part(session, scope, questionnaire)
    if invitation.submitted_at is None:
        return part
    if invitation.returned_at is None:
        raise AlreadySubmitted(invitation.submitted_at)
    return part & _returned(session, scope, questionnaire)


def _returned(
    session: Session, scope: SupplierScope, questionnaire: Questionnaire
) -> frozenset[str]:
    review = my_review(session, scope)
    if review is None:
        return frozenset()
    answers = queries.my_answers(session, scope)
    return open_again(
        questionnaire,
        review.sent_back,
        answers_of_snapshot(questionnaire, review.newest.snapshot),
        {
            key: revived(questionnaire.questions[key], answer.value)
            for key, answer in answers.items()
            if key in questionnaire.questions
        },
    )
