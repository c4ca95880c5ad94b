"""What a supplier says about answers that it sent: in the thread of a question, or to a check."""

from datetime import datetime

from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.colleagues.queries import my_part
from assessments.errors import Invalid, NotFound
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.reviews import queries
from assessments.reviews.events import add, checked
from assessments.scope import SupplierScope


def say(
    session: Session,
    scope: SupplierScope,
    *,
    question: str,
    text: str,
    now: datetime,
    contradiction: str | None = None,
) -> None:
    """Write to the company about an answer that was sent. It changes no answer.

    To answers that do not fit together (`contradiction`) there is one reply, from somebody who
    sees all of them. Raises NotFound for a question that is not the asker's to see, and Invalid
    without a text, for a second reply (replied), and while the answers are withdrawn (withdrawn).
    """
    invitation = campaigns.my_invitation(session, scope)
    session.refresh(invitation, with_for_update=True)
    review = queries.my_review(session, scope)
    response = responses.my_response(session, scope)
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    part = my_part(session, scope, questionnaire)
    if review is None or question not in part:
        raise NotFound
    if review.newest.withdrawn:
        raise Invalid({"text": "withdrawn"})
    if contradiction is not None:
        _refuse_unseen(review, contradiction, question, part)
        _refuse_second(review, contradiction)
    add(
        session,
        scope,
        review,
        invitation_id=invitation.id,
        question=question,
        kind="said",
        author=scope.email,
        now=now,
        text=checked(text),
        contradiction=contradiction,
    )


def _refuse_unseen(
    review: queries.Review, contradiction: str, question: str, part: frozenset[str]
) -> None:
    compared = review.contradictions.get(contradiction, ())
    if question not in compared or not part.issuperset(compared):
        raise NotFound


def _refuse_second(review: queries.Review, contradiction: str) -> None:
    if review.reply_to(contradiction) is not None:
        raise Invalid({"text": "replied"})
