"""Choosing a password by the one-time link that an administrator gave."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import NotFound
from assessments.people import passwords, service
from assessments.people.models import Person
from webapp import forms
from webapp.access import access
from webapp.auth.blueprint import blueprint
from webapp.auth.schemas import PasswordForm
from webapp.clock import now
from webapp.forms import Form
from webapp.instance import instance


@blueprint.get("/set-up/<token>")
@access("public:read")
def set_up(token: str) -> ResponseReturnValue:
    """The form to choose a password. Opening it changes nothing."""
    person = _person(token)
    return _page(person, Form({})) if person else _too_late()


@blueprint.post("/set-up/<token>")
@access("public:write")
def choose_password(token: str) -> ResponseReturnValue:
    """Store the password, once, and send the person to sign in with it."""
    person = _person(token)
    if person is None:
        return _too_late()
    form = _read(person)
    if form.problems:
        return _page(person, form, 422)
    password_hash = passwords.hashed(form.values["password"])
    try:
        with instance().database.writing() as session:
            service.redeem_setup_link(session, token=token, password_hash=password_hash, now=now())
    except NotFound:
        return _too_late()
    flash(_("Your password is set. Sign in with it now."), "success")
    return redirect(url_for("auth.sign_in"), 303)


def _person(token: str) -> Person | None:
    with instance().database.reading() as session:
        try:
            return service.open_setup_link(session, token=token, now=now())
        except NotFound:
            return None


def _read(person: Person) -> Form:
    form = forms.read(PasswordForm)
    if form.problems:
        return form
    password = form.values["password"]
    problem = passwords.problem(password, about=(person.name, person.email))
    if problem:
        return form.refused({"password": problem})
    if password != form.values["again"]:
        return form.refused({"again": _("This is not the same. Enter the password again.")})
    return form


def _page(person: Person, form: Form, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "auth/set_up.html",
        person=person,
        problems=form.problems,
        shortest=passwords.SHORTEST,
    )
    return page, status


def _too_late() -> ResponseReturnValue:
    return render_template("auth/link_used.html"), 404
