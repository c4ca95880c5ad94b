"""Reads on signals."""

import json
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.scope import CompanyScope
from assessments.signals.models import Signal


def signals_of_supplier(session: Session, scope: CompanyScope, supplier_id: int) -> list[Signal]:
    """Every signal that counts for a supplier, oldest first."""
    return list(
        session.scalars(
            select(Signal)
            .where(
                Signal.company_id == scope.company_id,
                Signal.supplier_id == supplier_id,
                Signal.withdrawn_at.is_(None),
            )
            .order_by(Signal.learned_on, Signal.id)
        )
    )


def signal_of_supplier(
    session: Session, scope: CompanyScope, supplier_id: int, public_id: UUID
) -> Signal:
    """One signal of a supplier, withdrawn or not. NotFound for any other."""
    found = session.scalar(
        select(Signal).where(
            Signal.company_id == scope.company_id,
            Signal.supplier_id == supplier_id,
            Signal.public_id == public_id,
        )
    )
    if found is None:
        raise NotFound
    return found


def signal_values(
    session: Session, scope: CompanyScope, supplier_id: int
) -> dict[str, bool | Decimal]:
    """Signal name → the newest value, as the engine reads it."""
    return {
        signal.name: _value(signal.value)
        for signal in signals_of_supplier(session, scope, supplier_id)
    }


def _value(text: str) -> bool | Decimal:
    value = json.loads(text)
    return value if isinstance(value, bool) else Decimal(value)
