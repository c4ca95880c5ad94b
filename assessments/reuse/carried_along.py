"""Answers that a party brings along in a passport, from this instance or another."""

from dataclasses import dataclass
from datetime import date
from decimal import InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.evidence.models import EvidenceFile
from assessments.library import queries as library
from assessments.passport.opening import Claimed, Passport, Signed
from assessments.responses.values import revive
from assessments.reuse.offers import Earlier, offers_from, origin_of
from assessments.scope import SupplierScope
from questionnaires.definition import Question, Questionnaire
from questionnaires.mapping import How, Origin, carried, is_dont_know
from questionnaires.types import Value


@dataclass(frozen=True)
class OpenedPassport:
    """A passport as a source of answers. `asked` is the version that it answers, where it is known
    here; for another one a question of the same key is taken, and is to be looked at.
    """

    answers: dict[str, Claimed]
    asked: Questionnaire | None
    papers: dict[str, EvidenceFile]
    firm: str
    proven: bool
    on: date

    def offer(self, target: Questionnaire, question: str) -> Earlier | None:
        """What the passport has for a question of a version."""
        asked = target.questions[question]
        found, source = self._origin(target, asked)
        claimed = self.answers.get(found.question) if found else None
        if found is None or claimed is None or claimed.answered_on > self.on:
            return None
        value = None if is_dont_know(claimed.value) else _value(source, claimed.value)
        value = carried(asked, source, value)
        if value is None:
            return None
        papers = (self.papers[one] for one in claimed.evidence if one in self.papers)
        return Earlier(
            question,
            value,
            found.how,
            claimed.answered_on,
            asked_by="",
            papers=tuple(papers),
            firm=self.firm,
            proven=self.proven,
        )

    def _origin(self, target: Questionnaire, asked: Question) -> tuple[Origin | None, Question]:
        if self.asked is None:
            return Origin(asked.key, How.REWORDED), asked
        found = origin_of(asked, target, self.asked)
        return found, self.asked.questions[found.question] if found else asked


def passport_offers(
    session: Session, scope: SupplierScope, passport: Passport, on: date
) -> list[Earlier]:
    """What may be taken from a passport on a day; nothing from one that was changed.

    Papers of the party's own come along where the passport names their digests. Raises
    AlreadySubmitted, and NotFound for a colleague.
    """
    if scope.colleague_id is not None:
        raise NotFound
    if passport.flaws:
        return []
    named = {digest for claimed in passport.answers for digest in claimed.evidence}
    opened = OpenedPassport(
        answers={claimed.question: claimed for claimed in passport.answers},
        asked=_asked(session, passport),
        papers=_papers(session, scope, named),
        firm=passport.firm,
        proven=passport.signed is not Signed.UNKNOWN,
        on=on,
    )
    return offers_from(session, scope, [opened])


def _asked(session: Session, passport: Passport) -> Questionnaire | None:
    for row in library.questionnaire_versions(session):
        pin = (row.slug, row.version, row.sha256)
        if pin == (passport.slug, passport.version, passport.questionnaire_sha256):
            return library.questionnaire(session, row.id)
    return None


def _papers(session: Session, scope: SupplierScope, digests: set[str]) -> dict[str, EvidenceFile]:
    found = session.scalars(
        select(EvidenceFile)
        .where(EvidenceFile.party_id == scope.party_id, EvidenceFile.sha256.in_(digests))
        .order_by(EvidenceFile.id.desc())
    )
    return {file.sha256: file for file in found}


def _value(question: Question, value: Any) -> Value:
    """The value as its type has it; what cannot be one is left for the type to refuse."""
    try:
        revived: Value = revive(question, value)
    except (AttributeError, InvalidOperation, KeyError, TypeError):
        return None
    return revived
