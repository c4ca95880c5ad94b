"""Who of the colleagues has which part, as the task list and the page of people say it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from assessments.colleagues import queries
from assessments.colleagues.models import Colleague
from webapp.asking import database
from webapp.supplier import wording
from webapp.supplier.visit import Visit


@dataclass(frozen=True)
class Helper:
    """Somebody who helps, in words."""

    id: UUID
    name: str
    email: str
    task: str
    part: tuple[str, ...]
    state: str
    due: str
    last_saved: str
    may_be_revoked: bool


def people(here: Visit) -> list[Helper]:
    """Everybody who was asked to help, in the order of asking."""
    with database().reading(here.scope) as session:
        asked = queries.colleagues(session, here.scope)
        saved = queries.last_saved(session, here.scope)
    return [
        Helper(
            id=each.public_id,
            name=each.name,
            email=each.email,
            task=task_of(each.role),
            part=part(here, each),
            state=_state(each),
            due=wording.day(each.due_on) if each.due_on else "",
            last_saved=wording.moment(saved[each.email]) if each.email in saved else "",
            may_be_revoked=each.revoked_at is None,
        )
        for each in asked
    ]


def with_whom(here: Visit) -> dict[str, list[str]]:
    """Section → who of the colleagues has a part of it, and by when. Only for who asked them."""
    if here.colleague is not None:
        return {}
    with database().reading(here.scope) as session:
        asked = queries.colleagues(session, here.scope)
    found: dict[str, list[str]] = {}
    for each in asked:
        if each.revoked_at is None and each.role == "contributor":
            mine = queries.part_of(each, here.questionnaire)
            for section in here.questionnaire.sections:
                if mine & set(section.question_keys):
                    found.setdefault(section.id, []).append(_holds(each))
    return found


def helping(here: Visit) -> dict[str, Any]:
    """What the task list says to a colleague: who asked, for what, by when, and their note."""
    me = here.colleague
    if me is None:
        return {}
    return {
        "task": task_of(me.role),
        "part": part(here, me),
        "by": wording.day(me.due_on) if me.due_on else "",
        "done_at": wording.moment(me.done_at) if me.done_at else "",
    }


def task_of(role: str) -> str:
    """What somebody was asked to do."""
    if role == "signatory":
        return str(_("Read all answers, sign and send them"))
    if role == "reviewer":
        return str(_("Check all answers"))
    return str(_("Answer a part"))


def part(here: Visit, colleague: Colleague) -> tuple[str, ...]:
    """The sections and questions of a contributor, by name; nothing for who sees all."""
    if colleague.role != "contributor":
        return ()
    sections = set(colleague.sections.split())
    titles = [
        here.words.section(section.id).title
        for section in here.questionnaire.sections
        if section.id in sections
    ]
    questions = set(colleague.questions.split())
    return tuple(
        str(text)
        for text in [
            *titles,
            *(
                here.words.question(key).text
                for key, question in here.questionnaire.questions.items()
                if key in questions and question.section not in sections
            ),
        ]
    )


def _holds(colleague: Colleague) -> str:
    if colleague.done_at is not None:
        return str(_("✓ %(name)s has finished their part.", name=colleague.name))
    if colleague.due_on is not None:
        day = wording.day(colleague.due_on)
        return str(_("%(name)s was asked, by %(day)s.", name=colleague.name, day=day))
    return str(_("%(name)s was asked.", name=colleague.name))


def _state(colleague: Colleague) -> str:
    steps = [
        (colleague.revoked_at, _("Ended on %(moment)s")),
        (colleague.done_at, _("Finished on %(moment)s")),
        (colleague.opened_at, _("Opened on %(moment)s")),
        (colleague.created_at, _("Asked on %(moment)s, not opened yet")),
    ]
    at, words = next((at, words) for at, words in steps if at is not None)
    return str(words) % {"moment": wording.moment(at)}
