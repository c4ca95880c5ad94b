"""The portfolio in groups: how many suppliers of each lie in which band. Done in the database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from assessments.parties.models import Supplier
from assessments.results.models import Result, ResultIndicator, ResultRule
from assessments.results.portfolio import (
    HIGH_TENTHS,
    UNRATED,
    UNSTATED,
    newest_result,
)
from assessments.results.standing import standing_results
from assessments.scope import CompanyScope

Dimension = Literal["country", "sector", "band", "indicator", "rule"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)


@dataclass
class Group:
    """Suppliers with something in common: all of them, those in each band, the worst headline.

    A supplier counts by its newest result. It lies in the group of a rule that fired there, and
    of an indicator whose residual is high or critical there; so in several of them, or in none.
    """

    value: str
    suppliers: int = 0
    bands: dict[str, int] = field(default_factory=dict)
    worst_tenths: int | None = None


def groups(session: Session, scope: CompanyScope, dimension: Dimension) -> list[Group]:
    """The groups of a dimension, those with the most critical and high suppliers first."""
    found: dict[str, Group] = {}
    for value, band, number, worst in session.execute(_counted(scope, dimension)):
        group = found.setdefault(value, Group(value))
        group.suppliers += number
        group.bands[band] = number
        if worst is not None:
            group.worst_tenths = max(worst, group.worst_tenths or 0)
    return sorted(found.values(), key=_worst_first)


def residuals(
    session: Session, scope: CompanyScope, *, indicator: str, results: Collection[int]
) -> dict[int, int]:
    """Result → its residual for an indicator, in tenths."""
    rows = session.execute(
        select(ResultIndicator.result_id, ResultIndicator.residual_tenths).where(
            ResultIndicator.company_id == scope.company_id,
            ResultIndicator.indicator == indicator,
            ResultIndicator.result_id.in_(results),
        )
    )
    return {row[0]: row[1] for row in rows}


def _counted(scope: CompanyScope, dimension: Dimension) -> Select[str, str, int, int]:
    match dimension:
        case "country":
            return _by_supplier(scope, Supplier.country.expression)
        case "sector":
            return _by_supplier(scope, func.coalesce(Supplier.sector, UNSTATED))
        case "band":
            return _by_supplier(scope, func.coalesce(Result.band, UNRATED))
        case "indicator":
            high = ResultIndicator.residual_tenths >= HIGH_TENTHS
            return _by_mark(scope, ResultIndicator, ResultIndicator.indicator.expression).where(
                high
            )
        case "rule":
            return _by_mark(scope, ResultRule, ResultRule.rule.expression)


def _by_supplier(scope: CompanyScope, value: ColumnElement[str]) -> Select[str, str, int, int]:
    band = func.coalesce(Result.band, UNRATED)
    return (
        select(value, band, func.count(), func.max(Result.headline_tenths))
        .select_from(Supplier)
        .outerjoin(Result, newest_result())
        .where(Supplier.company_id == scope.company_id, Supplier.archived_at.is_(None))
        .group_by(value, band)
    )


def _by_mark(
    scope: CompanyScope, mark: type[ResultRule] | type[ResultIndicator], value: ColumnElement[str]
) -> Select[str, str, int, int]:
    counts = standing_results(scope)
    return (
        select(value, counts.c.band, func.count(), func.max(counts.c.headline_tenths))
        .select_from(counts)
        .join(Supplier, Supplier.id == counts.c.supplier_id)
        .join(mark, (mark.company_id == counts.c.company_id) & (mark.result_id == counts.c.id))
        .where(Supplier.archived_at.is_(None))
        .group_by(value, counts.c.band)
    )


def _worst_first(group: Group) -> tuple[int, int, int, str]:
    critical, high = group.bands.get("critical", 0), group.bands.get("high", 0)
    return (-critical, -high, -(group.worst_tenths or 0), group.value)
