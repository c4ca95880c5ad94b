"""“This is not for me”: tell the company, and name the right person."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.campaigns.turning_away import REASONS, TurnedAway, can_be_given, turn_away
from assessments.errors import Invalid
from assessments.responses.held import release_held
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access
from webapp.asking import database, ids, letters, now
from webapp.cookies import clear_session_cookie
from webapp.forms import Form
from webapp.supplier.blueprint import blueprint
from webapp.supplier.held_forms import held_form, moment_of
from webapp.supplier.visit import Visit, render, visit
from webapp.supplier.waiting import NOT_FOR_ME

LONGEST_NOTE = 1000
PROBLEMS = {
    "answered": lazy_gettext(
        "Some answers are saved already, and they belong to your address. Ask a colleague to help"
        " instead."
    ),
    "too_many": lazy_gettext(
        "This questionnaire was passed on many times. Ask your contact at the company who is to"
        " answer."
    ),
    "own_address": lazy_gettext("This is your own address. Enter that of the right person."),
    "link": lazy_gettext("Enter the name alone, without a web address."),
    "missing": lazy_gettext("Say in a few words why it is not for you."),
}


class NotForMeForm(forms.Schema):
    """Why it is not for whoever was asked."""

    reason = forms.Choice(REASONS, needed=lazy_gettext("Choose one of the three."))
    given_name = forms.Text(most=100)
    given_email = forms.Email()
    note = forms.Text(most=LONGEST_NOTE, lines=True)


@blueprint.get("/answer/<uuid:invitation>/not-for-me")
@access("colleague:read", scope=SupplierScope)
def not_for_me(invitation: UUID) -> ResponseReturnValue:
    """The three reasons, and what each of them leads to."""
    here = visit(invitation)
    held = here.held_for(NOT_FOR_ME)
    return _page(here, held_form(NotForMeForm, held), moment_of(held))


@blueprint.post("/answer/<uuid:invitation>/not-for-me")
@access("colleague:write", scope=SupplierScope)
def say_not_for_me(invitation: UUID) -> ResponseReturnValue:
    """Tell the company, which sees it at once."""
    here = visit(invitation)
    form = _checked(forms.read(NotForMeForm))
    if form.problems:
        return _page(here, form), 422
    try:
        with database().writing(here.scope) as stored:
            turn_away(
                stored,
                here.scope,
                said=_said(form),
                letters=letters(),
                now=now(),
                ids=ids(),
            )
            release_held(stored, here.scope, page=NOT_FOR_ME)
    except Invalid as refusal:
        problems = {name: str(PROBLEMS[key]) for name, key in refusal.problems.items()}
        return _page(here, form.refused(problems)), 422
    return _after(here, form.values["reason"])


@blueprint.get("/answer/given")
@access("public:read")
def given() -> ResponseReturnValue:
    """Say that the right person was asked, and that one's own link is over."""
    return render_template("supplier/given.html")


def _after(here: Visit, reason: str) -> ResponseReturnValue:
    """Whoever named somebody else is signed out; the others see what their word has led to."""
    if reason == "wrong_person":
        session.clear()
        response = make_response(redirect(url_for("supplier.given"), 303))
        clear_session_cookie(response)
        return response
    if reason == "other":
        company = here.invited.company_name
        flash(_("We have told %(company)s. You can still answer.", company=company), "success")
    return redirect(url_for("supplier.tasks", invitation=here.invitation), 303)


def _checked(form: Form) -> Form:
    """The form with what only another field makes necessary."""
    if form.problems or form.values["reason"] != "wrong_person":
        return form
    problems = {}
    if not form.values["given_name"]:
        problems["given_name"] = str(_("Enter the name of the right person."))
    if not form.values["given_email"]:
        problems["given_email"] = str(_("Enter the e-mail address of the right person."))
    return form.refused(problems)


def _said(form: Form) -> TurnedAway:
    """What was said; whom it names counts only where that is the reason."""
    values = form.values
    names = values["reason"] == "wrong_person"
    return TurnedAway(
        reason=values["reason"],
        note=values["note"],
        given_name=values["given_name"] if names else "",
        given_email=values["given_email"] if names else "",
    )


def _page(here: Visit, form: Form, held_at: str = "") -> str:
    with database().reading(here.scope) as stored:
        can_give = can_be_given(stored, here.scope)
    return render(
        "not_for_me",
        here,
        can_give=can_give,
        typed=form.typed,
        problems=form.problems,
        held_at=held_at,
    )
