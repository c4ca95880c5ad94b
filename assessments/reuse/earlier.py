"""What a party answered before, to whomever, and may start from: question by question.

Only the party sees it. A company never learns that the same firm answers to another.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.errors import NotFound
from assessments.evidence.models import EvidenceClaim, EvidenceFile
from assessments.library import queries as library
from assessments.parties.models import Company
from assessments.responses import queries as responses
from assessments.responses.models import Answer, Response
from assessments.responses.openness import open_questions
from assessments.responses.service import answer_values
from assessments.responses.values import stored
from assessments.scope import SupplierScope
from questionnaires.definition import Questionnaire
from questionnaires.library import UnknownQuestionnaire
from questionnaires.mapping import How, Origin, carried, is_dont_know, origin
from questionnaires.routing import visible
from questionnaires.types import Value, answer_type
from questionnaires.words import Words, load_words


@dataclass(frozen=True)
class Earlier:
    """An earlier answer of the party's own that may serve a question of this response."""

    question: str
    value: Value
    how: How
    answered_on: date
    asked_by: str
    papers: tuple[EvidenceFile, ...] = ()

    @property
    def to_confirm(self) -> bool:
        """Whether the question asks something else than it did."""
        return self.how is not How.SAME

    def is_old(self, on: date) -> bool:
        """Whether it was given more than twelve months before a day."""
        day = min(self.answered_on.day, 28) if self.answered_on.month == 2 else self.answered_on.day
        return on > date(self.answered_on.year + 1, self.answered_on.month, day)

    @property
    def fingerprint(self) -> str:
        """What was shown of it: consent holds for exactly this."""
        papers = ",".join(str(paper.public_id) for paper in self.papers)
        shown = f"{self.question} {stored(self.value)} {self.how} {self.answered_on} {papers}"
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Source:
    """A response of the party's to another invitation."""

    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    values: Mapping[str, Any]
    shown: frozenset[str]
    asked_by: str
    papers: Mapping[str, tuple[EvidenceFile, ...]]

    def offer(self, target: Questionnaire, question: str) -> Earlier | None:
        """What this response has for a question of another version."""
        asked = target.questions[question]
        found = _origin(asked, target, self.questionnaire)
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
        )


def earlier_answers(session: Session, scope: SupplierScope) -> list[Earlier]:
    """For each open question without an answer the newest one that the party gave elsewhere.

    In the order of the questionnaire. Raises AlreadySubmitted, and NotFound for a colleague: what
    was said to others is for the person who was invited.
    """
    if scope.colleague_id is not None:
        raise NotFound
    mine = responses.my_response(session, scope)
    target = library.questionnaire(session, mine.questionnaire_version_id)
    invitation = campaigns.my_invitation(session, scope)
    answered = answer_values(target, responses.my_answers(session, scope))
    blank = [
        key
        for key in target.questions
        if key in open_questions(session, scope, invitation, target)
        and answer_type(target.questions[key]).is_blank(answered.get(key))
    ]
    sources = [_source(session, scope, each, name) for each, name in _others(session, scope, mine)]
    newest = {key: found for key in blank if (found := _newest(sources, target, key))}
    merged = answered | {key: found.value for key, found in newest.items()}
    leads_to = visible(target, merged)
    return [found for key, found in newest.items() if key in leads_to]


def _newest(sources: Sequence[Source], target: Questionnaire, question: str) -> Earlier | None:
    offers = (source.offer(target, question) for source in sources)
    return max(filter(None, offers), key=lambda found: found.answered_on, default=None)


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


def _source(session: Session, scope: SupplierScope, response: Response, asked_by: str) -> Source:
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    rows = session.scalars(
        select(Answer).where(Answer.party_id == scope.party_id, Answer.response_id == response.id)
    )
    answers = {row.question: row for row in rows}
    values = answer_values(questionnaire, answers)
    return Source(
        questionnaire=questionnaire,
        answers=answers,
        values=values,
        shown=visible(questionnaire, values),
        asked_by=asked_by,
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


def _origin(asked: Any, target: Questionnaire, source: Questionnaire) -> Origin | None:
    """As `origin`; where texts cannot be compared, only one questionnaire is trusted with a key."""
    now, then = _words(target), _words(source)
    found = origin(asked, source, now, then)
    if found and (now is None or then is None) and target.slug != source.slug:
        return Origin(found.question, How.REWORDED)
    return found


def _words(questionnaire: Questionnaire) -> Words | None:
    try:
        return load_words(questionnaire.slug, questionnaire.version)
    except UnknownQuestionnaire:
        return None
