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
    of_result,
)
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
    value, mark = _value(dimension)
    band = func.coalesce(Result.band, UNRATED)
    counted = (
        select(value, band, func.count(), func.max(Result.headline_tenths))
        .select_from(Supplier)
        .where(Supplier.company_id == scope.company_id, Supplier.archived_at.is_(None))
        .group_by(value, band)
    )
    if mark is None:
        return counted.outerjoin(Result, newest_result())
    counted = counted.join(Result, newest_result()).join(mark, of_result(mark))
    if mark is ResultIndicator:
        counted = counted.where(ResultIndicator.residual_tenths >= HIGH_TENTHS)
    return counted


def _value(
    dimension: Dimension,
) -> tuple[ColumnElement[str], type[ResultRule] | type[ResultIndicator] | None]:
    """What the suppliers of a group have in common, and the marks that it is read from."""
    match dimension:
        case "country":
            return Supplier.country.expression, None
        case "sector":
            return func.coalesce(Supplier.sector, UNSTATED), None
        case "band":
            return func.coalesce(Result.band, UNRATED), None
        case "indicator":
            return ResultIndicator.indicator.expression, ResultIndicator
        case "rule":
            return ResultRule.rule.expression, ResultRule


def _worst_first(group: Group) -> tuple[int, int, int, str]:
    critical, high = group.bands.get("critical", 0), group.bands.get("high", 0)
    return (-critical, -high, -(group.worst_tenths or 0), group.value)
