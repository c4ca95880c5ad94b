"""Reads on report files."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.parties.models import Supplier
from assessments.reports.models import ReportFile
from assessments.results.models import Result
from assessments.scope import CompanyScope


def report_file(session: Session, scope: CompanyScope, public_id: UUID) -> ReportFile:
    """One report file of the company. NotFound for any other."""
    found = session.scalar(
        select(ReportFile).where(
            ReportFile.company_id == scope.company_id, ReportFile.public_id == public_id
        )
    )
    if found is None:
        raise NotFound
    return found


def subject(session: Session, scope: CompanyScope, file: ReportFile) -> tuple[str, date] | None:
    """The supplier's name and the day of the result that a file was made of; None for all."""
    row = session.execute(
        select(Supplier.name, Result.scored_on)
        .join(
            Result,
            (Result.company_id == Supplier.company_id) & (Result.supplier_id == Supplier.id),
        )
        .where(Result.company_id == scope.company_id, Result.id == file.result_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def reports_of_result(session: Session, scope: CompanyScope, result_id: int) -> list[ReportFile]:
    """The files that were made of a result, newest first."""
    return _newest_first(session, scope, ReportFile.result_id == result_id)


def portfolio_reports(session: Session, scope: CompanyScope) -> list[ReportFile]:
    """The files that were made of the whole portfolio, newest first."""
    return _newest_first(session, scope, ReportFile.result_id.is_(None))


def _newest_first(
    session: Session, scope: CompanyScope, which: ColumnElement[bool]
) -> list[ReportFile]:
    return list(
        session.scalars(
            select(ReportFile)
            .where(ReportFile.company_id == scope.company_id, which)
            .order_by(ReportFile.made_at.desc(), ReportFile.id.desc())
        )
    )
