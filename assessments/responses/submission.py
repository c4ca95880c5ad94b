"""Seal a response and show it to the company that asked: the one way from party to company."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import Invited, Letter, Letters, Signed
from assessments.campaigns.mailing import mail_invited
from assessments.campaigns.models import Invitation
from assessments.colleagues.mailing import mail_signatory
from assessments.colleagues.service import sign
from assessments.errors import AnswersMissing, Invalid
from assessments.evidence import queries as evidence
from assessments.evidence.models import DisclosedFile
from assessments.ids import Ids, new_public_id
from assessments.library import queries as library
from assessments.parties.models import Supplier
from assessments.phrases import phrase
from assessments.responses import queries
from assessments.responses.models import Disclosure, PersonalFact, Response, Submission
from assessments.responses.openness import open_questions
from assessments.responses.service import answer_values, declined_questions
from assessments.responses.signatures import SENT
from assessments.responses.snapshot import (
    Declaration,
    SealedAnswer,
    SealedEvidence,
    Snapshot,
    seal,
)
from assessments.scope import SupplierScope
from assessments.work.service import enqueue
from questionnaires.definition import Questionnaire
from questionnaires.routing import unanswered

SCORE_SUBMISSION = "score-submission"


@dataclass(frozen=True)
class Receipt:
    """What the respondent keeps: the digest of exactly what was sent, and when."""

    submission: Submission
    digest: str


def submit(
    session: Session,
    scope: SupplierScope,
    *,
    declaration: Declaration,
    leave_open: Sequence[str],
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> Receipt:
    """Seal the response, disclose it to the company that asked, and have it scored.

    `leave_open` are the unanswered questions that the sender was shown and accepts as not
    answered; they count as unknown. What was sent back is sealed as a further submission beside
    the one before. Raises AnswersMissing for others, AlreadySubmitted, Invalid for an incomplete
    declaration, and NotFound for a colleague who was not asked to sign.
    """
    _refuse_empty(declaration)
    invitation = campaigns.my_invitation(session, scope)
    session.refresh(invitation, with_for_update=True)
    response = queries.my_response(session, scope)
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    may_change = open_questions(session, scope, questionnaire)
    sign(session, scope, now=now)
    _refuse_missing(session, scope, questionnaire, may_change, leave_open)
    previous = queries.my_submission(session, scope)
    snapshot = _seal(session, scope, response, questionnaire, declaration, previous, now, ids)
    submission = Submission(
        public_id=new_public_id(ids),
        party_id=scope.party_id,
        response_id=response.id,
        number=previous.number + 1 if previous else 1,
        previous_id=previous.id if previous else None,
        snapshot=snapshot.text,
        digest=snapshot.digest,
        submitted_at=now,
    )
    session.add(submission)
    session.flush()
    _keep_personal_facts(session, scope, submission, snapshot)
    disclosure = _disclose(session, scope, submission, now)
    _disclose_files(session, scope, disclosure)
    invitation.submitted_at = now
    invitation.returned_at = None
    signed = Signed(declaration.name, declaration.role, scope.email)
    _tell(session, scope, invitation, submission, signed, letters, now, ids)
    return Receipt(submission, snapshot.digest)


def _refuse_empty(declaration: Declaration) -> None:
    problems = {}
    if not declaration.name.strip():
        problems["name"] = phrase("Enter the name of the person who answers for this.")
    if not declaration.role.strip():
        problems["role"] = phrase("Enter this person’s role, such as human resources manager.")
    if problems:
        raise Invalid(problems)


def _refuse_missing(
    session: Session,
    scope: SupplierScope,
    questionnaire: Questionnaire,
    may_change: frozenset[str],
    leave_open: Sequence[str],
) -> None:
    answers = queries.my_answers(session, scope)
    values = answer_values(questionnaire, answers)
    missing = unanswered(questionnaire, values, declined_questions(answers))
    unseen = [key for key in missing if key in may_change - set(leave_open)]
    if unseen:
        raise AnswersMissing(unseen)


def _seal(
    session: Session,
    scope: SupplierScope,
    response: Response,
    questionnaire: Questionnaire,
    declaration: Declaration,
    previous: Submission | None,
    now: datetime,
    ids: Ids,
) -> Snapshot:
    invited = campaigns.invited(session, scope, campaigns.my_invitation(session, scope))
    supplier = session.get(Supplier, campaigns.my_invitation(session, scope).supplier_id)
    answers = queries.my_answers(session, scope)
    values = answer_values(questionnaire, answers)
    return seal(
        asked_by={"name": invited.company_name, "campaign": invited.campaign_name},
        supplier={
            "name": invited.supplier_name,
            "country": supplier.country if supplier else None,
            "sector": supplier.sector if supplier else None,
        },
        questionnaire={
            "slug": questionnaire.slug,
            "version": questionnaire.version,
            "sha256": questionnaire.sha256,
        },
        answers=[
            SealedAnswer(
                key,
                value,
                answers[key].version,
                answers[key].author,
                answers[key].saved_at,
                declined=answers[key].declined,
                first_answered_on=answers[key].first_answered_on,
            )
            for key, value in values.items()
            if value is not None or answers[key].declined
        ],
        evidence=[
            SealedEvidence(question, file.sha256, file.size, file.media_type, file.original_name)
            for question, files in evidence.my_evidence(session, scope).items()
            for file in files
        ],
        declaration=declaration,
        at=now,
        previous=previous.digest if previous else None,
        ids=ids,
    )


def _keep_personal_facts(
    session: Session, scope: SupplierScope, submission: Submission, snapshot: Snapshot
) -> None:
    session.add_all(
        PersonalFact(
            party_id=scope.party_id,
            submission_id=submission.id,
            commitment=fact.commitment,
            salt=fact.salt,
            value=fact.value,
        )
        for fact in snapshot.commitments
    )


def _disclose(
    session: Session, scope: SupplierScope, submission: Submission, now: datetime
) -> Disclosure:
    disclosure = Disclosure(
        company_id=scope.company_id,
        party_id=scope.party_id,
        invitation_id=scope.invitation_id,
        submission_id=submission.id,
        made_at=now,
    )
    session.add(disclosure)
    session.flush()
    return disclosure


def _disclose_files(session: Session, scope: SupplierScope, disclosure: Disclosure) -> None:
    offered = {file.id for files in evidence.my_evidence(session, scope).values() for file in files}
    session.add_all(
        DisclosedFile(
            company_id=scope.company_id,
            party_id=scope.party_id,
            disclosure_id=disclosure.id,
            evidence_file_id=file_id,
        )
        for file_id in sorted(offered)
    )
    session.flush()


def _tell(
    session: Session,
    scope: SupplierScope,
    invitation: Invitation,
    submission: Submission,
    signed: Signed,
    letters: Letters,
    now: datetime,
    ids: Ids,
) -> None:
    def write(invited: Invited) -> Letter:
        return letters.receipt(invited, submission.digest, now, signed)

    mail_invited(session, scope, invitation, write, occasion="notice", now=now, ids=ids)
    if scope.colleague_id is not None and scope.email != invitation.email:
        mail_signatory(session, scope, invitation, write, now=now, ids=ids)
    enqueue(
        session,
        kind=SCORE_SUBMISSION,
        payload={"submission_id": submission.id},
        company_id=scope.company_id,
        about=f"submission:{submission.id}",
        now=now,
        ids=ids,
    )
    record(
        session,
        scope,
        kind=SENT,
        subject_kind="submission",
        subject_id=submission.id,
        now=now,
        facts={"digest": submission.digest},
    )
