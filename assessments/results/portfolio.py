"""The company's list of suppliers with what is known of each. All of it done in the database."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from assessments.parties.models import Supplier
from assessments.parties.names import folded
from assessments.results.models import Result
from assessments.scope import CompanyScope

PAGE_SIZE = 50
UNRATED = "unrated"


@dataclass(frozen=True)
class SupplierFilter:
    """What a list of suppliers shows. `sort` is one of SORTS, with `-` before it to turn round."""

    search: str = ""
    country: str | None = None
    band: str | None = None
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True)
class SupplierRow:
    """One line of the list: a supplier and its newest result, if it has one."""

    supplier: Supplier
    result: Result | None


@dataclass(frozen=True)
class SupplierPage:
    """One page of the list. `total` counts every supplier that the filter lets through."""

    rows: list[SupplierRow]
    total: int
    page: int
    pages: int


SORTS: dict[str, Any] = {
    "name": Supplier.name_folded,
    "country": Supplier.country,
    "headline": func.coalesce(Result.headline_tenths, -1),
    "confidence": func.coalesce(Result.confidence_tenths, -1),
    "added": Supplier.created_at,
}


def suppliers(session: Session, scope: CompanyScope, wanted: SupplierFilter) -> SupplierPage:
    """One page of suppliers with their newest results."""
    chosen = _filtered(scope, wanted)
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    rows = session.execute(
        chosen.order_by(*_order(wanted.sort)).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    )
    return SupplierPage(
        rows=[SupplierRow(row[0], row[1]) for row in rows],
        total=total,
        page=page,
        pages=pages,
    )


def _filtered(scope: CompanyScope, wanted: SupplierFilter) -> Select[Supplier, Result]:
    newer = aliased(Result)
    newest = (
        select(func.max(newer.id))
        .where(newer.company_id == Supplier.company_id, newer.supplier_id == Supplier.id)
        .scalar_subquery()
    )
    chosen = (
        select(Supplier, Result)
        .outerjoin(
            Result,
            and_(Result.company_id == Supplier.company_id, Result.id == newest),
        )
        .where(Supplier.company_id == scope.company_id, Supplier.archived_at.is_(None))
    )
    if wanted.search.strip():
        chosen = chosen.where(_matches(wanted.search))
    if wanted.country:
        chosen = chosen.where(Supplier.country == wanted.country)
    if wanted.band:
        chosen = chosen.where(
            Result.id.is_(None) if wanted.band == UNRATED else Result.band == wanted.band
        )
    return chosen


def _matches(search: str) -> ColumnElement[bool]:
    typed = folded(search)
    return Supplier.name_folded.contains(typed, autoescape=True) | func.lower(
        Supplier.reference
    ).contains(typed, autoescape=True)


def _order(sort: str) -> list[Any]:
    column = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return [column.desc() if sort.startswith("-") else column.asc(), Supplier.id.asc()]
