"""Commands of the respondent: open, save, and keep what came too late."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns import queries as campaigns
from assessments.campaigns.models import Invitation
from assessments.errors import AnswerConflict, AnswersChanged, NotFound
from assessments.ids import Ids, new_public_id
from assessments.library import queries as library
from assessments.responses import queries
from assessments.responses.models import Answer, HeldSave, Response
from assessments.responses.openness import open_questions
from assessments.responses.values import revived, stored
from assessments.scope import LinkScope, SupplierScope
from questionnaires.definition import Questionnaire
from questionnaires.routing import progress

HELD_FOR = timedelta(hours=24)
LONGEST_HELD = 200_000
MOST_HELD = 20


@dataclass(frozen=True)
class TypedAnswer:
    """A checked value for a question, and the version of the answer that the page showed.

    `seen_version` is 0 where the page showed no answer. A value of None clears the answer.
    """

    question: str
    value: Any
    seen_version: int


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
    invitation = _locked_invitation(session, scope)
    response = queries.my_response(session, scope)
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    if {answer.question for answer in typed} - open_questions(
        session, scope, invitation, questionnaire
    ):
        raise NotFound
    existing = _locked_answers(session, scope, response, [answer.question for answer in typed])
    changed = [one for one in typed if _differs(one, existing.get(one.question))]
    conflicts = [
        _conflict(questionnaire, one, existing[one.question])
        for one in changed
        if one.question in existing and existing[one.question].version != one.seen_version
    ]
    if conflicts:
        raise AnswersChanged(conflicts)
    for one in changed:
        _save(session, scope, response, one, existing.get(one.question), now)
    session.flush()
    if changed:
        invitation.started_at = invitation.started_at or now
        _count_answers(session, scope, questionnaire)


def hold_save(
    session: Session,
    scope: LinkScope,
    *,
    page: str,
    fields: Mapping[str, Sequence[str]],
    now: datetime,
) -> bool:
    """Keep what was typed for 24 hours, until the code is entered again. False if it is too much.

    Nobody reads it before that: it is shown only within a session of the same invitation.
    """
    text = json.dumps({name: list(values) for name, values in fields.items()})
    kept = session.scalars(
        select(HeldSave.id).where(
            HeldSave.company_id == scope.company_id,
            HeldSave.invitation_id == scope.invitation_id,
            HeldSave.expires_at > now,
        )
    ).all()
    if len(text) > LONGEST_HELD or len(kept) >= MOST_HELD:
        return False
    session.add(
        HeldSave(
            company_id=scope.company_id,
            invitation_id=scope.invitation_id,
            page=page,
            fields=text,
            created_at=now,
            expires_at=now + HELD_FOR,
        )
    )
    session.flush()
    return True


def release_held(session: Session, scope: SupplierScope, *, page: str) -> None:
    """Forget what was held for a page: it was saved, or its author does not want it."""
    session.execute(
        delete(HeldSave).where(
            HeldSave.company_id == scope.company_id,
            HeldSave.invitation_id == scope.invitation_id,
            HeldSave.page == page,
        )
    )


def answer_values(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Question key → value of every stored answer of this version."""
    return {
        key: revived(questionnaire.questions[key], answer.value)
        for key, answer in answers.items()
        if key in questionnaire.questions
    }


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


def _differs(typed: TypedAnswer, answer: Answer | None) -> bool:
    if answer is None:
        return typed.value is not None
    return answer.value != stored(typed.value)


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
) -> None:
    if answer is None:
        answer = Answer(
            party_id=scope.party_id,
            response_id=response.id,
            question=typed.question,
            version=0,
        )
        session.add(answer)
    answer.value = stored(typed.value)
    answer.version += 1
    answer.author = scope.email
    answer.saved_at = now
    record(
        session,
        scope,
        kind="answer-saved",
        subject_kind="answer",
        subject_id=answer.id,
        now=now,
        facts={"question": typed.question, "version": answer.version},
    )


def _count_answers(session: Session, scope: SupplierScope, questionnaire: Questionnaire) -> None:
    values = answer_values(questionnaire, queries.my_answers(session, scope))
    sections = progress(questionnaire, values).values()
    invitation = campaigns.my_invitation(session, scope)
    invitation.shown_count = sum(section.shown for section in sections)
    invitation.answered_count = sum(section.answered for section in sections)
    session.flush()
