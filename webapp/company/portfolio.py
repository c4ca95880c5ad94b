"""The portfolio and its groups: the first two steps down from all suppliers to one answer."""

from flask import render_template
from flask.typing import ResponseReturnValue

from assessments.errors import NotFound
from assessments.results import portfolio as suppliers
from assessments.results.groups import Dimension, groups, residuals
from assessments.scope import CompanyScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database
from webapp.company.blueprint import blueprint
from webapp.company.exporting import exportable
from webapp.company.groups import group_name, members
from webapp.company.schemas import GroupQuery, PortfolioQuery


@blueprint.get("/portfolio")
@access("supplier:read", scope=CompanyScope)
@exportable
def portfolio() -> ResponseReturnValue:
    """All suppliers in groups, the worst first."""
    dimension: Dimension = forms.read_query(PortfolioQuery)["by"] or "country"
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = groups(session, scope, dimension)
        bands = suppliers.band_counts(session, scope)
    return render_template(
        "company/portfolio.html",
        dimension=dimension,
        groups=[(group, group_name(dimension, group.value)) for group in found],
        bands=bands,
    )


@blueprint.get("/portfolio/<dimension>/<value>")
@access("supplier:read", scope=CompanyScope)
@exportable
def portfolio_group(dimension: str, value: str) -> ResponseReturnValue:
    """The suppliers of a group, worst first."""
    name = group_name(dimension, value)
    if not name:
        raise NotFound
    scope, page = current_scope(CompanyScope), forms.read_query(GroupQuery)["page"] or 1
    wanted = members(dimension, value, page)
    with database().reading(scope) as session:
        found = suppliers.suppliers(session, scope, wanted)
        # A rule of the company's own has no words here: there is one where it was met.
        if name == value and not found.total:
            raise NotFound
        rated = [row.result.id for row in found.rows if row.result]
        lines = residuals(session, scope, indicator=wanted.indicator or "", results=rated)
    return render_template(
        "company/portfolio_group.html",
        dimension=dimension,
        value=value,
        name=name,
        found=found,
        residuals=lines,
    )
