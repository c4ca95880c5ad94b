"""What a party answered before, to whomever it was: its own responses to other invitations.

Only the party sees it. A company never learns that the same firm answers to another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.evidence.models import EvidenceClaim, EvidenceFile
from assessments.library import queries as library
from assessments.parties.models import Company
from assessments.responses import queries as responses
from assessments.responses.models import Answer, Response
from assessments.responses.service import answer_values
from assessments.reuse.offers import Earlier, offers_from, origin_of
from assessments.scope import SupplierScope
from questionnaires.definition import Questionnaire
from questionnaires.mapping import carried, is_dont_know
from questionnaires.routing import visible


@dataclass(frozen=True)
class OwnResponse:
    """A response of the party's to another invitation."""

    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    values: Mapping[str, Any]
    shown: frozenset[str]
    asked_by: str
    given_in: SupplierScope
    papers: Mapping[str, tuple[EvidenceFile, ...]]

    def offer(self, target: Questionnaire, question: str) -> Earlier | None:
        """What this response has for a question of another version."""
        asked = target.questions[question]
        found = origin_of(asked, target, self.questionnaire)
        if found is None or found.question not in self.shown:
            return None
        value = self.values.get(found.question)
        if is_dont_know(value):
            return None
        value = carried(asked, self.questionnaire.questions[found.question], value)
        if value is None:
            return None
        answer = self.answers[found.question]
        return Earlier(
            question=question,
            value=value,
            how=found.how,
            answered_on=answer.first_answered_on or answer.saved_at.date(),
            asked_by=self.asked_by,
            papers=self.papers.get(found.question, ()),
            given_in=self.given_in,
        )


def earlier_answers(session: Session, scope: SupplierScope) -> list[Earlier]:
    """For each open question without an answer the newest one that the party gave elsewhere.

    Raises AlreadySubmitted, and NotFound for a colleague.
    """
    if scope.colleague_id is not None:
        raise NotFound
    mine = responses.my_response(session, scope)
    others = _others(session, scope, mine)
    return offers_from(session, scope, [_read(session, scope, *other) for other in others])


def _others(
    session: Session, scope: SupplierScope, mine: Response
) -> Iterator[tuple[Response, str]]:
    """The party's other responses with the names of who asked, the newest first."""
    rows = session.execute(
        select(Response, Company.name)
        .join(Company, Company.id == Response.company_id)
        .where(Response.party_id == scope.party_id, Response.id != mine.id)
        .order_by(Response.id.desc())
    )
    return ((row[0], row[1]) for row in rows)


def _read(session: Session, scope: SupplierScope, response: Response, asked_by: str) -> OwnResponse:
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    rows = session.scalars(
        select(Answer).where(Answer.party_id == scope.party_id, Answer.response_id == response.id)
    )
    answers = {row.question: row for row in rows}
    values = answer_values(questionnaire, answers)
    return OwnResponse(
        questionnaire=questionnaire,
        answers=answers,
        values=values,
        shown=visible(questionnaire, values),
        asked_by=asked_by,
        given_in=replace(
            scope, company_id=response.company_id, invitation_id=response.invitation_id
        ),
        papers=_papers(session, scope, response),
    )


def _papers(
    session: Session, scope: SupplierScope, response: Response
) -> dict[str, tuple[EvidenceFile, ...]]:
    rows = session.execute(
        select(EvidenceClaim.question, EvidenceFile)
        .join(
            EvidenceFile,
            (EvidenceFile.party_id == EvidenceClaim.party_id)
            & (EvidenceFile.id == EvidenceClaim.evidence_file_id),
        )
        .where(
            EvidenceClaim.party_id == scope.party_id,
            EvidenceClaim.response_id == response.id,
            EvidenceClaim.withdrawn_at.is_(None),
        )
        .order_by(EvidenceClaim.claimed_at, EvidenceClaim.id)
    )
    found: dict[str, tuple[EvidenceFile, ...]] = {}
    for question, file in rows:
        found[question] = (*found.get(question, ()), file)
    return found
