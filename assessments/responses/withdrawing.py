"""Who received what, and taking it back: nobody but the party decides who sees its answers.

What was sealed and scored stays as it is; the company no longer sees it. It keeps the day, the
digest and the band, so that it can show what it did.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries as campaigns
from assessments.errors import AnswersWithdrawn, NotFound
from assessments.responses.models import Disclosure, Response, Submission, Withdrawal
from assessments.scope import CompanyScope, SupplierScope


@dataclass(frozen=True)
class Shared:
    """A sealed submission that a company was shown, as the submission says itself."""

    submission: UUID
    company: str
    campaign: str
    supplier: str
    questionnaire: str
    sent_at: datetime
    digest: str
    answers: int
    files: int
    withdrawn_at: datetime | None


def shared(session: Session, scope: SupplierScope) -> list[Shared]:
    """Everything that the party has shown to anybody, newest first. NotFound for a colleague."""
    _refuse_colleague(scope)
    rows = session.execute(
        select(Submission, Withdrawal.withdrawn_at)
        .join(
            Disclosure,
            (Disclosure.party_id == Submission.party_id)
            & (Disclosure.submission_id == Submission.id),
        )
        .outerjoin(Withdrawal, _of(Disclosure))
        .where(Submission.party_id == scope.party_id)
        .order_by(Submission.submitted_at.desc(), Submission.id.desc())
    )
    return [_shared(row[0], row[1]) for row in rows]


def scope_of_shared(session: Session, scope: SupplierScope, submission: UUID) -> SupplierScope:
    """The asker at the invitation that a submission of theirs answered, whichever company sent it.

    NotFound for a colleague, and for what is not the party's own.
    """
    _refuse_colleague(scope)
    disclosure = session.scalar(
        select(Disclosure)
        .join(
            Submission,
            (Submission.party_id == Disclosure.party_id)
            & (Submission.id == Disclosure.submission_id),
        )
        .where(Disclosure.party_id == scope.party_id, Submission.public_id == submission)
    )
    if disclosure is None:
        raise NotFound
    return replace(scope, company_id=disclosure.company_id, invitation_id=disclosure.invitation_id)


def own_submission(
    session: Session, scope: SupplierScope, submission: UUID
) -> tuple[Submission, int]:
    """A sealed submission of the party's, to whomever it was sent, and the version it answers.

    NotFound for a colleague, and for what is not the party's own.
    """
    _refuse_colleague(scope)
    row = session.execute(
        select(Submission, Response.questionnaire_version_id)
        .join(
            Response,
            (Response.party_id == Submission.party_id) & (Response.id == Submission.response_id),
        )
        .where(Submission.party_id == scope.party_id, Submission.public_id == submission)
    ).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def withdraw(session: Session, scope: SupplierScope, *, now: datetime) -> int:
    """Take back everything that was sent on the invitation of the scope; how much that was.

    The questionnaire is open again, as one that was not answered. To do it again changes nothing.
    NotFound for a colleague.
    """
    _refuse_colleague(scope)
    invitation = campaigns.my_invitation(session, scope)
    session.refresh(invitation, with_for_update=True)
    rows = session.execute(
        select(Disclosure, Submission)
        .join(
            Submission,
            (Submission.party_id == Disclosure.party_id)
            & (Submission.id == Disclosure.submission_id),
        )
        .where(
            Disclosure.party_id == scope.party_id,
            Disclosure.invitation_id == scope.invitation_id,
            ~is_withdrawn(Disclosure),
        )
        .order_by(Disclosure.id)
    ).all()
    for disclosure, submission in rows:
        _end(session, scope, disclosure, submission, now)
    if rows:
        invitation.submitted_at = invitation.returned_at = None
        session.flush()
    return len(rows)


def withdrawals(session: Session, scope: CompanyScope) -> dict[int, Withdrawal]:
    """Submission → its withdrawal, of everything that was taken back from the company."""
    found = session.scalars(select(Withdrawal).where(Withdrawal.company_id == scope.company_id))
    return {each.submission_id: each for each in found}


def refuse_withdrawn(session: Session, scope: CompanyScope, submission_id: int) -> None:
    """Raise AnswersWithdrawn where the party has taken the submission back from the company."""
    found = session.scalar(
        select(Withdrawal).where(
            Withdrawal.company_id == scope.company_id, Withdrawal.submission_id == submission_id
        )
    )
    if found is not None:
        raise AnswersWithdrawn(submission_id, found.submitted_at, found.withdrawn_at, found.digest)


def is_withdrawn(shown: Any) -> ColumnElement[bool]:
    """The condition that the disclosure, or the result, beside it was taken back."""
    return exists().where(_of(shown))


def withdrawn_at(session: Session, scope: SupplierScope, submission_id: int) -> datetime | None:
    """When the party took a submission of its own back; None while it stands."""
    return session.scalar(
        select(Withdrawal.withdrawn_at).where(
            Withdrawal.party_id == scope.party_id, Withdrawal.submission_id == submission_id
        )
    )


def my_withdrawn(session: Session, scope: SupplierScope) -> frozenset[int]:
    """The submissions to the invitation of the scope that the party has taken back."""
    return frozenset(
        session.scalars(
            select(Withdrawal.submission_id).where(
                Withdrawal.party_id == scope.party_id,
                Withdrawal.invitation_id == scope.invitation_id,
            )
        )
    )


def _of(shown: Any) -> ColumnElement[bool]:
    same: ColumnElement[bool] = (Withdrawal.company_id == shown.company_id) & (
        Withdrawal.submission_id == shown.submission_id
    )
    return same


def _end(
    session: Session,
    scope: SupplierScope,
    disclosure: Disclosure,
    submission: Submission,
    now: datetime,
) -> None:
    session.add(
        Withdrawal(
            company_id=scope.company_id,
            party_id=scope.party_id,
            invitation_id=scope.invitation_id,
            submission_id=submission.id,
            digest=submission.digest,
            submitted_at=submission.submitted_at,
            withdrawn_at=now,
        )
    )
    session.flush()
    record(
        session,
        scope,
        kind="answers-withdrawn",
        subject_kind="disclosure",
        subject_id=disclosure.id,
        now=now,
        facts={"digest": submission.digest},
    )


def _shared(submission: Submission, withdrawn_at: datetime | None) -> Shared:
    snapshot = json.loads(submission.snapshot)
    return Shared(
        submission=submission.public_id,
        company=snapshot["asked_by"]["name"],
        campaign=snapshot["asked_by"]["campaign"],
        supplier=snapshot["supplier"]["name"],
        questionnaire=snapshot["questionnaire"]["slug"],
        sent_at=submission.submitted_at,
        digest=submission.digest,
        answers=sum(answer["value"] is not None for answer in snapshot["answers"]),
        files=len({file["sha256"] for file in snapshot["evidence"]}),
        withdrawn_at=withdrawn_at,
    )


def _refuse_colleague(scope: SupplierScope) -> None:
    if scope.colleague_id is not None:
        raise NotFound
