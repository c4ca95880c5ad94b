"""Two results of one supplier side by side."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from assessments.errors import NotFound
from assessments.reports.comparison import comparison
from assessments.reports.reading import reading
from assessments.scope import CompanyScope
from webapp.access import access, current_scope
from webapp.asking import database
from webapp.company.blueprint import blueprint
from webapp.company.exporting import exportable
from webapp.languages.reader import page_reader


@blueprint.get("/results/<uuid:result>/compare/<uuid:other>")
@access("response:read", scope=CompanyScope)
@exportable
def result_compare(result: UUID, other: UUID) -> ResponseReturnValue:
    """What changed from one result of a supplier to another, its answers first."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        before = reading(session, scope, result, page_reader())
        after = reading(session, scope, other, page_reader())
        if before.supplier.id != after.supplier.id:
            raise NotFound
    return render_template(
        "company/compare.html",
        before=before,
        after=after,
        found=comparison(before.material, after.material),
    )
