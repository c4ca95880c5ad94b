"""Who acts for what: adding and removing people, and their set-up links."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from assessments.errors import Invalid
from assessments.ids import RandomIds
from assessments.people import queries, service
from assessments.people.models import Person
from assessments.people.service import PersonDetails, Place
from assessments.scope import InstanceScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.auth import letters
from webapp.auth.blueprint import blueprint
from webapp.auth.schemas import MemberForm, NoFields
from webapp.auth.words import ROLES
from webapp.clock import now
from webapp.forms import Form
from webapp.instance import instance
from webapp.languages.reader import told
from webapp.security.hosts import absolute_url

INSTANCE = "instance"
IDS = RandomIds()


@blueprint.get("/instance/people/new")
@access("instance:read", scope=InstanceScope)
def new_member() -> ResponseReturnValue:
    """The form for somebody who is to act for an organisation."""
    return _page(Form({"place": request.args.get("place", "")}))


@blueprint.post("/instance/people/new")
@access("instance:write", scope=InstanceScope)
def create_member() -> ResponseReturnValue:
    """Add the person, write to them, and show the set-up link once."""
    form = forms.read(MemberForm)
    if form.problems:
        return _page(form, 422)
    try:
        person, url = _add(current_scope(InstanceScope), form.values)
    except Invalid as refusal:
        return _page(form.refused(refusal.problems), 422)
    return render_template("auth/link.html", person=person, url=url)


@blueprint.post("/instance/people/<uuid:public_id>/link")
@access("instance:write", scope=InstanceScope)
def renew_link(public_id: UUID) -> ResponseReturnValue:
    """Make a new set-up link for a person, write to them, and show it once."""
    forms.read(NoFields)
    scope = current_scope(InstanceScope)
    with instance().database.writing(scope) as session:
        token = service.issue_setup_link(session, scope, public_id=public_id, now=now(), ids=IDS)
        person = service.open_setup_link(session, token=token, now=now())
        url = _send_link(session, person, token)
    return render_template("auth/link.html", person=person, url=url)


@blueprint.get("/instance/memberships/<uuid:public_id>")
@access("instance:read", scope=InstanceScope)
def member(public_id: UUID) -> ResponseReturnValue:
    """What a person is to an organisation, and what can be changed about it."""
    scope = current_scope(InstanceScope)
    with instance().database.reading(scope) as session:
        found = queries.member(session, scope, public_id)
    return render_template("auth/member.html", member=found, roles=ROLES, me=scope.person_id)


@blueprint.post("/instance/memberships/<uuid:public_id>/end")
@access("instance:write", scope=InstanceScope)
def end_membership(public_id: UUID) -> ResponseReturnValue:
    """Remove somebody from an organisation."""
    forms.read(NoFields)
    scope = current_scope(InstanceScope)
    try:
        with instance().database.writing(scope) as session:
            service.end_membership(session, scope, public_id=public_id, now=now())
        flash(_("The person was removed and is signed out there."), "success")
    except Invalid as refusal:
        flash(told(refusal), "warning")
    return redirect(url_for("auth.instance"), 303)


def _add(scope: InstanceScope, values: dict[str, str]) -> tuple[Person, str | None]:
    """The person, and the address of their set-up link unless they have a password."""
    with instance().database.writing(scope) as session:
        place = dict(_places(session, scope)).get(values["place"])
        if place is None:
            raise Invalid({"place": _("Choose whom this person acts for.")})
        added = service.add_person(
            session,
            scope,
            details=PersonDetails(values["name"], values["email"]),
            place=place[1],
            role=values["role"],
            now=now(),
            ids=IDS,
        )
        if added.setup_token:
            return added.person, _send_link(session, added.person, added.setup_token)
        letters.send_welcome(session, added.person, now=now(), ids=IDS)
        return added.person, None


def _send_link(session: Session, person: Person, token: str) -> str:
    url = absolute_url("auth.set_up", token=token)
    letters.send_setup_link(session, person, url, now=now(), ids=IDS)
    return url


def _places(session: Session, scope: InstanceScope) -> list[tuple[str, tuple[str, Place]]]:
    """What a person may act for: the value in the form, then its name and what it stands for."""
    companies = [
        (str(each.public_id), (each.name, Place(company_id=each.id)))
        for each in queries.companies(session, scope)
    ]
    programmes = [
        (str(each.public_id), (each.name, Place(programme_id=each.id)))
        for each in queries.programmes(session, scope)
    ]
    return [*companies, *programmes, (INSTANCE, (_("This instance"), Place()))]


def _page(form: Form, status: int = 200) -> ResponseReturnValue:
    scope = current_scope(InstanceScope)
    with instance().database.reading(scope) as session:
        places = [(value, name) for value, (name, _place) in _places(session, scope)]
    page = render_template(
        "auth/new_member.html",
        typed=form.typed,
        problems=form.problems,
        places=places,
        roles=[(role, words.name, words.hint) for role, words in ROLES.items()],
    )
    return page, status
