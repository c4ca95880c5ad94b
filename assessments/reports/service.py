"""Ask for report files, and keep them when they were made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.ids import Ids, new_public_id
from assessments.reports.models import ReportFile
from assessments.results import queries as results
from assessments.scope import CompanyScope
from assessments.work.models import Job
from assessments.work.service import enqueue

SUPPLIER_REPORT = "make-supplier-report"
PORTFOLIO_REPORT = "make-portfolio-report"
PORTFOLIO_WORKBOOK = "make-portfolio-workbook"
PORTFOLIO = "portfolio"


def request_supplier_report(
    session: Session,
    scope: CompanyScope,
    *,
    result_id: UUID,
    attach: bool,
    now: datetime,
    ids: Ids,
) -> Job:
    """Have the PDF of a result made, with the documents that prove it inside it or without."""
    result = results.result(session, scope, result_id)
    return enqueue(
        session,
        kind=SUPPLIER_REPORT,
        payload={"result_id": str(result.public_id), "attach": int(attach)},
        company_id=scope.company_id,
        about=about_result(result.id),
        now=now,
        ids=ids,
    )


def request_portfolio(
    session: Session, scope: CompanyScope, *, kind: str, now: datetime, ids: Ids
) -> Job:
    """Have the portfolio's PDF or workbook made; `kind` is one of the two PORTFOLIO_ kinds."""
    if kind not in (PORTFOLIO_REPORT, PORTFOLIO_WORKBOOK):
        raise ValueError(f"{kind} is not made of a portfolio")
    return enqueue(
        session,
        kind=kind,
        payload={},
        company_id=scope.company_id,
        about=PORTFOLIO,
        now=now,
        ids=ids,
    )


def keep_report(
    session: Session,
    scope: CompanyScope,
    *,
    kind: str,
    result_id: int | None,
    stored_name: str,
    sha256: str,
    size: int,
    now: datetime,
    ids: Ids,
) -> ReportFile:
    """Record a file that was made. The same bytes for the same result are kept once."""
    found = session.scalar(
        select(ReportFile).where(
            ReportFile.company_id == scope.company_id,
            ReportFile.kind == kind,
            ReportFile.result_id == result_id
            if result_id is not None
            else ReportFile.result_id.is_(None),
            ReportFile.sha256 == sha256,
        )
    )
    if found is not None:
        return found
    report = ReportFile(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        kind=kind,
        result_id=result_id,
        campaign_id=None,
        stored_name=stored_name,
        sha256=sha256,
        size=size,
        made_at=now,
    )
    session.add(report)
    session.flush()
    record(
        session,
        scope,
        kind="report-made",
        subject_kind="report",
        subject_id=report.id,
        now=now,
        facts={"kind": kind, "sha256": sha256},
    )
    return report


def about_result(result_id: int) -> str:
    """Under which name the jobs of a result are found."""
    return f"result:{result_id}"
