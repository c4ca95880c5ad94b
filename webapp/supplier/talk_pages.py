"""The page with everything that the company said about one's answers, and what is replied to it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.campaigns.models import Invitation
from assessments.campaigns.status import answering_is_over
from assessments.errors import AlreadySubmitted, Invalid
from assessments.responses.held import release_held
from assessments.reviews.events import LONGEST_TEXT
from assessments.reviews.replying import say as say_it
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, now
from webapp.forms import Form
from webapp.languages.reader import told
from webapp.supplier import layout
from webapp.supplier.blueprint import blueprint
from webapp.supplier.carried import page_here
from webapp.supplier.held_forms import held_form, held_on, moment_of
from webapp.supplier.showing import address
from webapp.supplier.talking import talk
from webapp.supplier.visit import own_invitation, visit
from webapp.supplier.waiting import TALK

REFUSED = {
    "replied": lazy_gettext("You have replied to this already. You can still correct the answers."),
    "withdrawn": lazy_gettext("You withdrew these answers. Send them again to write about them."),
}


class SayForm(forms.Schema):
    """A message about an answer. `back` is the page that it was written on."""

    text = forms.Text(
        needed=lazy_gettext("Write what you want to say."), most=LONGEST_TEXT, lines=True
    )
    check = forms.OptionalText(most=64)
    back = forms.Choice(("section",))


@blueprint.get("/answer/<uuid:invitation>/talk")
@access("response:read", scope=SupplierScope)
def messages(invitation: UUID) -> ResponseReturnValue:
    """All threads about the answers that were sent, and the answers that do not fit together."""
    held = held_on(current_scope(SupplierScope), TALK)
    key = held.page.partition("/")[2] if held else ""
    return _page(invitation, key, held_form(SayForm, held), moment_of(held))


@blueprint.post("/answer/<uuid:invitation>/talk/<key>")
@access("response:write", scope=SupplierScope)
def say(invitation: UUID, key: str) -> ResponseReturnValue:
    """Write to the company about an answer. It changes no answer."""
    form = forms.read(SayForm)
    if form.problems:
        return _page(invitation, key, form)
    scope = current_scope(SupplierScope)
    try:
        with database().writing(scope) as session:
            own_invitation(session, scope, invitation)
            text, check = form.values["text"], form.values["check"]
            say_it(session, scope, question=key, text=text, contradiction=check, now=now())
            release_held(session, scope, page=page_here())
    except Invalid as refusal:
        known = REFUSED.get(refusal.problems["text"])
        return _page(invitation, key, form.refused({"text": str(known or told(refusal))}))
    flash(_("Your message is sent. It changed no answer."), "success")
    return redirect(_back(invitation, key, form), 303)


def _back(invitation: UUID, key: str, form: Form) -> str:
    """The page that the message was written on, while that is open; else all messages."""
    everything = url_for("supplier.messages", invitation=invitation, _anchor=key)
    if form.values["back"] != "section":
        return everything
    try:
        here = visit(invitation)
    except AlreadySubmitted:
        return everything
    if key not in here.shown:
        return everything
    return address(here, layout.page_of(here, key), _anchor=f"talk.{key}")


def _is_open(own: Invitation) -> bool:
    if answering_is_over(own, now()):
        return False
    return own.submitted_at is None or own.returned_at is not None


def _page(invitation: UUID, key: str, form: Form, held_at: str = "") -> ResponseReturnValue:
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own = own_invitation(session, scope, invitation)
        found = talk(session, scope, invitation)
    if found is None:
        return redirect(url_for("supplier.tasks", invitation=invitation), 303)
    threads = {at: thread for at, thread in found.threads.items() if at in found.spoken}
    if key in found.part:
        threads.setdefault(key, found.thread_of(key))
    page = render_template(
        "supplier/messages.html",
        invitation=invitation,
        asked_by=found.company,
        talk=found,
        threads=threads.values(),
        is_open=_is_open(own),
        written_at=key,
        held_at=held_at,
        typed=form.typed,
        problems=form.problems,
        longest=LONGEST_TEXT,
        sign_out_url=url_for("supplier.leave", invitation=invitation),
    )
    return page, 422 if form.problems else 200
