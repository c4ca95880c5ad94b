"""Reads on bands set by hand."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.overrides import rules
from assessments.overrides.models import BandOverride, OverrideWithdrawal
from assessments.overrides.rules import ByHand
from assessments.results.models import Result
from assessments.scope import CompanyScope


def set_by_hand(session: Session, scope: CompanyScope) -> list[ByHand]:
    """Every band that was ever set by hand in this company, oldest first."""
    rows = session.execute(
        select(BandOverride, OverrideWithdrawal, Result.supplier_id)
        .join(
            Result,
            (Result.company_id == BandOverride.company_id) & (Result.id == BandOverride.result_id),
        )
        .outerjoin(
            OverrideWithdrawal,
            (OverrideWithdrawal.company_id == BandOverride.company_id)
            & (OverrideWithdrawal.override_id == BandOverride.id),
        )
        .where(BandOverride.company_id == scope.company_id)
        .order_by(BandOverride.id)
    )
    return [_by_hand(row[0], row[1], row[2]) for row in rows]


def in_force(session: Session, scope: CompanyScope, on: date) -> dict[int, ByHand]:
    """Result → the band set by hand that holds on a day."""
    return rules.in_force(set_by_hand(session, scope), on)


def _by_hand(row: BandOverride, end: OverrideWithdrawal | None, supplier_id: int) -> ByHand:
    return ByHand(
        public_id=row.public_id,
        result_id=row.result_id,
        supplier_id=supplier_id,
        band=row.band,
        reason=row.reason,
        set_by=row.set_by,
        set_at=row.set_at,
        expires_on=row.expires_on,
        withdrawn_by=end.withdrawn_by if end else None,
        withdrawn_at=end.withdrawn_at if end else None,
    )
