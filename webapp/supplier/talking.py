"""What the company said about answers that were sent, as the respondent reads and answers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.colleagues.queries import my_part
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.responses.service import answer_values
from assessments.reviews import status
from assessments.reviews.models import ReviewEvent
from assessments.reviews.queries import Review, my_review
from assessments.scope import SupplierScope
from questionnaires.catalogue import Catalogue
from questionnaires.definition import Questionnaire
from questionnaires.types import answer_type
from questionnaires.worded import words_of
from questionnaires.words import Words, words_of_ruleset
from webapp.languages import current_language
from webapp.supplier import wording
from webapp.threads import Said, said

MOST_SIDES = 6
"""A check of a whole family compares too many answers to show them side by side."""


@dataclass(frozen=True)
class Side:
    """One of the answers that do not fit together."""

    key: str
    question: str
    answer: str


@dataclass(frozen=True)
class Doubt:
    """Answers that do not fit together, with the one reply to it."""

    check: str
    title: str
    question: str
    keys: Sequence[str]
    sides: Sequence[Side]
    reply: Sequence[Said]
    url: str


@dataclass(frozen=True)
class Thread:
    """What was said about one question; `asks` where the company waits for a reply."""

    key: str
    question: str
    answer: str
    said: Sequence[Said]
    asks: bool
    url: str


@dataclass(frozen=True)
class Talk:
    """Everything that was said about one's own answers, within one's own part."""

    invitation: UUID
    company: str
    review: Review
    questionnaire: Questionnaire
    words: Words
    values: Mapping[str, Any]
    part: frozenset[str]
    terms: Catalogue | None

    @cached_property
    def threads(self) -> dict[str, Thread]:
        """Question → its thread, in the order of the questionnaire."""
        asked = status.waiting_for_supplier(self.review.events)
        found = {}
        for key in self.questionnaire.questions:
            events = self.review.sent_thread(key) if key in self.part else []
            if events:
                found[key] = self._thread(key, events, asks=key in asked)
        return found

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The questions with more to say than that answers do not fit, which is said apart."""
        return frozenset(
            event.question
            for event in self.review.events
            if not event.contradiction and event.kind not in ("sent-back", "accepted")
        )

    @cached_property
    def doubts(self) -> list[Doubt]:
        """The answers that do not fit together, of those that were put to the supplier."""
        put = self.review.contradictions.items()
        return [self._doubt(check, keys) for check, keys in put if self.part.issuperset(keys)]

    def thread_of(self, key: str) -> Thread:
        """The thread of a question, empty where nothing was said yet."""
        return self.threads.get(key) or self._thread(key, [], asks=False)

    def _thread(self, key: str, events: Sequence[ReviewEvent], *, asks: bool) -> Thread:
        return Thread(
            key=key,
            question=str(self.words.question(key).text),
            answer=self._answer(key),
            said=self._said(events),
            asks=asks,
            url=url_for("supplier.say", invitation=self.invitation, key=key),
        )

    def _doubt(self, check: str, keys: Sequence[str]) -> Doubt:
        reply = self.review.reply_to(check)
        return Doubt(
            check=check,
            title=self._term(check, "title"),
            question=self._term(check, "question"),
            keys=keys,
            sides=[self._side(key) for key in keys] if len(keys) <= MOST_SIDES else [],
            reply=self._said([reply] if reply else []),
            url=url_for("supplier.say", invitation=self.invitation, key=keys[0]),
        )

    def _side(self, key: str) -> Side:
        return Side(key, str(self.words.question(key).text), self._answer(key))

    def _said(self, events: Sequence[ReviewEvent]) -> list[Said]:
        return said(
            events,
            check_words=lambda check: self._term(check, "question"),
            day=wording.day,
            moment=wording.moment,
        )

    def _term(self, check: str, name: str) -> str:
        return str(self.terms.text("checks", check, name)) if self.terms else ""

    def _answer(self, key: str) -> str:
        kind = answer_type(self.questionnaire.questions[key])
        return kind.show(self.values.get(key), self.words)


def talk(session: Session, scope: SupplierScope, invitation: UUID) -> Talk | None:
    """What was said about the caller's answers; None before they were sent."""
    review = my_review(session, scope)
    if review is None:
        return None
    response = responses.my_response(session, scope)
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    asked = campaigns.my_invitation(session, scope)
    return Talk(
        invitation=invitation,
        company=campaigns.invited(session, scope, asked).company_name,
        review=review,
        questionnaire=questionnaire,
        words=words_of(questionnaire, current_language()),
        values=answer_values(questionnaire, responses.my_answers(session, scope)),
        part=my_part(session, scope, questionnaire),
        terms=_terms(session, scope) if review.contradictions else None,
    )


def _terms(session: Session, scope: SupplierScope) -> Catalogue:
    campaign = campaigns.my_campaign(session, scope)
    scorer = library.scorer(
        session,
        questionnaire_version_id=campaign.questionnaire_version_id,
        ruleset_version_id=campaign.ruleset_version_id,
        reference_edition_id=campaign.reference_edition_id,
    )
    return words_of_ruleset(scorer.ruleset.document, current_language())
