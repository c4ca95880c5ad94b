"""Commands of the respondent: open and save."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries as campaigns
from assessments.campaigns.models import Invitation
from assessments.errors import AnswerConflict, AnswersChanged, NotFound
from assessments.ids import Ids, new_public_id
from assessments.library import queries as library
from assessments.responses import queries
from assessments.responses.models import Answer, Response
from assessments.responses.openness import open_questions
from assessments.responses.values import revived, stored
from assessments.scope import SupplierScope
from questionnaires.definition import Questionnaire
from questionnaires.routing import progress


@dataclass(frozen=True)
class TypedAnswer:
    """A checked value for a question, and the version of the answer that the page showed.

    `seen_version` is 0 where the page showed no answer. A value of None clears the answer.
    `first_answered_on` is the day of the earlier answer that it was taken from, and `to_confirm`
    says that the question has changed since. `declined` is the reason of somebody who would
    rather not answer; it goes with None.
    """

    question: str
    value: Any
    seen_version: int
    first_answered_on: date | None = None
    to_confirm: bool = False
    declined: str = ""


@dataclass(frozen=True)
class Kept:
    """What became of the answers of a page: question → the version that is stored now, the
    questions whose answer was changed, and those that somebody else had changed before."""

    versions: Mapping[str, int]
    changed: frozenset[str]
    conflicts: Sequence[AnswerConflict]


@dataclass(frozen=True)
class _Compared:
    """Typed answers beside the stored ones, which are held until the commit."""

    invitation: Invitation
    response: Response
    questionnaire: Questionnaire
    existing: dict[str, Answer]
    unchanged: list[TypedAnswer]
    changed: list[TypedAnswer]
    conflicts: list[AnswerConflict]


def open_response(session: Session, scope: SupplierScope, *, now: datetime, ids: Ids) -> Response:
    """The response of the invitation, made on the first visit."""
    _locked_invitation(session, scope)
    found = session.scalar(
        select(Response).where(
            Response.party_id == scope.party_id, Response.invitation_id == scope.invitation_id
        )
    )
    if found is not None:
        return found
    campaign = campaigns.my_campaign(session, scope)
    response = Response(
        public_id=new_public_id(ids),
        party_id=scope.party_id,
        company_id=scope.company_id,
        invitation_id=scope.invitation_id,
        questionnaire_version_id=campaign.questionnaire_version_id,
        created_at=now,
    )
    session.add(response)
    session.flush()
    questionnaire = library.questionnaire(session, campaign.questionnaire_version_id)
    _count_answers(session, scope, questionnaire)
    return response


def save_answers(
    session: Session,
    scope: SupplierScope,
    *,
    typed: Sequence[TypedAnswer],
    now: datetime,
) -> None:
    """Save checked answers, all or none.

    Raises AnswersChanged with both values when somebody else saved one of them since the page
    was shown, AlreadySubmitted when the response was sealed, and NotFound for a question that is
    not open to the asker.
    """
    compared = _compare(session, scope, typed)
    if compared.conflicts:
        raise AnswersChanged(compared.conflicts)
    _save_compared(session, scope, compared, now)


def save_what_fits(
    session: Session,
    scope: SupplierScope,
    *,
    typed: Sequence[TypedAnswer],
    now: datetime,
) -> Kept:
    """Save each checked answer that nobody else changed since the page was shown.

    Raises AlreadySubmitted and NotFound as `save_answers` does.
    """
    compared = _compare(session, scope, typed)
    saved = _save_compared(session, scope, compared, now)
    settled = [*compared.unchanged, *compared.changed]
    versions = {
        one.question: saved[one.question].version for one in settled if one.question in saved
    }
    return Kept(
        versions={one.question: versions.get(one.question, 0) for one in settled},
        changed=frozenset(one.question for one in compared.changed),
        conflicts=compared.conflicts,
    )


def answer_values(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Question key → value of every stored answer of this version."""
    return {
        key: revived(questionnaire.questions[key], answer.value)
        for key, answer in answers.items()
        if key in questionnaire.questions
    }


def declined_questions(answers: Mapping[str, Answer]) -> frozenset[str]:
    """The questions that somebody would rather not answer."""
    return frozenset(key for key, answer in answers.items() if answer.declined)


