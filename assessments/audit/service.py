"""Record what happened."""

from datetime import datetime

from sqlalchemy.orm import Session

from assessments.audit.models import Event
from assessments.scope import CompanyScope, InstanceScope, LinkScope, ProgrammeScope, SupplierScope
from scoring.canonical import canonical

Scope = CompanyScope | SupplierScope | LinkScope | ProgrammeScope | InstanceScope


def record(
    session: Session,
    scope: Scope,
    *,
    kind: str,
    subject_kind: str,
    subject_id: int | None,
    now: datetime,
    facts: dict[str, object] | None = None,
    party_id: int | None = None,
) -> None:
    """Add one event in the same transaction as the change that it tells of.

    `kind` is in the past tense (`campaign-sent`). `facts` holds no names, addresses or answers.
    """
    session.add(
        Event(
            company_id=getattr(scope, "company_id", None),
            party_id=getattr(scope, "party_id", party_id),
            programme_id=getattr(scope, "programme_id", None),
            kind=kind,
            subject_kind=subject_kind,
            subject_id=subject_id,
            actor=_actor(scope),
            facts=canonical(facts or {}).decode(),
            at=now,
        )
    )


def _actor(scope: Scope) -> str:
    match scope:
        case SupplierScope(colleague_id=int(colleague)) | LinkScope(colleague_id=int(colleague)):
            return f"colleague:{colleague}"
        case SupplierScope():
            return f"party:{scope.party_id}"
        case LinkScope():
            return f"invitation:{scope.invitation_id}"
        case _:
            return f"person:{scope.person_id}" if scope.person_id else "system"
