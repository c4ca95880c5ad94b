"""The papers of a party: its files, what each stands for, and where each was sent.

Whoever was invited sees all of them, whichever company asked first. A colleague sees those of
the part that is open to them, and what they brought themselves.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.evidence.models import DisclosedFile, EvidenceFile
from assessments.evidence.queries import my_evidence
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.responses.models import Disclosure, Submission
from assessments.responses.openness import open_questions
from assessments.scope import SupplierScope


@dataclass(frozen=True)
class Sending:
    """A sealed questionnaire that carried a paper: to whom, when, and behind which answers."""

    company: str
    questionnaire: str
    version: str
    sent_at: datetime
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """A file, the questions of this response that it stands for, and where it was sent."""

    file: EvidenceFile
    questions: tuple[str, ...]
    sent: tuple[Sending, ...]


def my_papers(session: Session, scope: SupplierScope) -> list[Paper]:
    """The papers that the asker may use, newest first.

    For a colleague, raises AlreadySubmitted when the response is sealed.
    """
    stands_for = _questions_of_files(session, scope)
    sent = _sendings(session, scope) if scope.colleague_id is None else {}
    return [
        Paper(file, tuple(stands_for.get(file.id, ())), tuple(sent.get(file.id, ())))
        for file in my_files(session, scope)
    ]


def my_files(session: Session, scope: SupplierScope) -> list[EvidenceFile]:
    """The files of these papers alone, newest first."""
    return list(
        session.scalars(
            select(EvidenceFile)
            .where(_usable(session, scope))
            .order_by(EvidenceFile.uploaded_at.desc(), EvidenceFile.id.desc())
        )
    )


def my_paper(session: Session, scope: SupplierScope, public_id: UUID) -> EvidenceFile:
    """One paper that the asker may use. NotFound for any other."""
    found = session.scalar(
        select(EvidenceFile).where(_usable(session, scope), EvidenceFile.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def my_paper_like(session: Session, scope: SupplierScope, *, sha256: str) -> EvidenceFile | None:
    """The oldest paper with this content among those that the asker may use."""
    return session.scalar(
        select(EvidenceFile)
        .where(_usable(session, scope), EvidenceFile.sha256 == sha256)
        .order_by(EvidenceFile.id)
        .limit(1)
    )


def was_sent(session: Session, scope: SupplierScope, file: EvidenceFile) -> bool:
    """Whether a sealed submission carried the paper to any company."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    DisclosedFile.party_id == scope.party_id,
                    DisclosedFile.evidence_file_id == file.id,
                )
            )
        )
    )


def _usable(session: Session, scope: SupplierScope) -> ColumnElement[bool]:
    mine = EvidenceFile.party_id == scope.party_id
    if scope.colleague_id is None:
        return mine
    stands_for = _questions_of_files(session, scope)
    return mine & or_(EvidenceFile.author == scope.email, EvidenceFile.id.in_(stands_for))


def _questions_of_files(session: Session, scope: SupplierScope) -> dict[int, list[str]]:
    """File → the questions of this response that it stands for, of those open to a colleague."""
    found: dict[int, list[str]] = defaultdict(list)
    part = _part(session, scope)
    for question, files in my_evidence(session, scope).items():
        if part is None or question in part:
            for file in files:
                found[file.id].append(question)
    return found


def _part(session: Session, scope: SupplierScope) -> frozenset[str] | None:
    """The questions of a colleague; None for whoever was invited, who has them all."""
    if scope.colleague_id is None:
        return None
    response = responses.my_response(session, scope)
    asked = library.questionnaire(session, response.questionnaire_version_id)
    return open_questions(session, scope, asked)


def _sendings(session: Session, scope: SupplierScope) -> dict[int, list[Sending]]:
    """File → the sealed questionnaires that carried it, newest first, as they say themselves."""
    rows = session.execute(
        select(DisclosedFile.evidence_file_id, EvidenceFile.sha256, Submission)
        .join(
            Disclosure,
            (Disclosure.company_id == DisclosedFile.company_id)
            & (Disclosure.id == DisclosedFile.disclosure_id),
        )
        .join(
            Submission,
            (Submission.party_id == Disclosure.party_id)
            & (Submission.id == Disclosure.submission_id),
        )
        .join(EvidenceFile, EvidenceFile.id == DisclosedFile.evidence_file_id)
        .where(DisclosedFile.party_id == scope.party_id)
        .order_by(Submission.submitted_at.desc(), Submission.id.desc())
    )
    return _by_file((row[0], row[1], row[2]) for row in rows)


def _by_file(rows: Iterable[tuple[int, str, Submission]]) -> dict[int, list[Sending]]:
    snapshots: dict[int, dict[str, Any]] = {}
    found: dict[int, list[Sending]] = defaultdict(list)
    for file_id, sha256, submission in rows:
        if submission.id not in snapshots:
            snapshots[submission.id] = json.loads(submission.snapshot)
        found[file_id].append(_sending(snapshots[submission.id], sha256, submission.submitted_at))
    return found


def _sending(snapshot: dict[str, Any], sha256: str, sent_at: datetime) -> Sending:
    return Sending(
        company=snapshot["asked_by"]["name"],
        questionnaire=snapshot["questionnaire"]["slug"],
        version=snapshot["questionnaire"]["version"],
        sent_at=sent_at,
        questions=tuple(
            file["question"] for file in snapshot["evidence"] if file["sha256"] == sha256
        ),
    )
