"""Make report files: read, draw without a transaction, keep."""

import hashlib
from uuid import UUID

from assessments.evidence.store import FOR_OWN_FILES, FileStore
from assessments.reports import gathering
from assessments.reports.service import (
    BARE_SUPPLIER_REPORT,
    PORTFOLIO_REPORT,
    PORTFOLIO_WORKBOOK,
    SUPPLIER_REPORT,
    keep_report,
)
from assessments.results import queries as results
from webapp.documents.portfolio import render_portfolio
from webapp.documents.supplier import render_supplier_report
from webapp.documents.workbook import render_workbook
from webapp.jobs.context import JobContext
from webapp.jobs.registry import handler


@handler(SUPPLIER_REPORT)
def make_supplier_report(work: JobContext) -> None:
    """The PDF of one result."""
    with work.database.reading(work.scope) as session:
        result = results.result(session, work.scope, UUID(work.payload["result_id"]))
        report = gathering.gather_supplier_report(session, work.scope, result, work.now().date())
    work.progress(1, 2)
    attach = bool(work.payload["attach"])
    kind = SUPPLIER_REPORT if attach else BARE_SUPPLIER_REPORT
    _keep(work, kind, render_supplier_report(report, attach=attach), result.id)


@handler(PORTFOLIO_REPORT)
def make_portfolio_report(work: JobContext) -> None:
    """The PDF of everything that the company asked."""
    on = work.now().date()
    with work.database.reading(work.scope) as session:
        portfolio = gathering.gather_portfolio(session, work.scope, on)
    work.progress(1, 2)
    _keep(work, work.kind, render_portfolio(gathering.report_of(portfolio, on)), None)


@handler(PORTFOLIO_WORKBOOK)
def make_portfolio_workbook(work: JobContext) -> None:
    """The workbook of everything that the company asked."""
    on = work.now().date()
    with work.database.reading(work.scope) as session:
        portfolio = gathering.gather_portfolio(session, work.scope, on)
    work.progress(1, 2)
    _keep(work, work.kind, render_workbook(gathering.workbook_of(portfolio, on)), None)


def _keep(work: JobContext, kind: str, data: bytes, result_id: int | None) -> None:
    store = FileStore(work.settings.reports, reserve=FOR_OWN_FILES)
    name = store.put(data, work.ids)
    with work.database.writing(work.scope) as session:
        kept = keep_report(
            session,
            work.scope,
            kind=kind,
            result_id=result_id,
            stored_name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            now=work.now(),
            ids=work.ids,
        )
    if kept.stored_name != name:
        store.remove(name)
    work.progress(2, 2)
