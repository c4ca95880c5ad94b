"""Raise a dispute about a finding, and answer it. Neither ever changes a score."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import Letters
from assessments.campaigns.mailing import mail_new_link
from assessments.campaigns.models import Invitation
from assessments.disputes import queries
from assessments.disputes.models import Dispute, DisputeAnswer
from assessments.disputes.status import OUTCOMES, answer_due_on
from assessments.errors import Invalid, NotFound
from assessments.evidence import queries as evidence
from assessments.evidence.models import EvidenceFile
from assessments.ids import Ids, new_public_id
from assessments.phrases import Filled, phrase
from assessments.responses import queries as responses
from assessments.responses.withdrawing import withdrawn_at
from assessments.reviews.queries import review_of
from assessments.reviews.returning import send_back
from assessments.reviews.service import request_change
from assessments.scope import CompanyScope, SupplierScope

LONGEST_REASON = 2000
TOO_LONG = phrase("Shorten this to {most} characters.")
ANSWERED = phrase("{name} has answered this already.")
CORRECTED_WITHIN = timedelta(days=14)


def raise_dispute(
    session: Session,
    scope: SupplierScope,
    *,
    finding: str,
    reason: str,
    question: str | None,
    evidence_file: UUID | None,
    now: datetime,
    ids: Ids,
) -> Dispute:
    """Say that a finding on the newest submission is not right, and why.

    It may name an answer and a paper that was sent with it. The answer is owed within fourteen
    days. Raises NotFound for a colleague and before sending, Invalid without a reason, for the
    second dispute about one finding (already), and while the answers are withdrawn (withdrawn).
    """
    session.refresh(campaigns.my_invitation(session, scope), with_for_update=True)
    submission = responses.my_submission(session, scope)
    if submission is None or scope.colleague_id is not None:
        raise NotFound
    _refuse_reason(reason)
    if withdrawn_at(session, scope, submission.id) is not None:
        raise Invalid({"reason": "withdrawn"})
    known = queries.my_disputes(session, scope)
    about = (submission.id, finding)
    if any((one.dispute.submission_id, one.dispute.finding) == about for one in known):
        raise Invalid({"reason": "already"})
    paper = _paper(session, scope, submission.id, evidence_file) if evidence_file else None
    dispute = Dispute(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        party_id=scope.party_id,
        invitation_id=scope.invitation_id,
        submission_id=submission.id,
        finding=finding,
        reason=reason.strip(),
        question=question,
        evidence_file_id=paper.id if paper else None,
        raised_by=scope.email,
        raised_at=now,
        answer_due_on=answer_due_on(now.date()),
    )
    session.add(dispute)
    session.flush()
    _record(session, scope, "finding-disputed", dispute, now, {"finding": finding})
    return dispute


def answer_dispute(
    session: Session,
    scope: CompanyScope,
    *,
    public_id: UUID,
    outcome: str,
    reason: str,
    questions: Sequence[str],
    by: str,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> DisputeAnswer:
    """Answer a dispute once, by a person with a name; the supplier is told by mail.

    `needs-correction` sends the questions back, to be corrected within fourteen days. Raises
    Invalid for an unknown outcome, without a reason or a name, and for a second answer.
    """
    disputed = queries.dispute(session, scope, public_id)
    invitation = _locked(session, scope, disputed.dispute)
    _refuse_answer(queries.dispute(session, scope, public_id), outcome, reason, by)
    answer = DisputeAnswer(
        company_id=scope.company_id,
        party_id=disputed.dispute.party_id,
        dispute_id=disputed.dispute.id,
        outcome=outcome,
        reason=reason.strip(),
        answered_by=by,
        answered_at=now,
    )
    session.add(answer)
    session.flush()
    _record(session, scope, "dispute-answered", disputed.dispute, now, {"outcome": outcome})
    if outcome != "needs-correction" or not _return(
        session, scope, disputed.dispute, questions, reason, by, letters, now, ids
    ):
        mail_new_link(
            session,
            scope,
            invitation,
            letters.dispute_answered,
            occasion="reminder",
            now=now,
            ids=ids,
        )
    return answer


def _return(
    session: Session,
    scope: CompanyScope,
    dispute: Dispute,
    questions: Sequence[str],
    reason: str,
    by: str,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> frozenset[str]:
    """Send the questions back that are not with the supplier already; which ones went."""
    review = review_of(session, scope, submission_id=dispute.submission_id)
    newest = review.newest.submission.id
    going = [key for key in dict.fromkeys(questions) if key not in review.sent_back]
    for question in going:
        request_change(
            session,
            scope,
            submission_id=newest,
            question=question,
            text=reason,
            by=by,
            now=now,
        )
    if not going:
        return frozenset()
    return send_back(
        session,
        scope,
        submission_id=newest,
        only=going,
        due_on=now.date() + CORRECTED_WITHIN,
        by=by,
        letters=letters,
        now=now,
        ids=ids,
    )


def _paper(
    session: Session, scope: SupplierScope, submission_id: int, public_id: UUID
) -> EvidenceFile:
    """A paper that was sent with the answers. NotFound for any other."""
    offered = evidence.my_sent_files(session, scope, submission_id)
    found = next((file for file in offered if file.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _refuse_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid({"reason": phrase("Say why, so that others can judge it.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": Filled(TOO_LONG, most=LONGEST_REASON)})


def _refuse_answer(disputed: queries.Disputed, outcome: str, reason: str, by: str) -> None:
    if disputed.answer is not None:
        raise Invalid({"outcome": Filled(ANSWERED, name=disputed.answer.answered_by)})
    if outcome not in OUTCOMES:
        raise Invalid({"outcome": phrase("Choose one of the list.")})
    _refuse_reason(reason)
    if not by.strip():
        raise Invalid({"reason": phrase("A dispute is answered by a person with a name.")})


def _locked(session: Session, scope: CompanyScope, dispute: Dispute) -> Invitation:
    invitation = session.scalars(
        select(Invitation).where(
            Invitation.company_id == scope.company_id, Invitation.id == dispute.invitation_id
        )
    ).one()
    session.refresh(invitation, with_for_update=True)
    return invitation


def _record(
    session: Session,
    scope: CompanyScope | SupplierScope,
    kind: str,
    dispute: Dispute,
    now: datetime,
    facts: dict[str, object],
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="dispute",
        subject_id=dispute.id,
        now=now,
        facts=facts,
    )
