"""The files that were made of a result, and the jobs that make them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from assessments.reports import queries as reports
from assessments.reports.models import ReportFile
from assessments.reports.service import PORTFOLIO, about_result
from assessments.results.models import Result
from assessments.scope import CompanyScope
from assessments.work import queries as work
from assessments.work.models import Job


@dataclass(frozen=True)
class Made:
    """Files that are there, and jobs that are not done."""

    files: list[ReportFile]
    unfinished: list[Job]

    @property
    def running(self) -> bool:
        """Whether something is still being made."""
        return any(job.state != "failed" for job in self.unfinished)


def made_of(session: Session, scope: CompanyScope, result: Result) -> dict[str, Any]:
    """What was made of a result, and is being made."""
    files = reports.reports_of_result(session, scope, result.id)
    return {"made": Made(files, _unfinished(session, scope, about_result(result.id)))}


def made_of_portfolio(session: Session, scope: CompanyScope) -> dict[str, Any]:
    """What was made of the whole portfolio, and is being made."""
    files = reports.portfolio_reports(session, scope)
    return {"made": Made(files, _unfinished(session, scope, PORTFOLIO))}


def _unfinished(session: Session, scope: CompanyScope, about: str) -> list[Job]:
    return [job for job in work.jobs_about(session, scope, about) if job.state != "done"]
