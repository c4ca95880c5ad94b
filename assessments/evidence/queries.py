"""Reads on evidence: a respondent's own files, and those that were disclosed to a company."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.evidence.models import DisclosedFile, EvidenceClaim, EvidenceFile
from assessments.responses.models import Disclosure, Response
from assessments.responses.withdrawing import is_withdrawn
from assessments.scope import CompanyScope, SupplierScope


def my_evidence(session: Session, scope: SupplierScope) -> dict[str, list[EvidenceFile]]:
    """Question key → files that stand for its answer in this response, oldest first."""
    found = session.execute(
        select(EvidenceClaim.question, EvidenceFile)
        .join(
            EvidenceFile,
            (EvidenceFile.party_id == EvidenceClaim.party_id)
            & (EvidenceFile.id == EvidenceClaim.evidence_file_id),
        )
        .join(
            Response,
            (Response.party_id == EvidenceClaim.party_id)
            & (Response.id == EvidenceClaim.response_id),
        )
        .where(
            EvidenceClaim.party_id == scope.party_id,
            EvidenceClaim.withdrawn_at.is_(None),
            Response.invitation_id == scope.invitation_id,
        )
        .order_by(EvidenceClaim.claimed_at, EvidenceClaim.id)
    )
    evidence: dict[str, list[EvidenceFile]] = {}
    for question, file in found:
        evidence.setdefault(question, []).append(file)
    return evidence


def my_sent_files(session: Session, scope: SupplierScope, submission_id: int) -> list[EvidenceFile]:
    """The files that came with a sealed submission of the asker's own, oldest first."""
    return list(
        session.scalars(
            select(EvidenceFile)
            .join(
                DisclosedFile,
                (DisclosedFile.party_id == EvidenceFile.party_id)
                & (DisclosedFile.evidence_file_id == EvidenceFile.id),
            )
            .join(Disclosure, _carried())
            .where(
                Disclosure.party_id == scope.party_id,
                Disclosure.invitation_id == scope.invitation_id,
                Disclosure.submission_id == submission_id,
            )
            .order_by(EvidenceFile.uploaded_at, EvidenceFile.id)
        )
    )


def disclosed_file(session: Session, scope: CompanyScope, public_id: UUID) -> EvidenceFile:
    """A file that a sealed submission disclosed to the company. NotFound for any other."""
    found = session.scalar(
        select(EvidenceFile).where(
            EvidenceFile.public_id == public_id,
            select(DisclosedFile.id)
            .join(Disclosure, _carried())
            .where(
                DisclosedFile.company_id == scope.company_id,
                DisclosedFile.party_id == EvidenceFile.party_id,
                DisclosedFile.evidence_file_id == EvidenceFile.id,
                ~is_withdrawn(Disclosure),
            )
            .exists(),
        )
    )
    if found is None:
        raise NotFound
    return found


def disclosed_files(
    session: Session, scope: CompanyScope, disclosure_id: int
) -> list[EvidenceFile]:
    """The files that came with one disclosure to the company, oldest first."""
    return list(
        session.scalars(
            select(EvidenceFile)
            .join(
                DisclosedFile,
                (DisclosedFile.party_id == EvidenceFile.party_id)
                & (DisclosedFile.evidence_file_id == EvidenceFile.id),
            )
            .join(Disclosure, _carried())
            .where(
                DisclosedFile.company_id == scope.company_id,
                DisclosedFile.disclosure_id == disclosure_id,
                ~is_withdrawn(Disclosure),
            )
            .order_by(EvidenceFile.uploaded_at, EvidenceFile.id)
        )
    )


def _carried() -> ColumnElement[bool]:
    """The condition that a file came with the disclosure beside it."""
    same: ColumnElement[bool] = (Disclosure.company_id == DisclosedFile.company_id) & (
        Disclosure.id == DisclosedFile.disclosure_id
    )
    return same
