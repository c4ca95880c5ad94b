"""Set a band by hand, and take it back. The result itself stays as it was computed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import NotFound
from assessments.ids import Ids, new_public_id
from assessments.overrides import rules
from assessments.overrides.models import BandOverride, OverrideWithdrawal
from assessments.results import queries as results
from assessments.scope import CompanyScope


def set_band(
    session: Session,
    scope: CompanyScope,
    *,
    result_id: UUID,
    band: str,
    reason: str,
    by: str,
    expires_on: date,
    now: datetime,
    ids: Ids,
) -> BandOverride:
    """Show another band beside the one of a result, until a day at most twelve months ahead.

    `by` is the name of the person's account. One set earlier for the same result ends with this.
    Raises Invalid without a reason or a name, for the band that the result has, and for a day
    that is past or too far.
    """
    result = results.result(session, scope, result_id)
    rules.check(
        band=band,
        computed=result.band,
        reason=reason,
        by=by,
        expires_on=expires_on,
        on=now.date(),
    )
    override = BandOverride(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        result_id=result.id,
        band=band,
        reason=reason,
        set_by=by,
        set_at=now,
        expires_on=expires_on,
    )
    session.add(override)
    session.flush()
    facts: dict[str, object] = {"band": band, "computed": result.band, "until": str(expires_on)}
    _record(session, scope, "band-set-by-hand", override.id, now, facts)
    return override


def withdraw_band(
    session: Session, scope: CompanyScope, *, public_id: UUID, by: str, now: datetime
) -> None:
    """End a band set by hand before its day. Doing it again does nothing."""
    override = session.scalar(
        select(BandOverride).where(
            BandOverride.company_id == scope.company_id, BandOverride.public_id == public_id
        )
    )
    if override is None:
        raise NotFound
    ended = select(OverrideWithdrawal.id).where(
        OverrideWithdrawal.company_id == override.company_id,
        OverrideWithdrawal.override_id == override.id,
    )
    if session.scalar(ended) is not None:
        return
    session.add(
        OverrideWithdrawal(
            company_id=scope.company_id,
            override_id=override.id,
            withdrawn_by=by,
            withdrawn_at=now,
        )
    )
    session.flush()
    _record(session, scope, "band-by-hand-withdrawn", override.id, now, {})


def _record(
    session: Session,
    scope: CompanyScope,
    kind: str,
    override_id: int,
    now: datetime,
    facts: dict[str, object],
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="band_override",
        subject_id=override_id,
        now=now,
        facts=facts,
    )
