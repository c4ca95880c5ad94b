"""Reads on report files."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from assessments.errors import NotFound
from assessments.reports.models import ReportFile
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
