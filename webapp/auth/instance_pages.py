"""The pages of the instance's administrator: companies, programmes, and who acts for them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.ids import RandomIds
from assessments.parties.service import add_company
from assessments.people import queries
from assessments.programmes.service import add_programme
from assessments.scope import InstanceScope
from questionnaires.countries import choices as countries
from webapp import forms
from webapp.access import access, current_scope
from webapp.auth.blueprint import blueprint
from webapp.auth.schemas import CompanyForm, ProgrammeForm
from webapp.auth.words import ROLES
from webapp.clock import now
from webapp.forms import Form
from webapp.instance import instance as this


@blueprint.get("/instance")
@access("instance:read", scope=InstanceScope)
def instance() -> ResponseReturnValue:
    """Everything that the administrator keeps, on one page."""
    scope = current_scope(InstanceScope)
    with this().database.reading(scope) as session:
        return render_template(
            "auth/instance.html",
            companies=queries.companies(session, scope),
            programmes=queries.programmes(session, scope),
            members=queries.members(session, scope),
            roles=ROLES,
        )


@blueprint.get("/instance/companies/new")
@access("instance:read", scope=InstanceScope)
def new_company() -> ResponseReturnValue:
    """The form for a new company."""
    return _company_page(Form({}))


@blueprint.post("/instance/companies/new")
@access("instance:write", scope=InstanceScope)
def create_company() -> ResponseReturnValue:
    """Add a customer company."""
    form = forms.read(CompanyForm)
    if form.problems:
        return _company_page(form, 422)
    scope = current_scope(InstanceScope)
    with this().database.writing(scope) as session:
        add_company(session, scope, **form.values, now=now(), ids=RandomIds())
    return _done(_("%(name)s was added. Now add the people who act for it.") % form.values)


@blueprint.get("/instance/programmes/new")
@access("instance:read", scope=InstanceScope)
def new_programme() -> ResponseReturnValue:
    """The form for a new programme."""
    return _programme_page(Form({}))


@blueprint.post("/instance/programmes/new")
@access("instance:write", scope=InstanceScope)
def create_programme() -> ResponseReturnValue:
    """Add a programme."""
    form = forms.read(ProgrammeForm)
    if form.problems:
        return _programme_page(form, 422)
    scope = current_scope(InstanceScope)
    with this().database.writing(scope) as session:
        add_programme(session, scope, **form.values, now=now(), ids=RandomIds())
    return _done(_("%(name)s was added. Now add its staff.") % form.values)


def _done(message: str) -> ResponseReturnValue:
    flash(message, "success")
    return redirect(url_for("auth.instance"), 303)


def _company_page(form: Form, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "auth/new_company.html", typed=form.typed, problems=form.problems, countries=countries()
    )
    return page, status


def _programme_page(form: Form, status: int = 200) -> ResponseReturnValue:
    page = render_template("auth/new_programme.html", typed=form.typed, problems=form.problems)
    return page, status
