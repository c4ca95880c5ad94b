"""Deciding on a trial: adopting its method or discarding it, each after a question."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import Invalid, NotFound
from assessments.scope import CompanyScope
from assessments.trials import queries, service
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now
from webapp.company.blueprint import blueprint
from webapp.company.method_schemas import DecisionForm
from webapp.company.trials import trial_context
from webapp.forms import Form

ADOPT, DISCARD = "adopt", "discard"


@blueprint.get("/method/trials/<uuid:public_id>/<decision>")
@access("method:write", scope=CompanyScope)
def trial_decide(public_id: UUID, decision: str) -> ResponseReturnValue:
    """What adopting or discarding would do, and the question whether to."""
    return _page(public_id, decision, Form({}))


@blueprint.post("/method/trials/<uuid:public_id>/<decision>")
@access("method:write", scope=CompanyScope)
def trial_decided(public_id: UUID, decision: str) -> ResponseReturnValue:
    """Adopt the tried method, or discard the trial."""
    _check(decision)
    form = forms.read(DecisionForm)
    if form.problems:
        return _page(public_id, decision, form, 422)
    scope = current_scope(CompanyScope)
    try:
        with database().writing(scope) as session:
            if decision == ADOPT:
                service.adopt(session, scope, public_id=public_id, now=now(), ids=ids())
            else:
                service.discard(session, scope, public_id=public_id, now=now())
    except Invalid as refusal:
        return _page(public_id, decision, form.refused({"sure": refusal.problems["trial"]}), 422)
    told = {
        ADOPT: _("Adopted. New results are being written beside those that are there."),
        DISCARD: _("Discarded. Nothing that counts was changed."),
    }
    flash(told[decision], "success")
    return redirect(url_for("company.trial", public_id=public_id), 303)


def _page(public_id: UUID, decision: str, form: Form, status: int = 200) -> ResponseReturnValue:
    _check(decision)
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        context = trial_context(session, scope, queries.trial(session, scope, public_id))
    page = render_template(
        "company/trial_decide.html", decision=decision, problems=form.problems, **context
    )
    return page, status


def _check(decision: str) -> None:
    if decision not in (ADOPT, DISCARD):
        raise NotFound
