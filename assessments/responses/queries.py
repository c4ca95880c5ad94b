"""Reads on responses: one's own as a respondent, sealed ones as a company."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.responses.models import (
    Answer,
    Disclosure,
    PersonalFact,
    Response,
    Submission,
)
from assessments.responses.withdrawing import is_withdrawn, refuse_withdrawn
from assessments.scope import CompanyScope, SupplierScope


@dataclass(frozen=True)
class DisclosedSubmission:
    """A sealed submission as the company sees it, with the names that were not erased."""

    submission: Submission
    disclosure: Disclosure
    snapshot: dict[str, Any]
    people: dict[str, str]


def my_response(session: Session, scope: SupplierScope) -> Response:
    """The response of the invitation that the asker came by."""
    found = session.scalar(
        select(Response).where(
            Response.party_id == scope.party_id, Response.invitation_id == scope.invitation_id
        )
    )
    if found is None:
        raise NotFound
    return found


def my_answers(session: Session, scope: SupplierScope) -> dict[str, Answer]:
    """Question key → newest answer."""
    found = session.scalars(
        select(Answer)
        .join(
            Response,
            (Response.party_id == Answer.party_id) & (Response.id == Answer.response_id),
        )
        .where(Answer.party_id == scope.party_id, Response.invitation_id == scope.invitation_id)
    )
    return {answer.question: answer for answer in found}


def my_submission(session: Session, scope: SupplierScope) -> Submission | None:
    """The newest sealed submission of the asker's response, if there is one."""
    return session.scalar(
        select(Submission)
        .join(
            Response,
            (Response.party_id == Submission.party_id) & (Response.id == Submission.response_id),
        )
        .where(Submission.party_id == scope.party_id, Response.invitation_id == scope.invitation_id)
        .order_by(Submission.number.desc())
        .limit(1)
    )


def my_submissions_before(session: Session, scope: SupplierScope) -> list[tuple[Submission, int]]:
    """What the asker sent to the same company before its newest submission here, newest first,

    and the version that each answers.
    """
    newest = my_submission(session, scope)
    if newest is None:
        return []
    rows = session.execute(
        select(Submission, Response.questionnaire_version_id)
        .join(
            Response,
            (Response.party_id == Submission.party_id) & (Response.id == Submission.response_id),
        )
        .where(
            Submission.party_id == scope.party_id,
            Response.company_id == scope.company_id,
            Submission.id < newest.id,
        )
        .order_by(Submission.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


def disclosed_submission(
    session: Session, scope: CompanyScope, submission_id: int
) -> DisclosedSubmission:
    """A sealed submission that was disclosed to the company. NotFound for any other.

    Raises AnswersWithdrawn for one that the party has taken back.
    """
    refuse_withdrawn(session, scope, submission_id)
    return _disclosed(session, scope, Submission.id == submission_id)


def disclosed_submission_by_public_id(
    session: Session, scope: CompanyScope, public_id: UUID
) -> DisclosedSubmission:
    """The same, by the id that stands in an address."""
    return _disclosed(session, scope, Submission.public_id == public_id)


def _disclosed(session: Session, scope: CompanyScope, which: Any) -> DisclosedSubmission:
    row = session.execute(
        select(Submission, Disclosure)
        .join(
            Disclosure,
            (Disclosure.party_id == Submission.party_id)
            & (Disclosure.submission_id == Submission.id),
        )
        .where(Disclosure.company_id == scope.company_id, ~is_withdrawn(Disclosure), which)
    ).one_or_none()
    if row is None:
        raise NotFound
    submission, disclosure = row[0], row[1]
    facts = session.scalars(
        select(PersonalFact).where(
            PersonalFact.party_id == submission.party_id,
            PersonalFact.submission_id == submission.id,
        )
    )
    return DisclosedSubmission(
        submission=submission,
        disclosure=disclosure,
        snapshot=json.loads(submission.snapshot),
        people={fact.commitment: fact.value for fact in facts},
    )
