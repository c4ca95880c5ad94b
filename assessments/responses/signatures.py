"""Who signed what was sent. The name can be erased; the address is found by who sent it."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.models import Event
from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import Signed
from assessments.colleagues.models import Colleague
from assessments.errors import NotFound
from assessments.responses.models import PersonalFact, Submission
from assessments.responses.queries import my_submission
from assessments.scope import SupplierScope

SENT = "response-submitted"


def my_signature(session: Session, scope: SupplierScope) -> Signed:
    """Who signed what was sent last for the asker's invitation. NotFound before."""
    submission = my_submission(session, scope)
    if submission is None:
        raise NotFound
    declared = json.loads(submission.snapshot)["declared"]
    name = session.scalar(
        select(PersonalFact.value).where(
            PersonalFact.party_id == scope.party_id,
            PersonalFact.submission_id == submission.id,
            PersonalFact.commitment == declared["signatory"]["commitment"],
        )
    )
    return Signed(name or "", declared["role"], _address(session, scope, submission))


def _address(session: Session, scope: SupplierScope, submission: Submission) -> str:
    actor = session.scalar(
        select(Event.actor).where(
            Event.party_id == scope.party_id, Event.kind == SENT, Event.subject_id == submission.id
        )
    )
    kind, _colon, number = (actor or "").partition(":")
    if kind != "colleague":
        return campaigns.my_invitation(session, scope).email
    signatory = select(Colleague.email).where(
        Colleague.party_id == scope.party_id, Colleague.id == int(number)
    )
    return session.scalars(signatory).one()
