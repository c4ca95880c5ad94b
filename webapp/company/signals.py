"""What the company learned of a supplier elsewhere: noting it, and taking it back."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.errors import Invalid
from assessments.parties import queries as parties
from assessments.scope import CompanyScope
from assessments.signals import service
from assessments.signals.models import Signal
from assessments.signals.queries import signal_of_supplier
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now
from webapp.company.blueprint import blueprint
from webapp.company.schemas import NoFields, SignalForm
from webapp.forms import Form
from webapp.languages.names import shipped_terms

NAMES = (*service.YES_OR_NO, *service.SHARES)
YES_NO = {"yes": lazy_gettext("Yes"), "no": lazy_gettext("No")}


@dataclass(frozen=True)
class ShownSignal:
    """A signal in words, with its source."""

    public_id: UUID
    name: str
    plain: str
    value: str
    source: str
    learned_on: date


def shown(signal: Signal) -> ShownSignal:
    """A signal as the supplier's page shows it."""
    name, plain = in_words(signal.name)
    value = json.loads(signal.value)
    return ShownSignal(
        public_id=signal.public_id,
        name=name,
        plain=plain,
        value=str(YES_NO["yes" if value else "no"])
        if isinstance(value, bool)
        else f"{Decimal(value) * 100:f}".rstrip("0").rstrip(".") + " %",
        source=signal.source,
        learned_on=signal.learned_on,
    )


def in_words(name: str) -> tuple[str, str]:
    """What a signal is called, and what it says."""
    terms = shipped_terms()
    key = f"signal_{name}"
    return str(terms.text("facts", key, "name")), str(terms.text("facts", key, "plain"))


@blueprint.get("/suppliers/<uuid:public_id>/signals/new")
@access("supplier:write", scope=CompanyScope)
def signal_new(public_id: UUID) -> ResponseReturnValue:
    """The form for something that was learned elsewhere."""
    return _page(public_id, Form({"learned_on": now().date()}))


@blueprint.post("/suppliers/<uuid:public_id>/signals/new")
@access("supplier:write", scope=CompanyScope)
def signal_note(public_id: UUID) -> ResponseReturnValue:
    """Note a signal with its source."""
    form = forms.read(SignalForm)
    form = form if form.problems else _with_value(form)
    if form.problems:
        return _page(public_id, form, 422)
    scope = current_scope(CompanyScope)
    try:
        with database().writing(scope) as session:
            service.note_signal(
                session,
                scope,
                supplier_id=public_id,
                name=form.values["name"],
                value=_value(form.values),
                source=form.values["source"],
                learned_on=form.values["learned_on"],
                now=now(),
                ids=ids(),
            )
    except Invalid as refusal:
        return _page(public_id, form.refused(refusal.problems), 422)
    flash(_("Noted. Results that are made from now on read it; earlier ones stay."), "success")
    return redirect(url_for("company.supplier", public_id=public_id), 303)


@blueprint.post("/suppliers/<uuid:public_id>/signals/<uuid:signal>/withdraw")
@access("supplier:write", scope=CompanyScope)
def signal_withdraw(public_id: UUID, signal: UUID) -> ResponseReturnValue:
    """Take a signal back."""
    forms.read(NoFields)
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        supplier = parties.supplier(session, scope, public_id)
        found = signal_of_supplier(session, scope, supplier.id, signal)
        service.withdraw_signal(session, scope, public_id=found.public_id, now=now())
    flash(_("Taken back. Results that read it stay as they are."), "success")
    return redirect(url_for("company.supplier", public_id=public_id), 303)


def _with_value(form: Form) -> Form:
    """A share for the signal that is one, yes or no for the others."""
    if form.values["name"] in service.SHARES:
        if form.values["share"] is None:
            return form.refused({"share": _("Enter a share from 0 to 100 percent.")})
    elif not form.values["value"]:
        return form.refused({"value": _("Choose yes or no.")})
    return form


def _value(values: dict[str, Any]) -> bool | Decimal:
    if values["name"] in service.SHARES:
        return Decimal(values["share"]) / 100
    return bool(values["value"] == "yes")


def _page(public_id: UUID, form: Form, status: int = 200) -> ResponseReturnValue:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        supplier = parties.supplier(session, scope, public_id)
    page = render_template(
        "company/signal_form.html",
        supplier=supplier,
        typed=form.typed,
        problems=form.problems,
        names=[(name, *in_words(name)) for name in NAMES],
        yes_no=list(YES_NO.items()),
    )
    return page, status
