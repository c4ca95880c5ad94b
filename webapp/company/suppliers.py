"""The list of suppliers, and adding and editing one."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns.progress import latest_invitations
from assessments.errors import Invalid, StaleVersion
from assessments.parties import queries, service
from assessments.parties.service import ContactDetails, SupplierDetails
from assessments.results import portfolio
from assessments.scope import CompanyScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now, today
from webapp.company.blueprint import blueprint
from webapp.company.listing import asked_for
from webapp.company.schemas import SupplierEditForm, SupplierForm
from webapp.company.words import LANGUAGES, language_name
from webapp.forms import Form
from webapp.languages.names import (
    country_choices,
    country_name,
    good_choices,
    sector_choices,
)


@blueprint.get("/suppliers")
@access("supplier:read", scope=CompanyScope)
def suppliers() -> ResponseReturnValue:
    """The company's suppliers, each with its newest result."""
    wanted = asked_for()
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = portfolio.suppliers(session, scope, wanted)
        offered = [(code, country_name(code)) for code in queries.countries(session, scope)]
        asked = latest_invitations(session, scope, [row.supplier.id for row in found.rows])
    return render_template(
        "company/suppliers.html",
        found=found,
        wanted=wanted,
        countries=offered,
        asked=asked,
        today=today(),
    )


@blueprint.get("/suppliers/new")
@access("supplier:write", scope=CompanyScope)
def supplier_new() -> ResponseReturnValue:
    """The form for a supplier that is new to the list."""
    return _form_page(Form({"contact_language": "en"}))


@blueprint.post("/suppliers/new")
@access("supplier:write", scope=CompanyScope)
def supplier_create() -> ResponseReturnValue:
    """Add a supplier."""
    form = _complete(forms.read(SupplierForm))
    if form.problems:
        return _form_page(form, 422)
    scope = current_scope(CompanyScope)
    try:
        with database().writing(scope) as session:
            details, contact = _details(form.values)
            added = service.add_supplier(
                session, scope, details=details, contact=contact, now=now(), ids=ids()
            )
    except Invalid as refusal:
        return _form_page(form.refused(refusal.problems), 422)
    flash(_("%(name)s is in your list.") % {"name": added.name}, "success")
    return redirect(url_for("company.supplier", public_id=added.public_id), 303)


@blueprint.get("/suppliers/<uuid:public_id>/edit")
@access("supplier:write", scope=CompanyScope)
def supplier_edit(public_id: UUID) -> ResponseReturnValue:
    """The form with what is known of a supplier."""
    stored = _stored(public_id)
    return _form_page(Form(stored), editing=public_id, name=stored["name"])


@blueprint.post("/suppliers/<uuid:public_id>/edit")
@access("supplier:write", scope=CompanyScope)
def supplier_save(public_id: UUID) -> ResponseReturnValue:
    """Change what is known of a supplier."""
    stored = _stored(public_id)
    form = _complete(forms.read(SupplierEditForm))
    about: dict[str, Any] = {"editing": public_id, "name": stored["name"]}
    if form.problems:
        return _form_page(form, 422, **about)
    try:
        _save(public_id, form.values)
    except Invalid as refusal:
        return _form_page(form.refused(refusal.problems), 422, **about)
    except StaleVersion:
        return _conflict_page(form, _stored(public_id), public_id)
    flash(_("The changes are saved."), "success")
    return redirect(url_for("company.supplier", public_id=public_id), 303)


def _save(public_id: UUID, values: dict[str, Any]) -> None:
    scope = current_scope(CompanyScope)
    details, contact = _details(values)
    with database().writing(scope) as session:
        supplier = service.edit_supplier(
            session,
            scope,
            public_id=public_id,
            seen_version=values["version"],
            details=details,
            contact=contact,
            now=now(),
        )
        if contact is None:
            service.remove_contact(session, scope, supplier=supplier, now=now())


def _details(values: dict[str, Any]) -> tuple[SupplierDetails, ContactDetails | None]:
    details = SupplierDetails(
        values["name"],
        values["country"],
        values["sector"] or None,
        values["reference"],
        values["goods"],
    )
    if not values["contact_email"]:
        return details, None
    language = values["contact_language"] or "en"
    return details, ContactDetails(values["contact_name"], values["contact_email"], language)


def _complete(form: Form) -> Form:
    """A contact's name without an address would be a letter without a letterbox."""
    if form.problems or form.values["contact_email"] or not form.values["contact_name"]:
        return form
    return form.refused({"contact_email": _("Enter the e-mail address of this contact.")})


def _stored(public_id: UUID) -> dict[str, Any]:
    """What is known of a supplier, as the form names it."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        supplier = queries.supplier(session, scope, public_id)
        contact = queries.contact(session, scope, supplier.id)
    return {
        "name": supplier.name,
        "country": supplier.country,
        "sector": supplier.sector,
        "goods": supplier.goods.split(),
        "reference": supplier.reference,
        "contact_name": contact.name if contact else "",
        "contact_email": contact.email if contact else "",
        "contact_language": contact.language if contact else "en",
        "version": supplier.version,
    }


def _conflict_page(form: Form, stored: dict[str, Any], public_id: UUID) -> ResponseReturnValue:
    """Both values of what differs; saving again takes what was typed."""
    differing = {
        name: value or "–"
        for name, value in stored.items()
        if name != "version" and (value or "") != (form.typed[name] or "")
    }
    form.typed["version"] = stored["version"]
    return _form_page(form, 412, editing=public_id, name=stored["name"], differing=differing)


def _form_page(
    form: Form,
    status: int = 200,
    *,
    editing: UUID | None = None,
    name: str = "",
    differing: dict[str, Any] | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "company/supplier_form.html",
        editing=editing,
        name=name,
        typed=form.typed,
        problems=form.problems,
        differing=differing or {},
        countries=country_choices(),
        sectors=sector_choices(),
        goods=good_choices(),
        languages=[(tag, language_name(tag)) for tag in LANGUAGES],
    )
    return page, status