def _locked_invitation(session: Session, scope: SupplierScope) -> Invitation:
    """The invitation, held until the commit: colleagues and the sealing come one after another."""
    invitation = campaigns.my_invitation(session, scope)
    session.refresh(invitation, with_for_update=True)
    return invitation


def _locked_answers(
    session: Session, scope: SupplierScope, response: Response, questions: Sequence[str]
) -> dict[str, Answer]:
    found = session.scalars(
        select(Answer)
        .where(
            Answer.party_id == scope.party_id,
            Answer.response_id == response.id,
            Answer.question.in_(questions),
        )
        .with_for_update()
    )
    return {answer.question: answer for answer in found}


def _compare(session: Session, scope: SupplierScope, typed: Sequence[TypedAnswer]) -> _Compared:
    invitation = _locked_invitation(session, scope)
    response = queries.my_response(session, scope)
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    asked = [answer.question for answer in typed]
    if set(asked) - open_questions(session, scope, questionnaire):
        raise NotFound
    existing = _locked_answers(session, scope, response, asked)
    compared = _Compared(invitation, response, questionnaire, existing, [], [], [])
    for one in typed:
        before = existing.get(one.question)
        if not _differs(one, before):
            compared.unchanged.append(one)
        elif before is None or before.version == one.seen_version:
            compared.changed.append(one)
        else:
            compared.conflicts.append(_conflict(questionnaire, one, before))
    return compared


def _save_compared(
    session: Session, scope: SupplierScope, compared: _Compared, now: datetime
) -> dict[str, Answer]:
    """Save what is no conflict. Question → answer as it is stored then."""
    saved = dict(compared.existing)
    for one in compared.changed:
        saved[one.question] = _save(
            session, scope, compared.response, one, saved.get(one.question), now
        )
    for one in compared.unchanged:
        if one.question in saved and _was_looked_at(one):
            saved[one.question].to_confirm = False
    session.flush()
    if compared.changed:
        compared.invitation.started_at = compared.invitation.started_at or now
        _count_answers(session, scope, compared.questionnaire)
    return saved


def _was_looked_at(typed: TypedAnswer) -> bool:
    """Sent once more by somebody who saw it: that is the look that was owed to it."""
    return bool(typed.seen_version) and not typed.to_confirm


def _differs(typed: TypedAnswer, answer: Answer | None) -> bool:
    if not (typed.seen_version or typed.value is not None or typed.declined):
        return False  # nothing was shown and nothing typed: what is there now was not touched
    if answer is None:
        return typed.value is not None or bool(typed.declined)
    return (answer.value, answer.declined or "") != (stored(typed.value), typed.declined)


def _conflict(questionnaire: Questionnaire, typed: TypedAnswer, answer: Answer) -> AnswerConflict:
    return AnswerConflict(
        question=typed.question,
        stored_value=revived(questionnaire.questions[typed.question], answer.value),
        typed_value=typed.value,
        stored_version=answer.version,
        author=answer.author,
        saved_at=answer.saved_at,
    )


def _save(
    session: Session,
    scope: SupplierScope,
    response: Response,
    typed: TypedAnswer,
    answer: Answer | None,
    now: datetime,
) -> Answer:
    if answer is None:
        answer = Answer(
            party_id=scope.party_id,
            response_id=response.id,
            question=typed.question,
            version=0,
        )
        session.add(answer)
    answer.value = stored(typed.value)
    answer.declined = typed.declined or None
    answer.version += 1
    answer.author = scope.email
    answer.saved_at = now
    answer.first_answered_on = typed.first_answered_on
    answer.to_confirm = typed.to_confirm
    record(
        session,
        scope,
        kind="answer-saved",
        subject_kind="answer",
        subject_id=answer.id,
        now=now,
        facts={"question": typed.question, "version": answer.version},
    )
    return answer


def _count_answers(session: Session, scope: SupplierScope, questionnaire: Questionnaire) -> None:
    answers = queries.my_answers(session, scope)
    values = answer_values(questionnaire, answers)
    sections = progress(questionnaire, values, declined_questions(answers)).values()
    invitation = campaigns.my_invitation(session, scope)
    invitation.shown_count = sum(section.shown for section in sections)
    invitation.answered_count = sum(section.answered for section in sections)
    session.flush()
