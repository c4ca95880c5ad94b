"""Ask for report files, and keep them when they were made."""

from collections.abc import Mapping
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
from assessments.work.queries import jobs_about
from assessments.work.service import enqueue, retry_job

SUPPLIER_REPORT = "make-supplier-report"
PORTFOLIO_REPORT = "make-portfolio-report"
PORTFOLIO_WORKBOOK = "make-portfolio-workbook"
PORTFOLIO = "portfolio"

BARE_SUPPLIER_REPORT = "make-bare-supplier-report"
"""The kind of a supplier's report file that carries no attachments; the same job makes it."""


def request_supplier_report(
    session: Session,
    scope: CompanyScope,
    *,
    result_id: UUID,
    attach: bool,
    now: datetime,
    ids: Ids,
) -> Job:
    """Have the PDF of a result made, with the documents that prove it inside it or without.

    Asking again while it is not done starts no second job; a failed one starts over.
    """
    result = results.result(session, scope, result_id)
    payload: dict[str, str | int] = {"result_id": str(result.public_id), "attach": int(attach)}
    about = about_result(result.id)
    return _request(session, scope, SUPPLIER_REPORT, payload, about, now, ids)


def request_portfolio(
    session: Session, scope: CompanyScope, *, kind: str, now: datetime, ids: Ids
) -> Job:
    """Have the portfolio's PDF or workbook made; `kind` is one of the two PORTFOLIO_ kinds.

    Asking again while it is not done starts no second job; a failed one starts over.
    """
    if kind not in (PORTFOLIO_REPORT, PORTFOLIO_WORKBOOK):
        raise ValueError(f"{kind} is not made of a portfolio")
    return _request(session, scope, kind, {}, PORTFOLIO, now, ids)


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


def _request(
    session: Session,
    scope: CompanyScope,
    kind: str,
    payload: Mapping[str, str | int],
    about: str,
    now: datetime,
    ids: Ids,
) -> Job:
    for job in jobs_about(session, scope, about):
        if job.kind == kind and job.details() == payload and job.state != "done":
            failed = job.state == "failed"
            return retry_job(session, scope, public_id=job.public_id, now=now) if failed else job
    return enqueue(
        session,
        kind=kind,
        payload=payload,
        company_id=scope.company_id,
        about=about,
        now=now,
        ids=ids,
    )


def about_result(result_id: int) -> str:
    """Under which name the jobs of a result are found."""
    return f"result:{result_id}"
