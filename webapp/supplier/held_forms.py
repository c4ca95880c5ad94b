"""Forms beside the questions that were filled in after the session had ended."""

from dataclasses import replace

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnprocessableEntity

from assessments.responses.held import Held, held_saves
from assessments.scope import SupplierScope
from webapp import forms
from webapp.asking import database, now
from webapp.forms import Form
from webapp.supplier import wording


def held_form(schema: type[forms.Schema], held: Held | None) -> Form:
    """The form with what was typed in it, which nobody has judged yet; empty where nothing was."""
    if held is None:
        return Form({})
    sent = MultiDict((name, text) for name, texts in held.fields.items() for text in texts)
    try:
        return replace(forms.read_values(schema, sent), problems={})
    except UnprocessableEntity:  # the form has other fields now
        return Form({})


def held_on(scope: SupplierScope, page: str) -> Held | None:
    """What the caller typed last on a page, or on one below it."""
    with database().reading(scope) as session:
        found = held_saves(session, scope, now())
    return next((one for one in reversed(found) if f"{one.page}/".startswith(f"{page}/")), None)


def moment_of(held: Held | None) -> str:
    """When it was typed, empty where nothing was."""
    return wording.moment(held.created_at) if held else ""
