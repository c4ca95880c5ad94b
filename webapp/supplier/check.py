"""Look at everything once more, declare it, and send it."""

from dataclasses import replace
from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.errors import AnswersMissing, Invalid, NotFound
from assessments.responses.held import release_held
from assessments.responses.snapshot import Declaration
from assessments.responses.submission import submit
from assessments.scope import SupplierScope
from scoring.canonical import digest
from webapp import forms
from webapp.access import access
from webapp.asking import database, ids, letters, now
from webapp.forms import Form
from webapp.supplier import wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.layout import CHECK
from webapp.supplier.review import Review, review
from webapp.supplier.showing import name_on_device
from webapp.supplier.visit import Visit, render, visit
from webapp.supplier.waiting import held_links, of_others

FIELDS = ("name", "role", "leave_open", "agree", "open", "seen", "discard")
LONGEST_LIST = 20_000
MORE_OPEN = lazy_gettext(
    "Since you opened this page more questions have become open. Look at them again."
)
CHANGED = lazy_gettext(
    "Since you opened this page an answer or a document was changed. Look at them again, then"
    " confirm them."
)


class DeclarationForm(forms.Schema):
    """Who answers for what is sent, and which questions are left open knowingly."""

    name = forms.Text(
        needed=lazy_gettext("Enter the name of the person who answers for this."), most=120
    )
    role = forms.Text(
        needed=lazy_gettext("Enter this person’s role, such as human resources manager."), most=120
    )
    agree = forms.Choice(
        ("yes",), needed=lazy_gettext("Confirm that the answers are true as far as you know.")
    )
    leave_open = forms.Text()
    open = forms.Text(most=LONGEST_LIST)
    seen = forms.Text()
    discard = forms.Text()


@blueprint.get("/answer/<uuid:invitation>/check")
@access("response:read", scope=SupplierScope)
def check(invitation: UUID) -> ResponseReturnValue:
    """All answers, what is missing, what does not fit together, and the declaration."""
    here = visit(invitation)
    held = here.held_for(CHECK)
    typed = {name: texts[0] for name, texts in held.fields.items() if texts} if held else {}
    held_at = wording.moment(held.created_at) if held else None
    return _page(here, review(here), Form(typed), held_at)


@blueprint.post("/answer/<uuid:invitation>/check")
@access("response:write", scope=SupplierScope)
def send(invitation: UUID) -> ResponseReturnValue:
    """Seal the answers and show them to the company that asked."""
    here = visit(invitation)
    if not here.may_send:
        raise NotFound
    form = forms.read(DeclarationForm)
    reviewed = review(here)
    if reviewed.missing and form.typed["leave_open"] != "yes":
        told = _("Answer the open questions, or confirm that you leave them open.")
        form = form.refused({"leave_open": told})
    if form.problems:
        return _page(here, reviewed, replace(form, problems=_in_order(form.problems))), 422
    if changed := _changed(here, reviewed, form):
        return _page(here, reviewed, _unconfirmed(form, changed)), 422
    try:
        _send(here, form)
    except AnswersMissing:
        return _page(here, reviewed, _unconfirmed(form, {"leave_open": str(MORE_OPEN)})), 422
    except Invalid as refusal:
        return _page(here, reviewed, form.refused(refusal.problems)), 422
    return redirect(url_for("supplier.receipt", invitation=invitation), 303)


def _changed(here: Visit, reviewed: Review, form: Form) -> dict[str, str]:
    """What is not as the page showed it when it was declared to be true."""
    if {line.key for line in reviewed.missing} - set(form.values["open"].split()):
        return {"leave_open": str(MORE_OPEN)}
    if form.values["seen"] != _seen(here):
        return {"agree": str(CHANGED)}
    return {}


def _seen(here: Visit) -> str:
    """One text for all answers and documents as they are now."""
    return digest(
        {
            "answers": {key: saved.version for key, saved in here.saved.items()},
            "files": {key: [str(file.id) for file in files] for key, files in here.files.items()},
        }
    )


def _unconfirmed(form: Form, problems: dict[str, str]) -> Form:
    typed = {**form.typed, **dict.fromkeys(problems, "")}
    return replace(form, typed=typed, problems=problems)


def _in_order(problems: dict[str, str]) -> dict[str, str]:
    """As the fields stand on the page, so that the summary can be worked through."""
    return {name: problems[name] for name in FIELDS if name in problems}


def _send(here: Visit, form: Form) -> None:
    with database().writing(here.scope) as session:
        submit(
            session,
            here.scope,
            declaration=Declaration(name=form.values["name"], role=form.values["role"]),
            leave_open=form.values["open"].split(),
            letters=letters(),
            now=now(),
            ids=ids(),
        )
        release_held(session, here.scope, page=CHECK)


def _page(here: Visit, reviewed: Review, form: Form, held_at: str | None = None) -> str:
    return render(
        "check",
        here,
        review=reviewed,
        open_keys=" ".join(line.key for line in reviewed.missing),
        seen=_seen(here),
        typed=form.typed,
        problems=form.problems,
        held_at=held_at,
        on_device=name_on_device(here, CHECK),
        held=[one for one in held_links(here) if one[0] != CHECK],
        of_others=of_others(here),
        due=wording.day(here.invited.due_on),
    )
