"""Bands set by hand: setting one beside a result, taking it back, and showing what holds."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import Invalid, NotFound
from assessments.overrides import queries, rules, service
from assessments.overrides.rules import ByHand
from assessments.results import queries as results
from assessments.results.models import Result
from assessments.scope import CompanyScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now, today
from webapp.company.blueprint import blueprint
from webapp.company.schemas import NoFields, OverrideForm
from webapp.company.words import BANDS
from webapp.forms import Form
from webapp.principals import signed_in


@dataclass(frozen=True)
class Shown:
    """A band set by hand, and what became of it by today."""

    said: ByHand
    state: rules.State


@blueprint.context_processor
def shown_by_hand() -> dict[str, Any]:
    """What templates call to show bands set by hand beside computed ones."""
    return {"by_hand": by_hand, "hand_history": hand_history, "left_behind": left_behind}


def by_hand(result: Result) -> ByHand | None:
    """The band set by hand that holds today for a result."""
    return rules.in_force(_known(), today()).get(result.id)


def hand_history(result: Result) -> list[Shown]:
    """Every band that was set by hand for a result, newest first."""
    known = [one for one in _known() if one.result_id == result.id]
    return [Shown(one, rules.state(one, known[-1], today())) for one in reversed(known)]


def left_behind(result: Result) -> ByHand | None:
    """A band that holds for an earlier result of the same supplier, and not for this one."""
    holding = rules.in_force(_known(), today()).values()
    earlier = [
        one
        for one in holding
        if one.supplier_id == result.supplier_id and one.result_id < result.id
    ]
    return earlier[-1] if earlier else None


@blueprint.get("/results/<uuid:result>/band")
@access("result:override", scope=CompanyScope)
def result_band(result: UUID) -> ResponseReturnValue:
    """The form for a band set by hand."""
    return _page(result, Form({}))


@blueprint.post("/results/<uuid:result>/band")
@access("result:override", scope=CompanyScope)
def result_band_set(result: UUID) -> ResponseReturnValue:
    """Set a band beside the computed one."""
    form = forms.read(OverrideForm)
    if form.problems:
        return _page(result, form, 422)
    scope = current_scope(CompanyScope)
    try:
        with database().writing(scope) as session:
            service.set_band(
                session, scope, result_id=result, by=_name(), now=now(), ids=ids(), **form.values
            )
    except Invalid as refusal:
        return _page(result, form.refused(refusal.problems), 422)
    flash(_("The band is set. It shows beside the computed one and ends by itself."), "success")
    return redirect(url_for("company.result", result=result), 303)


@blueprint.post("/results/<uuid:result>/band/<uuid:override>/withdraw")
@access("result:override", scope=CompanyScope)
def result_band_withdraw(result: UUID, override: UUID) -> ResponseReturnValue:
    """End a band set by hand before its day."""
    forms.read(NoFields)
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        found = results.result(session, scope, result)
        known = queries.set_by_hand(session, scope)
        if not any(one.public_id == override and one.result_id == found.id for one in known):
            raise NotFound
        service.withdraw_band(session, scope, public_id=override, by=_name(), now=now())
    flash(_("Taken back. The computed band stands alone again."), "success")
    return redirect(url_for("company.result", result=result), 303)


def _page(result: UUID, form: Form, status: int = 200) -> ResponseReturnValue:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = results.result(session, scope, result)
        supplier = results.supplier_of(session, scope, found)
    page = render_template(
        "company/band_form.html",
        result=found,
        supplier=supplier,
        typed=form.typed,
        problems=form.problems,
        bands=[(key, BANDS[key]) for key in rules.BANDS if key != found.band],
        latest=rules.latest_end(today()),
        longest=rules.LONGEST_REASON,
    )
    return page, status


def _known() -> list[ByHand]:
    """Every band set by hand in this company, read once a request."""
    if "set_by_hand" not in g:
        scope = current_scope(CompanyScope)
        with database().reading(scope) as session:
            g.set_by_hand = queries.set_by_hand(session, scope)
    known: list[ByHand] = g.set_by_hand
    return known


def _name() -> str:
    """The name of the account that sends this request."""
    found = signed_in()
    return found.name if found else ""
