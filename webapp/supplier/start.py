"""Why somebody is asked, and the list of what there is to do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from assessments.campaigns.reasons import my_reasons
from assessments.responses.queries import my_submission
from assessments.responses.withdrawing import withdrawn_at
from assessments.scope import SupplierScope
from questionnaires.definition import Section
from questionnaires.routing import Progress, State, not_counted, progress, unanswered
from webapp.access import access
from webapp.asking import database
from webapp.supplier import layout, reasons, wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.holding import helping, with_whom
from webapp.supplier.offering import offering
from webapp.supplier.returned import Returned, returned
from webapp.supplier.visit import Visit, render, visit
from webapp.supplier.waiting import held_links

MINUTES_STEP = 5
STATES = {
    State.NOT_ASKED: "cannot_start",
    State.NOT_STARTED: "not_started",
    State.IN_PROGRESS: "in_progress",
    State.ANSWERED: "completed",
}


@dataclass(frozen=True)
class Task:
    """A section in the task list, and who of the colleagues has it."""

    text: str
    url: str
    state: str
    hint: str
    holders: tuple[str, ...] = ()


@blueprint.get("/answer/<uuid:invitation>/")
@access("response:read", scope=SupplierScope)
def start(invitation: UUID) -> ResponseReturnValue:
    """Who asks, why, what happens with the answers, how long it takes, and by when."""
    here = visit(invitation)
    few, many = _minutes(here)
    with database().reading(here.scope) as session:
        why = my_reasons(session, here.scope)
    return render(
        "start",
        here,
        due=wording.day(here.invited.due_on),
        few=few,
        many=many,
        questions=len(here.shown),
        **reasons.told(here, why),
        **offering(here),
    )


@blueprint.get("/answer/<uuid:invitation>/tasks")
@access("response:read", scope=SupplierScope)
def tasks(invitation: UUID) -> ResponseReturnValue:
    """The sections, and how far each is answered."""
    here = visit(invitation)
    back = returned(here)
    listed = _sent_back(here, _tasks(here), back)
    asked = [task for task in listed if task.state != "cannot_start"]
    return render(
        "tasks",
        here,
        tasks=listed,
        complete=sum(task.state == "completed" for task in asked),
        total=len(asked),
        **helping(here),
        due=wording.day(here.invited.due_on),
        go_on=_next_question(here, back),
        back=back,
        withdrawn_at=_withdrawn_at(here),
        held=held_links(here),
        not_counted=_kept_answers(here),
        **offering(here),
    )


def _kept_answers(here: Visit) -> list[str]:
    """The questions whose answers are kept and do not count."""
    kept = not_counted(here.questionnaire, here.values)
    return [str(here.words.question(key).text) for key in kept if key in here.open]


def _withdrawn_at(here: Visit) -> str:
    """When the person invited took back what was sent last, empty while that stands."""
    if here.colleague is not None:
        return ""
    with database().reading(here.scope) as session:
        last = my_submission(session, here.scope)
        at = withdrawn_at(session, here.scope, last.id) if last else None
    return wording.moment(at) if at else ""


def _tasks(here: Visit) -> list[Task]:
    how_far = progress(here.questionnaire, here.values, here.declined, within=here.open)
    holders = with_whom(here)
    return [
        _task(here, section, how_far[section.id], holders.get(section.id, ()))
        for section in here.questionnaire.sections
        if here.open & set(section.question_keys)
    ]


def _task(here: Visit, section: Section, how_far: Progress, holders: Iterable[str]) -> Task:
    return Task(
        text=here.words.section(section.id).task,
        url=_first_open_page(here, section),
        state=STATES[how_far.state],
        hint=_hint(how_far),
        holders=tuple(holders),
    )


def _first_open_page(here: Visit, section: Section) -> str:
    """The first page with an unanswered question; the first page where all are answered."""
    missing = set(unanswered(here.questionnaire, here.values, here.declined))
    shown = layout.section_pages(here, section)
    first = next((page for page in shown if missing & set(page.keys)), shown[0] if shown else None)
    return _page_url(here, first) if first else ""


def _sent_back(here: Visit, listed: list[Task], back: Returned | None) -> list[Task]:
    """The same list of what came back: no other section, and how far that is dealt with."""
    if back is None:
        return listed
    sections = {str(here.words.section(one.id).task): one for one in here.questionnaire.sections}
    shown = [task for task in listed if here.shown & set(sections[task.text].question_keys)]
    return [
        replace(task, state=state, hint=back.hint(keys))
        if (state := back.state(keys := sections[task.text].question_keys))
        else task
        for task in shown
    ]


def _next_question(here: Visit, back: Returned | None) -> str:
    """The first page with a question that came back or is unanswered, else the check page."""
    unanswered_now = unanswered(here.questionnaire, here.values, here.declined)
    missing = (back.left if back else None) or set(unanswered_now)
    for section in here.questionnaire.sections:
        for page in layout.section_pages(here, section):
            if missing & set(page.keys):
                return _page_url(here, page)
    return url_for("supplier.check", invitation=here.invitation)


def _hint(how_far: Progress) -> str:
    if how_far.state is State.NOT_ASKED:
        return str(_("Opens only if your other answers lead to it."))
    if how_far.state is State.NOT_STARTED:
        return str(ngettext("1 question", "%(num)s questions", how_far.shown))
    hint: str = _(
        "%(answered)s of %(shown)s answered", answered=how_far.answered, shown=how_far.shown
    )
    if how_far.dont_know:
        hint += ", " + ngettext(
            "1 with “Don’t know”", "%(num)s with “Don’t know”", how_far.dont_know
        )
    if how_far.declined:
        hint += ", " + ngettext("1 declined", "%(num)s declined", how_far.declined)
    return hint


def _page_url(here: Visit, page: layout.Page) -> str:
    return url_for(
        "supplier.section_page",
        invitation=here.invitation,
        section=page.section.id,
        number=page.number,
    )


def _minutes(here: Visit) -> tuple[int, int]:
    """From most of a minute to a minute and a half for each question, in steps of five."""
    count = len(here.shown)
    few, many = count * 3 // 4, count * 3 // 2
    return max(1, few // MINUTES_STEP) * MINUTES_STEP, -(-many // MINUTES_STEP) * MINUTES_STEP
