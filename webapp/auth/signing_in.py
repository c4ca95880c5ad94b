"""Signing in and out."""

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from assessments.errors import TooManyTries, WrongCredentials
from assessments.ids import RandomIds
from assessments.people import passwords, signing_in
from assessments.people.sessions import end, scope_of
from assessments.people.signing_in import Entered
from webapp import forms
from webapp.access import access
from webapp.auth.blueprint import blueprint
from webapp.auth.destinations import HOMES, after_signing_in, home_of
from webapp.auth.schemas import SignInForm
from webapp.clock import now
from webapp.cookies import clear_session_cookie, session_token, set_session_cookie
from webapp.forms import Form
from webapp.instance import instance
from webapp.principals import signed_in

NOT_RIGHT = _(
    "The address and the password do not fit together. Check both. If you have forgotten your "
    "password, ask an administrator for a new set-up link."
)


@blueprint.get("/")
@access("public:read")
def home() -> ResponseReturnValue:
    """The first page of whoever is signed in, else the page to sign in."""
    found = signed_in()
    if found is not None and type(found.scope) in HOMES:
        return redirect(home_of(type(found.scope)), 303)
    return redirect(url_for("auth.sign_in"), 303)


@blueprint.get("/sign-in")
@access("public:read")
def sign_in() -> ResponseReturnValue:
    """The page to sign in. It asks again even if somebody is signed in."""
    return _page(Form({"next": request.args.get("next", "")}))


@blueprint.post("/sign-in")
@access("public:write")
def enter() -> ResponseReturnValue:
    """Take address and password, and start a new session."""
    form = forms.read(SignInForm)
    if form.problems:
        return _page(form, 422)
    try:
        entered = _enter(form)
    except TooManyTries as refusal:
        return _throttled(form, refusal)
    except WrongCredentials:
        return _page(form.refused({"password": str(NOT_RIGHT)}), 403)
    return welcome(entered, form.values["next"])


@blueprint.post("/sign-out")
@access("public:write")
def sign_out() -> ResponseReturnValue:
    """End the session of this browser, whoever's it is."""
    token = session_token()
    if token:
        with instance().database.writing() as database:
            end(database, token, now())
    session.clear()
    response = make_response(redirect(url_for("auth.signed_out"), 303))
    clear_session_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@blueprint.get("/signed-out")
@access("public:read")
def signed_out() -> ResponseReturnValue:
    """Say that it is done."""
    return render_template("auth/signed_out.html")


def welcome(entered: Entered, wanted: str) -> ResponseReturnValue:
    """Give the browser its new token and send it where the person wanted to go.

    Whoever may act for several organisations is asked first.
    """
    goal = after_signing_in(wanted, type(scope_of(entered.membership)))
    if entered.others:
        goal = url_for("auth.choose", next=wanted or None)
    session.clear()
    response = make_response(redirect(goal, 303))
    set_session_cookie(response, entered.token)
    return response


def _enter(form: Form) -> Entered:
    database = instance().database
    with database.writing() as session:
        candidate = signing_in.begin(
            session, email=form.values["email"], address=request.remote_addr, now=now()
        )
    verified = passwords.matches(candidate.password_hash, form.values["password"])
    with database.writing() as session:
        return signing_in.finish(
            session,
            candidate=candidate,
            verified=verified,
            now=now(),
            ids=RandomIds(),
            replaces=session_token(),
        )


def _throttled(form: Form, refusal: TooManyTries) -> ResponseReturnValue:
    seconds = max(1, round((refusal.retry_at - now()).total_seconds()))
    problem = ngettext(
        "Too many attempts to sign in. Wait a minute, then try again.",
        "Too many attempts to sign in. Wait %(num)s minutes, then try again.",
        -(-seconds // 60),
    )
    response = make_response(_page(form.refused({"password": problem}), 429))
    response.retry_after = seconds
    return response


def _page(form: Form, status: int = 200) -> ResponseReturnValue:
    page = render_template("auth/sign_in.html", typed=form.typed, problems=form.problems)
    return page, status
