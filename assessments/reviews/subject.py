"""What a company looks at when it does something about an answer, held until the commit."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.campaigns.models import Campaign, Invitation
from assessments.errors import Invalid, NotFound
from assessments.library import queries as library
from assessments.phrases import phrase
from assessments.responses import queries as responses
from assessments.responses.values import answers_of_snapshot
from assessments.reviews import queries
from assessments.reviews.queries import Review
from assessments.reviews.status import State
from assessments.scope import CompanyScope
from questionnaires.definition import Questionnaire
from questionnaires.routing import visible

CHANGED = phrase(
    "Something was added here since you opened this page. Look at it, then press again."
)
NEWER = phrase("The supplier has sent new answers since you opened this page. Look at them first.")


@dataclass(frozen=True)
class Subject:
    """The newest submission of an invitation, and all that was said about it."""

    invitation: Invitation
    questionnaire: Questionnaire
    review: Review

    @property
    def asked(self) -> frozenset[str]:
        """The questions that were asked, by the answers that were sent."""
        values = answers_of_snapshot(self.questionnaire, self.review.newest.snapshot)
        return visible(self.questionnaire, values)

    def state(self, question: str) -> State:
        """The state of a question. NotFound for one that the questionnaire does not have."""
        if question not in self.questionnaire.questions:
            raise NotFound
        return self.review.states([question])[question]

    def refuse_changed(self, seen: int | None) -> None:
        """Raise Invalid where something was added since `Review.seen` was read."""
        if seen not in (None, self.review.seen):
            raise Invalid({"review": CHANGED})


def newest_of(session: Session, scope: CompanyScope, submission_id: int) -> Subject:
    """A submission that was disclosed to the company, if it is the newest of its invitation.

    Raises Invalid for an older one, so that nobody decides about answers that they did not see.
    """
    disclosed = responses.disclosed_submission(session, scope, submission_id)
    invitation, version = session.execute(
        select(Invitation, Campaign.questionnaire_version_id)
        .join(
            Campaign,
            (Campaign.company_id == Invitation.company_id)
            & (Campaign.id == Invitation.campaign_id),
        )
        .where(
            Invitation.company_id == scope.company_id,
            Invitation.id == disclosed.disclosure.invitation_id,
        )
    ).one()
    session.refresh(invitation, with_for_update=True)
    review = queries.review_of(session, scope, submission_id=submission_id)
    if review.newest.submission.id != submission_id:
        raise Invalid({"review": NEWER})
    return Subject(invitation, library.questionnaire(session, version), review)
