"""The register of engaged companies: the list, and adding and editing a company."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import Invalid, StaleVersion
from assessments.ids import RandomIds
from assessments.programmes import queries, service
from assessments.programmes.models import EngagedCompany
from assessments.programmes.queries import RegisterFilter
from assessments.programmes.service import CompanyDetails
from assessments.scope import ProgrammeScope
from questionnaires.countries import choices as countries
from webapp import forms
from webapp.access import access, current_scope
from webapp.clock import now
from webapp.forms import Form
from webapp.instance import instance
from webapp.programme.blueprint import blueprint
from webapp.programme.schemas import CompanyForm, EditForm, RegisterQuery


@blueprint.get("")
@access("programme:read", scope=ProgrammeScope)
def register() -> ResponseReturnValue:
    """The companies that the programme engages, and when each was last contacted."""
    asked = forms.read_query(RegisterQuery)
    wanted = RegisterFilter(asked["q"], asked["sort"] or "name", asked["page"] or 1)
    scope = current_scope(ProgrammeScope)
    with instance().database.reading(scope) as session:
        found = queries.register(session, scope, wanted)
        programme = queries.programme(session, scope)
    return render_template(
        "programme/register.html", programme=programme, found=found, wanted=wanted
    )


@blueprint.get("/companies/new")
@access("programme:read", scope=ProgrammeScope)
def new_company() -> ResponseReturnValue:
    """The form for a company that is new to the register."""
    return _form_page(Form({}))


@blueprint.post("/companies/new")
@access("programme:write", scope=ProgrammeScope)
def create_company() -> ResponseReturnValue:
    """Enter a company in the register."""
    form = forms.read(CompanyForm)
    if form.problems:
        return _form_page(form, 422)
    scope = current_scope(ProgrammeScope)
    try:
        with instance().database.writing(scope) as session:
            company = service.add_engaged_company(
                session, scope, details=CompanyDetails(**form.values), now=now(), ids=RandomIds()
            )
    except Invalid as refusal:
        return _form_page(form.refused(refusal.problems), 422)
    flash(_("%(name)s is in the register.") % {"name": company.name}, "success")
    return redirect(url_for("programme.company", public_id=company.public_id), 303)


@blueprint.get("/companies/<uuid:public_id>/edit")
@access("programme:read", scope=ProgrammeScope)
def edit_company(public_id: UUID) -> ResponseReturnValue:
    """The form with what is known of a company."""
    company = _stored(public_id)
    return _form_page(Form(_as_typed(company)), company=company)


@blueprint.post("/companies/<uuid:public_id>/edit")
@access("programme:write", scope=ProgrammeScope)
def save_company(public_id: UUID) -> ResponseReturnValue:
    """Change what is known of a company."""
    form = forms.read(EditForm)
    if form.problems:
        return _form_page(form, 422, company=_stored(public_id))
    try:
        _save(public_id, dict(form.values))
    except Invalid as refusal:
        return _form_page(form.refused(refusal.problems), 422, company=_stored(public_id))
    except StaleVersion:
        return _conflict_page(form, _stored(public_id))
    flash(_("The changes are saved."), "success")
    return redirect(url_for("programme.company", public_id=public_id), 303)


def _save(public_id: UUID, values: dict[str, Any]) -> None:
    scope = current_scope(ProgrammeScope)
    seen_version = values.pop("version")
    with instance().database.writing(scope) as session:
        service.edit_engaged_company(
            session,
            scope,
            public_id=public_id,
            seen_version=seen_version,
            details=CompanyDetails(**values),
            now=now(),
        )


def _stored(public_id: UUID) -> EngagedCompany:
    scope = current_scope(ProgrammeScope)
    with instance().database.reading(scope) as session:
        return queries.engaged_company(session, scope, public_id)


def _as_typed(company: EngagedCompany) -> dict[str, Any]:
    return {name: getattr(company, name) for name in EditForm().fields}


def _conflict_page(form: Form, company: EngagedCompany) -> ResponseReturnValue:
    """Both values of what differs; saving again takes what was typed."""
    stored = _as_typed(company)
    differing = {
        name: value or "–"
        for name, value in stored.items()
        if name != "version" and (value or "") != form.typed[name]
    }
    form.typed["version"] = company.version
    return _form_page(form, 412, company=company, differing=differing)


def _form_page(
    form: Form,
    status: int = 200,
    *,
    company: EngagedCompany | None = None,
    differing: dict[str, Any] | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "programme/company_form.html",
        company=company,
        typed=form.typed,
        problems=form.problems,
        differing=differing or {},
        countries=countries(),
    )
    return page, status
