"""Take earlier answers over, by the consent of whoever answers now and under their name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import NotFound, Refusal
from assessments.evidence.service import claim_papers
from assessments.responses import queries as responses
from assessments.responses.service import TypedAnswer, save_answers
from assessments.reuse.earlier import earlier_answers
from assessments.reuse.offers import Earlier
from assessments.scope import SupplierScope


class OffersChanged(Refusal):
    """What was shown is not what could be taken now: somebody has answered in the meantime."""


@dataclass(frozen=True)
class Consent:
    """What somebody agreed to: question → fingerprint of what was shown, and of which questions
    the papers come along.
    """

    answers: Mapping[str, str]
    papers: Collection[str] = ()


@dataclass(frozen=True)
class Taken:
    """The questions whose answers were taken, and those of them that are to be looked at."""

    questions: tuple[str, ...]
    to_confirm: tuple[str, ...]


def take_earlier(
    session: Session, scope: SupplierScope, *, consent: Consent, now: datetime
) -> Taken:
    """Make earlier answers, and the papers behind them, those of this response.

    All or none. Raises OffersChanged when one is not what was shown, Invalid when there are too
    many papers, AlreadySubmitted, and NotFound for a colleague.
    """
    return take(session, scope, offers=earlier_answers(session, scope), consent=consent, now=now)


def take(
    session: Session,
    scope: SupplierScope,
    *,
    offers: Sequence[Earlier],
    consent: Consent,
    now: datetime,
) -> Taken:
    """The same of answers that the party brings along; a day that is not proven is not kept."""
    if scope.colleague_id is not None:
        raise NotFound
    offered = {offer.question: offer for offer in offers}
    if any(
        question not in offered or offered[question].fingerprint != seen
        for question, seen in consent.answers.items()
    ):
        raise OffersChanged
    chosen = [offered[question] for question in offered if question in consent.answers]
    _save(session, scope, chosen, now)
    for offer in chosen:
        if offer.question in consent.papers and offer.papers:
            ids = [paper.public_id for paper in offer.papers]
            claim_papers(session, scope, question=offer.question, public_ids=ids, now=now)
    return Taken(
        questions=tuple(offer.question for offer in chosen),
        to_confirm=tuple(offer.question for offer in chosen if offer.to_confirm),
    )


def _save(session: Session, scope: SupplierScope, chosen: Sequence[Earlier], now: datetime) -> None:
    stored = responses.my_answers(session, scope)
    save_answers(
        session,
        scope,
        typed=[
            TypedAnswer(
                question=offer.question,
                value=offer.value,
                seen_version=stored[offer.question].version if offer.question in stored else 0,
                first_answered_on=offer.answered_on if offer.proven else None,
                to_confirm=offer.to_confirm,
            )
            for offer in chosen
        ],
        now=now,
    )
    for answer in responses.my_answers(session, scope).values():
        if any(offer.question == answer.question for offer in chosen):
            record(
                session,
                scope,
                kind="answer-taken",
                subject_kind="answer",
                subject_id=answer.id,
                now=now,
                facts={
                    "question": answer.question,
                    "version": answer.version,
                    "first_answered_on": str(answer.first_answered_on or "not proven"),
                },
            )
