"""Take files as evidence: first checked and stored without the database, then claimed in it.

At the edge:
    prepared = prepare(data, filename)
    with stored(store, prepared, ids) as file, database.writing(scope) as session:
        added = add_evidence(session, scope, question=..., file=file, now=..., ids=ids)
    if added.stored_name != file.stored_name:
        store.remove(file.stored_name)
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns.models import Invitation
from assessments.errors import NotFound, Refusal
from assessments.evidence import limits
from assessments.evidence.advice import refused
from assessments.evidence.cleaning import clean
from assessments.evidence.models import EvidenceClaim, EvidenceFile
from assessments.evidence.names import display_name
from assessments.evidence.papers import my_paper, my_paper_like
from assessments.evidence.sniffing import kind_of
from assessments.evidence.store import FileStore
from assessments.ids import Ids, new_public_id
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.responses.models import Response
from assessments.responses.openness import open_questions
from assessments.scope import SupplierScope


@dataclass(frozen=True)
class PreparedFile:
    """A file that was checked and cleaned. The hash and the size are those of `data`."""

    data: bytes
    sha256: str
    media_type: str
    original_name: str


@dataclass(frozen=True)
class StoredFile:
    """A prepared file that lies in the store."""

    stored_name: str
    sha256: str
    size: int
    media_type: str
    original_name: str


def prepare(data: bytes, filename: str) -> PreparedFile:
    """Check a file by content and name, and clean it. Needs no database and may take seconds.

    Raises Invalid({"file": what to do}) for one that cannot be taken.
    """
    if not data:
        raise refused("empty")
    if len(data) > limits.LARGEST_FILE:
        raise refused("too_large")
    name = display_name(filename)
    kind = kind_of(data, name)
    cleaned = clean(data, kind)
    return PreparedFile(cleaned, hashlib.sha256(cleaned).hexdigest(), kind.media_type, name)


@contextmanager
def stored(store: FileStore, prepared: PreparedFile, ids: Ids) -> Iterator[StoredFile]:
    """Store a prepared file for the block; a refusal within it takes the file away again.

    Any other error leaves the file: whether the database kept its row is not known then.
    """
    name = store.put(prepared.data, ids)
    try:
        yield StoredFile(
            stored_name=name,
            sha256=prepared.sha256,
            size=len(prepared.data),
            media_type=prepared.media_type,
            original_name=prepared.original_name,
        )
    except Refusal:
        store.remove(name)
        raise


def add_evidence(
    session: Session,
    scope: SupplierScope,
    *,
    question: str,
    file: StoredFile,
    now: datetime,
    ids: Ids,
) -> EvidenceFile:
    """Claim a stored file as proof of the answer to a question of the respondent's response.

    Where the asker has a paper with the same content, that one is claimed and given back, and
    the stored one is not needed. Raises NotFound for a question that is not open to the asker,
    AlreadySubmitted, and Invalid when the answer has 30 files already, or all files of the
    response would pass 500 MB; withdrawn ones count there too.
    """
    response = _open_response(session, scope, question)
    known = my_paper_like(session, scope, sha256=file.sha256)
    if known is not None:
        _claim(session, scope, response, question, known, now)
        return known
    evidence = EvidenceFile(
        public_id=new_public_id(ids),
        party_id=scope.party_id,
        stored_name=file.stored_name,
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        original_name=file.original_name,
        author=scope.email,
        uploaded_at=now,
    )
    session.add(evidence)
    session.flush()
    _claim(session, scope, response, question, evidence, now)
    return evidence


def claim_papers(
    session: Session,
    scope: SupplierScope,
    *,
    question: str,
    public_ids: Sequence[UUID],
    now: datetime,
) -> None:
    """Let papers of the asker's stand for the answer to a question. To do it again changes nothing.

    Raises NotFound for a question that is not open to the asker or a paper that is not theirs to
    use, AlreadySubmitted, and Invalid for more than an answer or a response can have.
    """
    response = _open_response(session, scope, question)
    for public_id in public_ids:
        paper = my_paper(session, scope, public_id)
        _claim(session, scope, response, question, paper, now)


def withdraw_claim(
    session: Session, scope: SupplierScope, *, question: str, public_id: UUID, now: datetime
) -> None:
    """Take a file away from an answer. To do it again changes nothing.

    Raises AlreadySubmitted, and NotFound when the file does not stand for this question.
    """
    response = _open_response(session, scope, question)
    row = session.execute(
        select(EvidenceClaim, EvidenceFile)
        .join(
            EvidenceFile,
            (EvidenceFile.party_id == EvidenceClaim.party_id)
            & (EvidenceFile.id == EvidenceClaim.evidence_file_id),
        )
        .where(
            EvidenceClaim.party_id == scope.party_id,
            EvidenceClaim.response_id == response.id,
            EvidenceClaim.question == question,
            EvidenceFile.public_id == public_id,
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    claim, evidence = row
    if claim.withdrawn_at is None:
        claim.withdrawn_at = now
        session.flush()
        _note(session, scope, "evidence-withdrawn", evidence, question, now)


def _open_response(session: Session, scope: SupplierScope, question: str) -> Response:
    """The response while the question is still open in it. Its invitation stays locked, so that
    no file comes between the sealing of the response and its disclosure.
    """
    invitation = session.scalar(
        select(Invitation)
        .where(Invitation.company_id == scope.company_id, Invitation.id == scope.invitation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if invitation is None:
        raise NotFound
    response = responses.my_response(session, scope)
    asked = library.questionnaire(session, response.questionnaire_version_id)
    if question not in open_questions(session, scope, asked):
        raise NotFound
    return response


def _claim(
    session: Session,
    scope: SupplierScope,
    response: Response,
    question: str,
    evidence: EvidenceFile,
    now: datetime,
) -> None:
    claim = session.scalar(
        select(EvidenceClaim).where(
            EvidenceClaim.party_id == scope.party_id,
            EvidenceClaim.response_id == response.id,
            EvidenceClaim.question == question,
            EvidenceClaim.evidence_file_id == evidence.id,
        )
    )
    if claim is not None and claim.withdrawn_at is None:
        return
    _refuse_more(session, scope, response, question, evidence)
    if claim is None:
        claim = EvidenceClaim(
            party_id=scope.party_id,
            response_id=response.id,
            question=question,
            evidence_file_id=evidence.id,
        )
        session.add(claim)
    claim.claimed_at, claim.withdrawn_at = now, None
    session.flush()
    _note(session, scope, "evidence-added", evidence, question, now)


def _refuse_more(
    session: Session,
    scope: SupplierScope,
    response: Response,
    question: str,
    evidence: EvidenceFile,
) -> None:
    claims = (
        select(EvidenceFile.id, EvidenceFile.size)
        .join(
            EvidenceClaim,
            (EvidenceFile.party_id == EvidenceClaim.party_id)
            & (EvidenceFile.id == EvidenceClaim.evidence_file_id),
        )
        .where(EvidenceClaim.party_id == scope.party_id, EvidenceClaim.response_id == response.id)
    )
    for_this_answer = session.scalars(
        claims.where(EvidenceClaim.question == question, EvidenceClaim.withdrawn_at.is_(None))
    ).all()
    if len(for_this_answer) >= limits.MOST_FILES_PER_ANSWER:
        raise refused("too_many_files")
    others = claims.where(EvidenceFile.id != evidence.id).distinct().subquery()
    total = session.scalar(select(func.coalesce(func.sum(others.c.size), 0))) or 0
    if total + evidence.size > limits.MOST_BYTES_PER_RESPONSE:
        raise refused("too_much")


def _note(
    session: Session,
    scope: SupplierScope,
    kind: str,
    evidence: EvidenceFile,
    question: str,
    now: datetime,
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="evidence_file",
        subject_id=evidence.id,
        now=now,
        facts={"question": question, "size": evidence.size},
    )
