"""What a programme's staff see: their own register and their own log, nothing of anyone else."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Label, Select, func, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.parties.names import folded
from assessments.programmes.models import Activity, EngagedCompany, Programme
from assessments.scope import ProgrammeScope

PAGE_SIZE = 50


@dataclass(frozen=True)
class RegisterFilter:
    """What the register shows. `sort` is one of SORTS, with `-` before it to turn round."""

    search: str = ""
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True)
class RegisterRow:
    """A company and the day of the last activity with it; None when there was none yet."""

    company: EngagedCompany
    last_contacted_on: date | None


@dataclass(frozen=True)
class RegisterPage:
    """One page of the register. `total` counts every company that the search finds."""

    rows: list[RegisterRow]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class ActivityPage:
    """One page of what was done with a company, newest first."""

    rows: list[Activity]
    total: int
    page: int
    pages: int


def programme(session: Session, scope: ProgrammeScope) -> Programme:
    """The programme of the scope."""
    return session.get_one(Programme, scope.programme_id)


def register(session: Session, scope: ProgrammeScope, wanted: RegisterFilter) -> RegisterPage:
    """One page of the companies that the programme engages.

    Sorted by `last_contacted`, those never contacted come first: they wait longest.
    """
    last = _last_contacted(scope)
    chosen = select(EngagedCompany, last).where(*_found(scope, wanted.search))
    total, page, pages = _measure(session, chosen, wanted.page)
    ordered = chosen.order_by(*_order(wanted.sort, last)).limit(PAGE_SIZE)
    rows = session.execute(ordered.offset((page - 1) * PAGE_SIZE))
    return RegisterPage([RegisterRow(company, on) for company, on in rows], total, page, pages)


def engaged_company(session: Session, scope: ProgrammeScope, public_id: UUID) -> EngagedCompany:
    """One company of the programme's register. NotFound for any other."""
    found = session.scalar(
        select(EngagedCompany).where(
            EngagedCompany.programme_id == scope.programme_id,
            EngagedCompany.public_id == public_id,
        )
    )
    if found is None:
        raise NotFound
    return found


def activities(
    session: Session, scope: ProgrammeScope, company: EngagedCompany, page: int = 1
) -> ActivityPage:
    """One page of what the programme did with a company, newest first."""
    chosen = select(Activity).where(
        Activity.programme_id == scope.programme_id, Activity.engaged_company_id == company.id
    )
    total, page, pages = _measure(session, chosen, page)
    newest_first = chosen.order_by(Activity.happened_on.desc(), Activity.id.desc())
    rows = session.scalars(newest_first.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return ActivityPage(list(rows), total, page, pages)


def last_contacted_on(
    session: Session, scope: ProgrammeScope, company: EngagedCompany
) -> date | None:
    """The day of the last activity with a company; None when there was none yet."""
    return session.scalar(
        select(func.max(Activity.happened_on)).where(
            Activity.programme_id == scope.programme_id, Activity.engaged_company_id == company.id
        )
    )


def _last_contacted(scope: ProgrammeScope) -> Label[Any]:
    return (
        select(func.max(Activity.happened_on))
        .where(
            Activity.programme_id == scope.programme_id,
            Activity.engaged_company_id == EngagedCompany.id,
        )
        .correlate(EngagedCompany)
        .scalar_subquery()
        .label("last_contacted_on")
    )


def _found(scope: ProgrammeScope, search: str) -> list[ColumnElement[bool]]:
    conditions = [
        EngagedCompany.programme_id == scope.programme_id,
        EngagedCompany.archived_at.is_(None),
    ]
    if typed := folded(search):
        conditions.append(EngagedCompany.search_text.contains(typed, autoescape=True))
    return conditions


def _order(sort: str, last: Label[Any]) -> list[Any]:
    columns: dict[str, ColumnElement[Any]] = {
        "name": EngagedCompany.name_folded.expression,
        "country": EngagedCompany.country.expression,
        "last_contacted": last,
    }
    column = columns.get(sort.removeprefix("-"), columns["name"])
    turned = column.desc().nulls_last() if sort.startswith("-") else column.asc().nulls_first()
    return [turned, EngagedCompany.name_folded, EngagedCompany.id]


def _measure(session: Session, chosen: Select[*tuple[Any, ...]], page: int) -> tuple[int, int, int]:
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    return total, min(max(1, page), pages), pages
