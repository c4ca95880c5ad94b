"""Keep papers in order: say until when one is good, and take one away that was never sent."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.campaigns.letters import Letters
from assessments.errors import Invalid, NotFound
from assessments.evidence.expiry import forget_reminders, remind_of_expiry
from assessments.evidence.models import EvidenceClaim, EvidenceFile
from assessments.evidence.papers import my_paper, was_sent
from assessments.ids import Ids
from assessments.phrases import phrase
from assessments.scope import SupplierScope

WAS_SENT = phrase(
    "This paper was sent with answers, so it is kept. You can take it away from new answers."
)


@dataclass(frozen=True)
class PaperDetails:
    """What its owner says of a paper: from when until when it is good, and what it is."""

    issued_on: date | None = None
    expires_on: date | None = None
    summary: str = ""


def describe_paper(
    session: Session,
    scope: SupplierScope,
    *,
    public_id: UUID,
    details: PaperDetails,
    letters: Letters,
    language: str,
    now: datetime,
    ids: Ids,
) -> EvidenceFile:
    """Keep what is said of a paper; its owner is reminded, in that language, before it expires.

    Raises NotFound, for a colleague also where somebody else added the paper, and Invalid for
    days that cannot be.
    """
    _refuse_odd_days(details, now.date())
    paper = _own_paper(session, scope, public_id)
    session.refresh(paper, with_for_update=True)
    expired_on = paper.expires_on
    paper.issued_on, paper.expires_on = details.issued_on, details.expires_on
    paper.summary = details.summary
    session.flush()
    if paper.expires_on != expired_on:
        remind_of_expiry(
            session, scope, paper, letters=letters, language=language, now=now, ids=ids
        )
    _note(session, scope, "evidence-described", paper, now)
    return paper


def delete_paper(session: Session, scope: SupplierScope, *, public_id: UUID, now: datetime) -> str:
    """Delete a paper that was never sent, also from the answers that it stands for.

    Returns the name under which its bytes are stored: remove them when the deletion is committed.
    Raises NotFound, for a colleague also where somebody else added the paper, and Invalid for one
    that was sent.
    """
    paper = _own_paper(session, scope, public_id)
    if was_sent(session, scope, paper):
        raise Invalid({"paper": WAS_SENT})
    _note(session, scope, "evidence-deleted", paper, now)
    forget_reminders(session, scope, paper)
    try:
        session.execute(
            delete(EvidenceClaim).where(
                EvidenceClaim.party_id == scope.party_id,
                EvidenceClaim.evidence_file_id == paper.id,
            )
        )
        session.delete(paper)
        session.flush()
    except IntegrityError as refusal:  # it was sent while this was on its way
        raise Invalid({"paper": WAS_SENT}) from refusal
    return paper.stored_name


def is_own(scope: SupplierScope, paper: EvidenceFile) -> bool:
    """Whether the asker may describe and delete a paper: a colleague only what they added."""
    return scope.colleague_id is None or paper.author == scope.email


def _own_paper(session: Session, scope: SupplierScope, public_id: UUID) -> EvidenceFile:
    paper = my_paper(session, scope, public_id)
    if not is_own(scope, paper):
        raise NotFound
    return paper


def _refuse_odd_days(details: PaperDetails, today: date) -> None:
    problems = {}
    if details.issued_on and details.issued_on > today:
        problems["issued_on"] = phrase(
            "Enter the day on which it was issued. It cannot be after today."
        )
    if details.issued_on and details.expires_on and details.expires_on < details.issued_on:
        problems["expires_on"] = phrase("Enter a last day that is not before the day of issue.")
    if problems:
        raise Invalid(problems)


def _note(
    session: Session, scope: SupplierScope, kind: str, paper: EvidenceFile, now: datetime
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="evidence_file",
        subject_id=paper.id,
        now=now,
        facts={"size": paper.size},
    )
