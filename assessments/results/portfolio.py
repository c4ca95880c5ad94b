"""The company's list of suppliers with what is known of each. All of it done in the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased, defer
from sqlalchemy.sql.base import ExecutableOption

from assessments.library import queries as library
from assessments.parties.models import Supplier
from assessments.parties.names import folded
from assessments.responses.withdrawing import is_withdrawn
from assessments.results.models import Result, ResultIndicator, ResultRule
from assessments.results.standing import standing_first
from assessments.scope import CompanyScope

PAGE_SIZE = 50
UNRATED = "unrated"
UNSTATED = "unstated"
HIGH_TENTHS = 500


@dataclass(frozen=True)
class SupplierFilter:
    """What a list of suppliers shows. `sort` is one of SORTS, with `-` before it to turn round.

    `sign` is the severity (Z, R, M, L, U) of the strongest finding in the newest result, `rule` one
    that fired in it, `indicator` one whose residual in it is HIGH_TENTHS or more. `inherent` is the
    band of the inherent risk; `by_risk.resolved` finds the `kinds` of suppliers that it means.
    """

    search: str = ""
    country: str | None = None
    sector: str | None = None
    band: str | None = None
    sign: str | None = None
    rule: str | None = None
    indicator: str | None = None
    inherent: str | None = None
    kinds: tuple[str, ...] | None = None
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True)
class SupplierRow:
    """One line of the list: a supplier and its newest result, if it has one.

    Of the result only what lists show was read: its document and inputs are not there.
    """

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
    chosen = _filtered(session, scope, wanted)
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    rows = session.execute(
        chosen.options(*without_documents())
        .order_by(*_order(wanted.sort))
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return SupplierPage(
        rows=[SupplierRow(row[0], row[1]) for row in rows],
        total=total,
        page=page,
        pages=pages,
    )


def matching_suppliers(session: Session, scope: CompanyScope, wanted: SupplierFilter) -> list[UUID]:
    """The public id of every supplier that the filter lets through, in its order."""
    chosen = _filtered(session, scope, wanted).order_by(*_order(wanted.sort))
    return list(session.scalars(chosen.with_only_columns(Supplier.public_id)))


def count_suppliers(session: Session, scope: CompanyScope, wanted: SupplierFilter) -> int:
    """How many suppliers the filter lets through."""
    chosen = _filtered(session, scope, wanted).subquery()
    return session.scalar(select(func.count()).select_from(chosen)) or 0


def without_documents() -> list[ExecutableOption]:
    """For lists: results without the texts that make up nearly all of their size."""
    texts = (Result.document, Result.inputs)
    return [defer(text, raiseload=True) for text in texts]


def band_counts(session: Session, scope: CompanyScope) -> dict[str, int]:
    """How many suppliers lie in each band by their newest result; UNRATED for those without."""
    band = func.coalesce(Result.band, UNRATED)
    rows = session.execute(
        select(band, func.count())
        .select_from(Supplier)
        .outerjoin(Result, newest_result())
        .where(Supplier.company_id == scope.company_id, Supplier.archived_at.is_(None))
        .group_by(band)
    )
    return {row[0]: row[1] for row in rows}


def _filtered(
    session: Session, scope: CompanyScope, wanted: SupplierFilter
) -> Select[Supplier, Result]:
    chosen = (
        select(Supplier, Result)
        .outerjoin(Result, newest_result())
        .where(Supplier.company_id == scope.company_id, Supplier.archived_at.is_(None))
    )
    if wanted.search.strip():
        chosen = chosen.where(_matches(wanted.search))
    if wanted.sign:
        chosen = chosen.where(_strongest_is(session, wanted.sign))
    return chosen.where(*_in_groups(wanted))


def _in_groups(wanted: SupplierFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.country:
        yield Supplier.country == wanted.country
    if wanted.sector:
        yield sector_of_supplier() == wanted.sector
    if wanted.kinds is not None:
        # Written into the statement: there may be more of them than it takes parameters.
        yield kind_of_supplier().in_(
            bindparam("kinds", wanted.kinds, expanding=True, literal_execute=True)
        )
    if wanted.band:
        yield Result.id.is_(None) if wanted.band == UNRATED else Result.band == wanted.band
    if wanted.rule:
        yield exists().where(of_result(ResultRule), ResultRule.rule == wanted.rule)
    if wanted.indicator:
        yield exists().where(
            of_result(ResultIndicator),
            ResultIndicator.indicator == wanted.indicator,
            ResultIndicator.residual_tenths >= HIGH_TENTHS,
        )


def kind_of_supplier() -> ColumnElement[str]:
    """Country, sector and goods of a supplier as one text, on which its inherent risk depends."""
    return Supplier.country + "/" + sector_of_supplier() + "/" + Supplier.goods


def sector_of_supplier() -> ColumnElement[str]:
    """The sector of a supplier, UNSTATED where the company has not said it."""
    return func.coalesce(Supplier.sector, UNSTATED)


def of_result(mark: type[ResultRule] | type[ResultIndicator]) -> ColumnElement[bool]:
    """The condition that a mark is of the result beside it."""
    return and_(mark.company_id == Result.company_id, mark.result_id == Result.id)


def newest_result() -> ColumnElement[bool]:
    """The condition that a result is the one that counts today of the supplier beside it.

    Where the supplier took its newest answers back, none does.
    """
    return and_(
        Result.company_id == Supplier.company_id,
        Result.id == _newest_result_id(),
        ~is_withdrawn(Result),
    )


def _newest_result_id() -> ScalarSelect[int]:
    newer = aliased(Result)
    return (
        select(newer.id)
        .where(newer.company_id == Supplier.company_id, newer.supplier_id == Supplier.id)
        .order_by(*standing_first(newer))
        .limit(1)
        .scalar_subquery()
    )


def _matches(search: str) -> ColumnElement[bool]:
    typed = folded(search)
    return Supplier.name_folded.contains(typed, autoescape=True) | func.lower(
        Supplier.reference
    ).contains(typed, autoescape=True)


def _strongest_is(session: Session, severity: str) -> ColumnElement[bool]:
    """Findings stand worst first, so that the strongest one tells whether there is one like it.

    A sign that was not cleared counts as well.
    """
    return or_(
        *(
            and_(
                Result.ruleset_version_id == version,
                Result.strongest_finding.in_(rules) | Result.strongest_not_cleared.in_(rules),
            )
            for version, rules in library.rules_of_severity(session, severity).items()
        ),
        Result.id.in_([]),
    )


def _order(sort: str) -> list[Any]:
    column = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return [column.desc() if sort.startswith("-") else column.asc(), Supplier.id.asc()]
