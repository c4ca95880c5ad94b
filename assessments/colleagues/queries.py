"""Reads on colleagues: who helps with an invitation, with which part, and what is theirs to see."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.colleagues.models import Colleague
from assessments.errors import NotFound
from assessments.responses.models import Answer, Response
from assessments.scope import LinkScope, SupplierScope
from questionnaires.definition import Questionnaire


def helper(session: Session, scope: SupplierScope | LinkScope) -> Colleague:
    """The asker as a colleague, also when it was revoked. NotFound for the person invited."""
    found = session.scalar(
        select(Colleague).where(
            Colleague.company_id == scope.company_id,
            Colleague.invitation_id == scope.invitation_id,
            Colleague.id == scope.colleague_id,
        )
    )
    if found is None:
        raise NotFound
    return found


def my_colleague(session: Session, scope: SupplierScope) -> Colleague:
    """The asker as a colleague. NotFound for the person invited, and once it was revoked."""
    found = helper(session, scope)
    if found.revoked_at is not None:
        raise NotFound
    return found


def colleagues(session: Session, scope: SupplierScope) -> list[Colleague]:
    """Everybody whom the person invited has asked to help, in the order of asking."""
    return list(
        session.scalars(
            select(Colleague)
            .where(
                Colleague.party_id == scope.party_id,
                Colleague.invitation_id == scope.invitation_id,
            )
            .order_by(Colleague.created_at, Colleague.id)
        )
    )


def colleague(session: Session, scope: SupplierScope, public_id: UUID) -> Colleague:
    """One of them. NotFound for any other, and for whoever is not the person invited."""
    found = session.scalar(
        select(Colleague).where(
            Colleague.party_id == scope.party_id,
            Colleague.invitation_id == scope.invitation_id,
            Colleague.public_id == public_id,
        )
    )
    if found is None or scope.colleague_id is not None:
        raise NotFound
    return found


def my_part(session: Session, scope: SupplierScope, questionnaire: Questionnaire) -> frozenset[str]:
    """The questions that the asker may ever see: all, but for a contributor."""
    if scope.colleague_id is None:
        return frozenset(questionnaire.questions)
    return part_of(my_colleague(session, scope), questionnaire)


def part_of(colleague: Colleague, questionnaire: Questionnaire) -> frozenset[str]:
    """The questions that somebody was asked to help with."""
    if colleague.role != "contributor":
        return frozenset(questionnaire.questions)
    sections = set(colleague.sections.split())
    asked = {
        key
        for section in questionnaire.sections
        if section.id in sections
        for key in section.question_keys
    }
    return frozenset(asked | set(colleague.questions.split())) & frozenset(questionnaire.questions)


def last_saved(session: Session, scope: SupplierScope) -> dict[str, datetime]:
    """Address → when somebody last saved an answer to this invitation."""
    found = session.execute(
        select(Answer.author, func.max(Answer.saved_at))
        .join(
            Response,
            (Response.party_id == Answer.party_id) & (Response.id == Answer.response_id),
        )
        .where(Answer.party_id == scope.party_id, Response.invitation_id == scope.invitation_id)
        .group_by(Answer.author)
    )
    return {row[0]: row[1] for row in found}
