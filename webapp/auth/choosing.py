"""Choosing what to work on, for people who belong to several organisations."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from assessments.ids import RandomIds
from assessments.people import queries, signing_in
from webapp import forms
from webapp.access import access, to_sign_in
from webapp.auth.blueprint import blueprint
from webapp.auth.schemas import ChooseForm
from webapp.auth.signing_in import welcome
from webapp.auth.words import ROLES
from webapp.clock import now
from webapp.cookies import session_token
from webapp.forms import Form
from webapp.instance import instance
from webapp.principals import signed_in


@blueprint.get("/choose")
@access("public:read")
def choose() -> ResponseReturnValue:
    """What the person may work on. Whoever is not signed in is sent to sign in."""
    return _page(Form({"next": request.args.get("next", "")}))


@blueprint.post("/choose")
@access("public:write")
def chosen() -> ResponseReturnValue:
    """Start a new session for the organisation that was chosen."""
    form = forms.read(ChooseForm)
    if form.problems:
        return _page(form, 422)
    person_id, token = _person_id(), session_token()
    if person_id is None or token is None:
        return to_sign_in()
    membership: UUID = form.values["membership"]
    with instance().database.writing() as session:
        entered = signing_in.change_membership(
            session,
            person_id=person_id,
            public_id=membership,
            replaces=token,
            now=now(),
            ids=RandomIds(),
        )
    return welcome(entered, form.values["next"])


def _person_id() -> int | None:
    found = signed_in()
    return found.person_id if found else None


def _page(form: Form, status: int = 200) -> ResponseReturnValue:
    person_id = _person_id()
    if person_id is None:
        return to_sign_in()
    with instance().database.reading() as session:
        choices = queries.choices(session, person_id)
    page = render_template(
        "auth/choose.html", roles=ROLES, choices=choices, typed=form.typed, problems=form.problems
    )
    return page, status
