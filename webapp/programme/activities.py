"""A company's page: what is known of it, and what was done with it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import Invalid
from assessments.ids import RandomIds
from assessments.programmes import queries, service
from assessments.programmes.service import ActivityDetails
from assessments.scope import ProgrammeScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.clock import now
from webapp.forms import Form
from webapp.instance import instance
from webapp.programme.blueprint import blueprint
from webapp.programme.schemas import ActivityForm, ActivityQuery
from webapp.programme.words import KINDS


@blueprint.get("/companies/<uuid:public_id>")
@access("programme:read", scope=ProgrammeScope)
def company(public_id: UUID) -> ResponseReturnValue:
    """What is known of a company, and its activities, newest first."""
    page = forms.read_query(ActivityQuery)["page"] or 1
    scope = current_scope(ProgrammeScope)
    with instance().database.reading(scope) as session:
        engaged = queries.engaged_company(session, scope, public_id)
        done = queries.activities(session, scope, engaged, page)
        last = queries.last_contacted_on(session, scope, engaged)
    return render_template(
        "programme/company.html", company=engaged, done=done, last=last, kinds=KINDS
    )


@blueprint.get("/companies/<uuid:public_id>/activities/new")
@access("programme:read", scope=ProgrammeScope)
def new_activity(public_id: UUID) -> ResponseReturnValue:
    """The form to log an activity; the day is today unless another is entered."""
    today = now().date()
    return _page(public_id, Form({"happened_on": today}))


@blueprint.post("/companies/<uuid:public_id>/activities/new")
@access("programme:write", scope=ProgrammeScope)
def log_activity(public_id: UUID) -> ResponseReturnValue:
    """Log an activity."""
    form = forms.read(ActivityForm)
    if form.problems:
        return _page(public_id, form, 422)
    scope = current_scope(ProgrammeScope)
    try:
        with instance().database.writing(scope) as session:
            service.log_activity(
                session,
                scope,
                company=public_id,
                details=ActivityDetails(**form.values),
                now=now(),
                ids=RandomIds(),
            )
    except Invalid as refusal:
        return _page(public_id, form.refused(refusal.problems), 422)
    flash(_("The activity is logged."), "success")
    return redirect(url_for("programme.company", public_id=public_id), 303)


def _page(public_id: UUID, form: Form, status: int = 200) -> ResponseReturnValue:
    scope = current_scope(ProgrammeScope)
    with instance().database.reading(scope) as session:
        engaged = queries.engaged_company(session, scope, public_id)
    page = render_template(
        "programme/activity_form.html",
        company=engaged,
        typed=form.typed,
        problems=form.problems,
        kinds=list(KINDS.items()),
    )
    return page, status
