"""Reports: having them made as jobs, seeing them made, and downloading them."""

import io
import re
from datetime import date
from uuid import UUID

from flask import Response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import UnprocessableEntity

from assessments.evidence.store import FileStore
from assessments.reports import queries, service
from assessments.reports.bundle import bundle_of
from assessments.reports.reading import reading
from assessments.scope import CompanyScope
from scoring.canonical import canonical
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now
from webapp.company.blueprint import blueprint
from webapp.company.making import made_of_portfolio
from webapp.company.schemas import PortfolioForm, ReportForm
from webapp.instance import instance

MEDIA_TYPES = {
    service.PORTFOLIO_WORKBOOK: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    )
}
PDF = ("application/pdf", "pdf")


@blueprint.get("/reports")
@access("report:read", scope=CompanyScope)
def reports() -> ResponseReturnValue:
    """What was made of the whole portfolio, and what is being made."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        made = made_of_portfolio(session, scope)
    return render_template("company/reports.html", **made)


@blueprint.post("/reports")
@access("report:write", scope=CompanyScope)
def report_make_portfolio() -> ResponseReturnValue:
    """Have the report or the workbook of all suppliers made."""
    form = forms.read(PortfolioForm)
    if form.problems:
        raise UnprocessableEntity
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        service.request_portfolio(session, scope, kind=form.values["kind"], now=now(), ids=ids())
    return redirect(url_for("company.reports"), 303)


@blueprint.post("/results/<uuid:result>/reports")
@access("report:write", scope=CompanyScope)
def report_make(result: UUID) -> ResponseReturnValue:
    """Have the PDF of a result made."""
    form = forms.read(ReportForm)
    if form.problems:
        raise UnprocessableEntity
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        service.request_supplier_report(
            session,
            scope,
            result_id=result,
            attach=form.values["attach"] == "yes",
            now=now(),
            ids=ids(),
        )
    return redirect(url_for("company.result", result=result, _anchor="files"), 303)


@blueprint.get("/reports/<uuid:public_id>")
@access("report:read", scope=CompanyScope)
def report_file(public_id: UUID) -> Response:
    """A file that was made, to be saved."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        file = queries.report_file(session, scope, public_id)
        subject = queries.subject(session, scope, file)
    media_type, ending = MEDIA_TYPES.get(file.kind, PDF)
    store = FileStore(instance().settings.reports)
    response = send_file(
        store.open(file.stored_name),
        mimetype=media_type,
        as_attachment=True,
        download_name=f"{_name(subject, file.made_at.date())}.{ending}",
        etag=False,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@blueprint.get("/results/<uuid:result>/result.json")
@access("report:read", scope=CompanyScope)
def result_download(result: UUID) -> Response:
    """A result with everything that it was made from, so that `verify` can compute it again."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = reading(session, scope, result)
        name = _name((found.supplier.name, found.result.scored_on), found.result.scored_on)
        content = canonical(bundle_of(found.material).document())
    return send_file(
        io.BytesIO(content),
        mimetype="application/json",
        as_attachment=True,
        download_name=f"{name}.json",
        etag=False,
    )


def _name(subject: tuple[str, date] | None, made_on: date) -> str:
    """What the file is called when it is saved: letters and digits alone, and a day."""
    about, on = subject or ("portfolio", made_on)
    plain = re.sub(r"[^\w]+", "-", about).strip("-")[:80]
    return f"erkin-{plain or 'report'}-{on.isoformat()}"
