"""The supplier base by inherent risk, before anything is asked.

The risk depends on country, sector and goods alone. So the database counts the combinations, each
is worked out once, and only the suppliers of one page are read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, get_args

from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from assessments.library import methods
from assessments.library import queries as library
from assessments.parties.models import Supplier
from assessments.parties.names import folded
from assessments.responses.withdrawing import is_withdrawn
from assessments.results.models import Result
from assessments.results.portfolio import (
    PAGE_SIZE,
    UNSTATED,
    SupplierFilter,
    kind_of_supplier,
    sector_of_supplier,
)
from assessments.scope import CompanyScope
from scoring.beforehand import Beforehand, beforehand
from scoring.engine import Scorer
from scoring.ruleset.parts import BANDS, NoReplyTerms

Side = Literal["country", "sector"]
SIDES: tuple[Side, ...] = get_args(Side)
Answered = Literal["no", "yes"]
ANSWERED: tuple[Answered, ...] = get_args(Answered)


@dataclass(frozen=True)
class RiskFilter:
    """Which suppliers are meant. `band` is that of the inherent risk, `sector` may be UNSTATED."""

    search: str = ""
    country: str | None = None
    sector: str | None = None
    band: str | None = None
    answered: Answered | None = None
    page: int = 1


@dataclass(frozen=True)
class Kind:
    """Suppliers of one country, sector and goods, which have one inherent risk."""

    country: str
    sector: str
    goods: str
    suppliers: int
    risk: Beforehand

    @property
    def key(self) -> str:
        """What `kind_of_supplier` gives for each of its suppliers."""
        return f"{self.country}/{self.sector}/{self.goods}"


@dataclass
class Line:
    """Suppliers of one country or one sector: all of them, and how many lie in each band."""

    value: str
    known: bool
    suppliers: int = 0
    bands: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BANDS, 0))


@dataclass(frozen=True)
class RiskRow:
    """A supplier with its inherent risk; `rated` says whether it has a result of its own."""

    supplier: Supplier
    risk: Beforehand
    rated: bool


@dataclass(frozen=True)
class RiskPage:
    """One page of suppliers, the highest inherent risk first.

    `everyone` are the kinds of all suppliers, whatever is searched for, with or without a result as
    the filter says.
    """

    rows: list[RiskRow]
    total: int
    page: int
    pages: int
    everyone: list[Kind]


class Risks:
    """Works out inherent risk by the method of a company; kept from one call to the next."""

    def __init__(self, session: Session, scope: CompanyScope) -> None:
        method = methods.current_method(session, scope)
        self._scorer = library.scorer(
            session,
            questionnaire_version_id=library.questionnaire_versions(session)[0].id,
            ruleset_version_id=method.ruleset_version_id,
            reference_edition_id=method.reference_edition_id,
        )

    @property
    def assumed(self) -> NoReplyTerms:
        """What workforce and recruitment count while nothing is known of them."""
        return self._scorer.ruleset.no_reply

    def of(self, country: str, sector: str | None, goods: str) -> Beforehand:
        """The inherent risk of a country, a sector and goods."""
        return _risk(self._scorer, country, sector or UNSTATED, goods)

    def of_supplier(self, supplier: Supplier) -> Beforehand:
        """The same of what is known of a supplier."""
        return self.of(supplier.country, supplier.sector, supplier.goods)


@lru_cache(maxsize=50_000)
def _risk(scorer: Scorer, country: str, sector: str, goods: str) -> Beforehand:
    return beforehand(scorer.ruleset, scorer.reference, country, sector, goods.split())


def kinds(session: Session, scope: CompanyScope, wanted: RiskFilter) -> list[Kind]:
    """The combinations among the suppliers that are meant, the highest inherent risk first."""
    risks = Risks(session, scope)
    circumstances = (Supplier.country, sector_of_supplier(), Supplier.goods)
    counted = (
        select(*circumstances, func.count()).where(*_meant(scope, wanted)).group_by(*circumstances)
    )
    found = [
        Kind(country, sector, goods, number, risks.of(country, sector, goods))
        for country, sector, goods, number in session.execute(counted)
    ]
    return sorted(among(found, wanted), key=lambda kind: (-kind.risk.tenths, kind.key))


def among(found: Sequence[Kind], wanted: RiskFilter) -> list[Kind]:
    """Those of some kinds that lie in the country, the sector and the band that are meant."""
    return [
        kind
        for kind in found
        if wanted.country in (None, kind.country)
        and wanted.sector in (None, kind.sector)
        and wanted.band in (None, kind.risk.band)
    ]


def lines(found: Sequence[Kind], side: Side) -> list[Line]:
    """How many suppliers of each country, or of each sector, lie in each band; worst first."""
    by_value: dict[str, Line] = {}
    for kind in found:
        value = kind.country if side == "country" else kind.sector
        known = kind.risk.country_known if side == "country" else kind.risk.sector_known
        line = by_value.setdefault(value, Line(value, known))
        line.suppliers += kind.suppliers
        line.bands[kind.risk.band] += kind.suppliers
    worst = tuple(reversed(BANDS))
    return sorted(
        by_value.values(), key=lambda line: ([-line.bands[band] for band in worst], line.value)
    )


def suppliers_by_risk(session: Session, scope: CompanyScope, wanted: RiskFilter) -> RiskPage:
    """One page of the suppliers that are meant, and the kinds of all."""
    everyone = kinds(session, scope, RiskFilter(answered=wanted.answered))
    found = kinds(session, scope, wanted) if wanted.search else among(everyone, wanted)
    total = sum(kind.suppliers for kind in found)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    rows = _rows(session, scope, wanted, found, (page - 1) * PAGE_SIZE)
    return RiskPage(rows, total, page, pages, everyone)


def _rows(
    session: Session, scope: CompanyScope, wanted: RiskFilter, found: Sequence[Kind], offset: int
) -> list[RiskRow]:
    shown, skipped = _on_page(found, offset)
    if not shown:
        return []
    ranks = {kind.key: rank for rank, kind in enumerate(shown)}
    rows = session.execute(
        select(Supplier, _rated())
        .where(*_meant(scope, wanted), kind_of_supplier().in_(list(ranks)))
        .order_by(case(ranks, value=kind_of_supplier()), Supplier.name_folded, Supplier.id)
        .limit(PAGE_SIZE)
        .offset(skipped)
    )
    risk_of = {kind.key: kind.risk for kind in shown}
    return [RiskRow(row[0], risk_of[_key(row[0])], row[1]) for row in rows]


def _on_page(found: Sequence[Kind], offset: int) -> tuple[list[Kind], int]:
    """The kinds that a page from this offset shows, and how many of the first are before it."""
    shown: list[Kind] = []
    skipped = before = 0
    for kind in found:
        after = before + kind.suppliers
        if after > offset and before < offset + PAGE_SIZE:
            if not shown:
                skipped = offset - before
            shown.append(kind)
        before = after
    return shown, skipped


def resolved(session: Session, scope: CompanyScope, wanted: SupplierFilter) -> SupplierFilter:
    """The filter with the kinds of suppliers that its band of inherent risk means."""
    if not wanted.inherent:
        return wanted
    meant = kinds(session, scope, RiskFilter(band=wanted.inherent))
    return replace(wanted, kinds=tuple(kind.key for kind in meant))


def _key(supplier: Supplier) -> str:
    return f"{supplier.country}/{supplier.sector or UNSTATED}/{supplier.goods}"


def _meant(scope: CompanyScope, wanted: RiskFilter) -> Iterator[ColumnElement[bool]]:
    yield Supplier.company_id == scope.company_id
    yield Supplier.archived_at.is_(None)
    if wanted.search.strip():
        yield Supplier.name_folded.contains(folded(wanted.search), autoescape=True)
    if wanted.country:
        yield Supplier.country == wanted.country
    if wanted.sector:
        yield sector_of_supplier() == wanted.sector
    if wanted.answered:
        yield _rated() if wanted.answered == "yes" else ~_rated()


def _rated() -> ColumnElement[bool]:
    newer = aliased(Result)
    of_supplier = and_(Result.company_id == Supplier.company_id, Result.supplier_id == Supplier.id)
    overtaken = exists().where(
        newer.company_id == Result.company_id,
        newer.supplier_id == Result.supplier_id,
        newer.submission_id > Result.submission_id,
    )
    taken_back = exists().where(of_supplier, is_withdrawn(Result), ~overtaken)
    return exists().where(of_supplier) & ~taken_back
