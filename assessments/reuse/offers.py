"""Answers that a party may start from, wherever it keeps them: what each is, and which are offered.

A company never learns of any of this before the party takes one and sends it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.evidence.models import EvidenceFile
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.responses.openness import open_questions
from assessments.responses.service import answer_values
from assessments.responses.values import stored
from assessments.scope import SupplierScope
from questionnaires.definition import Question, Questionnaire
from questionnaires.library import UnknownQuestionnaire
from questionnaires.mapping import How, Origin, origin
from questionnaires.routing import visible
from questionnaires.types import Value, answer_type
from questionnaires.worded import words_of
from questionnaires.words import Words


@dataclass(frozen=True)
class Earlier:
    """An earlier answer of the party's own that may serve a question of this response.

    `asked_by` is who asked then, where that is known. For whom it was given is the `firm` of a
    passport, or the supplier of the invitation that it answered (`given_in`). `proven` says
    whether the day on which it was given can be vouched for.
    """

    question: str
    value: Value
    how: How
    answered_on: date
    asked_by: str
    papers: tuple[EvidenceFile, ...] = ()
    firm: str = ""
    given_in: SupplierScope | None = None
    proven: bool = True

    @property
    def to_confirm(self) -> bool:
        """Whether it is to be looked at: the question asks something else, or a file claims it."""
        return self.how is not How.SAME or not self.proven

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


class Source(Protocol):
    """Where a party keeps earlier answers: a response of its own, or a passport."""

    def offer(self, target: Questionnaire, question: str) -> Earlier | None:
        """What it has for a question of a version."""
        ...


def offers_from(session: Session, scope: SupplierScope, sources: Sequence[Source]) -> list[Earlier]:
    """For each open question without an answer the newest offer, in the order of the questionnaire.

    Raises AlreadySubmitted, and NotFound for a colleague: to start from earlier answers is for the
    person who was invited.
    """
    if scope.colleague_id is not None:
        raise NotFound
    target, blank = _blank(session, scope)
    newest = {key: found for key in blank if (found := _newest(sources, target, key))}
    answered = answer_values(target, responses.my_answers(session, scope))
    leads_to = visible(target, answered | {key: found.value for key, found in newest.items()})
    return [found for key, found in newest.items() if key in leads_to]


def origin_of(asked: Question, target: Questionnaire, source: Questionnaire) -> Origin | None:
    """As `mapping.origin`; where texts cannot be compared, a key is trusted within a questionnaire
    alone.
    """
    now, then = _words(target), _words(source)
    found = origin(asked, source, now, then)
    if found and (now is None or then is None) and target.slug != source.slug:
        return Origin(found.question, How.REWORDED)
    return found


def _blank(session: Session, scope: SupplierScope) -> tuple[Questionnaire, list[str]]:
    response = responses.my_response(session, scope)
    target = library.questionnaire(session, response.questionnaire_version_id)
    may = open_questions(session, scope, target)
    answers = responses.my_answers(session, scope)
    values = answer_values(target, answers)
    return target, [
        key
        for key, question in target.questions.items()
        if key in may
        and answer_type(question).is_blank(values.get(key))
        and not (key in answers and answers[key].declined)
    ]


def _newest(sources: Sequence[Source], target: Questionnaire, question: str) -> Earlier | None:
    offers = (source.offer(target, question) for source in sources)
    return max(filter(None, offers), key=lambda found: found.answered_on, default=None)


def _words(questionnaire: Questionnaire) -> Words | None:
    try:
        return words_of(questionnaire)
    except UnknownQuestionnaire:
        return None
