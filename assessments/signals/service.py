"""Note what was learned of a supplier elsewhere, and take it back when it was wrong."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import Invalid, NotFound
from assessments.ids import Ids, new_public_id
from assessments.parties import queries as parties
from assessments.phrases import Filled, phrase
from assessments.scope import CompanyScope
from assessments.signals.models import Signal
from scoring.canonical import canonical

YES_OR_NO = (
    "listed_entity",
    "recruiter_says_worker_paid",
    "previous_documents_held",
    "previous_documents_action_closed",
)
SHARES = ("worker_survey_fee_share",)


def note_signal(
    session: Session,
    scope: CompanyScope,
    *,
    supplier_id: UUID,
    name: str,
    value: bool | Decimal,
    source: str,
    learned_on: date,
    now: datetime,
    ids: Ids,
) -> Signal:
    """Note a signal with its source. Scores made from now on read it; earlier ones stay.

    Shares lie between 0 and 1. Raises Invalid for an unknown signal, a value of the wrong kind,
    a missing source or a day in the future.
    """
    problems = _problems(name, value, source, learned_on, now.date())
    if problems:
        raise Invalid(problems)
    supplier = parties.supplier(session, scope, supplier_id)
    signal = Signal(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        supplier_id=supplier.id,
        name=name,
        value=canonical(value).decode(),
        source=source,
        learned_on=learned_on,
        noted_by=f"person:{scope.person_id}" if scope.person_id else "system",
        noted_at=now,
    )
    session.add(signal)
    session.flush()
    _record(session, scope, "signal-noted", signal, now)
    return signal


def withdraw_signal(
    session: Session, scope: CompanyScope, *, public_id: UUID, now: datetime
) -> None:
    """Stop reading a signal. Results that read it stay as they are."""
    signal = session.scalar(
        select(Signal).where(Signal.company_id == scope.company_id, Signal.public_id == public_id)
    )
    if signal is None:
        raise NotFound
    signal.withdrawn_at = signal.withdrawn_at or now
    _record(session, scope, "signal-withdrawn", signal, now)


def _problems(
    name: str, value: bool | Decimal, source: str, learned_on: date, today: date
) -> dict[str, str]:
    problems = {}
    if name in YES_OR_NO:
        if not isinstance(value, bool):
            problems["value"] = phrase("This signal is yes or no.")
    elif name in SHARES:
        if isinstance(value, bool) or not 0 <= value <= 1:
            problems["value"] = phrase("Enter a share between 0 and 1, such as 0.05.")
    else:
        problems["name"] = Filled(phrase("There is no signal “{name}”."), name=name)
    if not source.strip():
        problems["source"] = phrase("Say where this was learned.")
    if learned_on > today:
        problems["learned_on"] = phrase("Enter a day that has passed.")
    return problems


def _record(
    session: Session, scope: CompanyScope, kind: str, signal: Signal, now: datetime
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="signal",
        subject_id=signal.id,
        now=now,
        facts={"name": signal.name},
    )
