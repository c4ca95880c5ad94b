"""Ask a colleague: for a section, for a question, to check all answers, or to sign them."""

from dataclasses import asdict, dataclass
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.colleagues.service import ROLES, ColleagueDetails, ask_colleague
from assessments.errors import Invalid, NotFound, TooManyTries
from assessments.responses.held import release_held
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access
from webapp.asking import database, ids, letters, now
from webapp.forms import Form
from webapp.languages import SPOKEN
from webapp.supplier import wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.carried import page_here
from webapp.supplier.held_forms import held_form, moment_of
from webapp.supplier.holding import task_of
from webapp.supplier.visit import Visit, render, visit

LONGEST_NOTE = 1000
WITHOUT_PART = ("reviewer", "signatory")
PROBLEMS = {
    "own_address": lazy_gettext("This is your own address. Enter that of a colleague."),
    "too_many": lazy_gettext(
        "So many colleagues help already that no more can be asked. End the access of one first."
    ),
    "nothing": lazy_gettext("Choose at least one section."),
    "past": lazy_gettext("Choose a day that is still to come."),
    "too_late": lazy_gettext("Choose a day before the answers are due."),
    "link": lazy_gettext(
        "Leave out web addresses, and put a space after each full stop. Our mails carry no links"
        " but our own."
    ),
}


class AskForm(forms.Schema):
    """Whom to ask, and for what."""

    name = forms.Text(needed=lazy_gettext("Enter the name of your colleague."), most=100)
    email = forms.Email(needed=lazy_gettext("Enter the e-mail address of your colleague."))
    note = forms.Text(most=LONGEST_NOTE, lines=True)
    due = forms.Day()
    role = forms.Choice(ROLES, needed=lazy_gettext("Choose what your colleague is to do."))
    language = forms.Choice(SPOKEN)


@dataclass(frozen=True)
class Preset:
    """What the address of the page names: a section, a question, a role, or none of them."""

    section: str = ""
    question: str = ""
    role: str = ""

    @property
    def role_asked(self) -> str:
        """The role, where it is not left to be chosen."""
        return "contributor" if self.section or self.question else self.role

    @property
    def address(self) -> dict[str, str]:
        """What the address of the form carries on, so that a refused form is the same page."""
        return {name: text for name, text in asdict(self).items() if text}


@blueprint.get("/answer/<uuid:invitation>/people/ask")
@access("colleague:read", scope=SupplierScope)
def ask(invitation: UUID) -> ResponseReturnValue:
    """The form, for what the address names."""
    here = visit(invitation)
    held = here.held_for(page_here())
    return _page(here, _preset(), held_form(_form_of(here), held), moment_of(held))


@blueprint.post("/answer/<uuid:invitation>/people/ask")
@access("colleague:write", scope=SupplierScope)
def send_to_colleague(invitation: UUID) -> ResponseReturnValue:
    """Mail a colleague a link of their own."""
    here, preset = visit(invitation), _preset()
    form = forms.read(_form_of(here))
    if form.problems:
        return _page(here, preset, form), 422
    try:
        with database().writing(here.scope) as session:
            colleague = ask_colleague(
                session,
                here.scope,
                wanted=_wanted(form, preset),
                letters=letters(),
                now=now(),
                ids=ids(),
            )
            release_held(session, here.scope, page=page_here())
    except Invalid as refusal:
        return _page(here, preset, form.refused(told(refusal))), 422
    except TooManyTries as refusal:
        return _page(here, preset, form.refused({"email": too_often(refusal)})), 429
    flash(_("We have mailed %(name)s a link of their own.", name=colleague.name), "success")
    return redirect(url_for("supplier.people", invitation=invitation), 303)


def told(refusal: Invalid) -> dict[str, str]:
    """What is wrong, in words; what is wrong with the part stands at the sections."""
    return {
        "sections" if name == "part" else "due" if name == "due_on" else name: str(PROBLEMS[key])
        for name, key in refusal.problems.items()
    }


def too_often(refusal: TooManyTries) -> str:
    """That no more mails go out today, and from when on they do."""
    return str(
        _(
            "Many mails went out today. The next one can be sent from %(moment)s.",
            moment=wording.moment(refusal.retry_at),
        )
    )


def _form_of(here: Visit) -> type[forms.Schema]:
    """The form with the sections of this questionnaire."""
    ids = [section.id for section in here.questionnaire.sections]
    return type("AskFormHere", (AskForm,), {"sections": forms.Choices(ids, most=len(ids))})


def _wanted(form: Form, preset: Preset) -> ColleagueDetails:
    values = form.values
    sections = [*values["sections"], *filter(None, [preset.section])]
    questions = [*filter(None, [preset.question])]
    given = values["role"] == "contributor"
    return ColleagueDetails(
        name=values["name"],
        email=values["email"],
        role=values["role"],
        sections=tuple(sections) if given else (),
        questions=tuple(questions) if given else (),
        note=values["note"],
        due_on=values["due"],
        language=values["language"],
    )


def _preset() -> Preset:
    asked = {name: _key(request.args.get(name, "")) for name in ("section", "question", "role")}
    return Preset(**asked | {"role": asked["role"] if asked["role"] in WITHOUT_PART else ""})


def _key(text: str) -> str:
    """The key of a section, a question or a role, empty for what cannot be one."""
    return text if text.replace("_", "").isalnum() and text.isascii() else ""


def _page(here: Visit, preset: Preset, form: Form, held_at: str = "") -> str:
    return render(
        "ask_colleague",
        here,
        preset=preset,
        asked_for=_asked_for(here, preset),
        roles=[(role, task_of(role)) for role in ROLES],
        sections=[
            (section.id, here.words.section(section.id).title)
            for section in here.questionnaire.sections
            if here.open & set(section.question_keys)
        ],
        typed=form.typed,
        held_at=held_at,
        problems=form.problems,
        languages=[(language.tag, language.name) for language in SPOKEN.values()],
        due=wording.day(here.invited.due_on),
    )


def _asked_for(here: Visit, preset: Preset) -> str:
    """What the page was opened for, by name. NotFound for what is not open to the asker."""
    if preset.question:
        if preset.question not in here.shown:
            raise NotFound
        return str(here.words.question(preset.question).text)
    if preset.section:
        known = {section.id for section in here.questionnaire.sections}
        if preset.section not in known:
            raise NotFound
        return str(here.words.section(preset.section).title)
    return ""
