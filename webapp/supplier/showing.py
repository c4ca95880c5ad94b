"""How a section page looks: its questions with what is stored, held or was just typed."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request, url_for

from questionnaires.routing import not_counted
from questionnaires.types import Table, answer_type
from webapp.asking import database
from webapp.supplier import layout, wording
from webapp.supplier.conflicts import two_answers
from webapp.supplier.declining import REASON_WORDS, field_of, reason_fields
from webapp.supplier.layout import Page
from webapp.supplier.lists import country_typed, lists
from webapp.supplier.papers import Choosing
from webapp.supplier.talking import talk
from webapp.supplier.typed import TypedPage, read_page, stored_fields
from webapp.supplier.visit import Visit, back_to_check, render, way_back

EMPTY = TypedPage()
SAVED = "saved"


def section_page(visit: Visit, page: Page, sent: TypedPage = EMPTY) -> str:
    """The page with what was typed where something was, else with what is stored."""
    held = None if sent is not EMPTY else visit.held_for(page.path)
    if held is not None:
        sent = read_page(visit, page, held.fields)
    questions = [visit.questionnaire.questions[key] for key in page.keys]
    return render(
        "section",
        visit,
        section=visit.words.section(page.section.id),
        section_id=page.section.id,
        page_keys=page.keys,
        questions=questions,
        words=visit.words,
        typed=_typed(visit, page, sent),
        versions={key: _version(visit, key, sent) for key in page.keys},
        rows={key: _rows(visit, key) for key in page.keys},
        lists=lists(visit, _region_country(visit, page, sent)),
        problems=sent.problems if held is None else {},
        labels=labels(visit, sent.problems),
        conflicts=two_answers(visit, sent) if held is None else {},
        reasons=list(REASON_WORDS.items()),
        autosave=_autosave(visit, page),
        row_saved=row_saved(visit, page),
        held_at=wording.moment(held.created_at) if held else None,
        papers=Choosing(visit, page.path),
        kept_answers=kept_answers(visit, page),
        **talk_on(visit, page),
        action=address(visit, page),
        **_place(visit, page),
    )


def name_on_device(visit: Visit, path: str) -> str:
    """The name under which a script keeps what somebody typed on a page: it tells nothing."""
    return device_name(visit.invitation, visit.scope.email, path)


def device_name(invitation: UUID, email: str, path: str) -> str:
    """The same for a page that was left already."""
    whose = f"{invitation}/{path}/{email}"
    return hashlib.sha256(whose.encode()).hexdigest()


def row_saved(visit: Visit, page: Page) -> dict[str, Any] | None:
    """The row that was just saved: its name on the device and the version of its table."""
    table, _slash, row = request.args.get(SAVED, "").partition("/")
    if table not in visit.saved:
        return None
    name = name_on_device(visit, f"{page.path}/{table}/{row}")
    return {"name": name, "version": visit.saved[table].version}


def _autosave(visit: Visit, page: Page) -> dict[str, str]:
    """Where the script saves, and under which name it keeps on the device what is not saved."""
    moments = [saved.saved_at for saved in visit.saved.values()]
    return {
        "url": url_for(
            "supplier.autosave",
            invitation=visit.invitation,
            section=page.section.id,
            number=page.number,
        ),
        "name": name_on_device(visit, page.path),
        "saved_at": max(moments).isoformat() if moments else "",
    }


def talk_on(visit: Visit, page: Page) -> dict[str, Any]:
    """What the company said about the answers of this page, and where both sides of it stand."""
    with database().reading(visit.scope) as session:
        found = talk(session, visit.scope, visit.invitation)
    if found is None or found.review.newest.withdrawn:
        return {"threads": {}, "doubts": []}
    doubts = [one for one in found.doubts if set(one.keys) & set(page.keys)]
    return {
        "threads": {key: found.threads[key] for key in page.keys if key in found.spoken},
        "doubts": doubts,
        "links": {
            side.key: address(visit, layout.page_of(visit, side.key), _anchor=f"q.{side.key}")
            for one in doubts
            for side in one.sides
            if side.key in visit.shown
        },
    }


def address(visit: Visit, page: Page, **more: Any) -> str:
    """The address of a section page; it goes on leading back to the check page."""
    return url_for(
        "supplier.section_page",
        invitation=visit.invitation,
        section=page.section.id,
        number=page.number,
        **way_back(),
        **more,
    )


def labels(visit: Visit, problems: Mapping[str, str]) -> dict[str, str]:
    """Field name → the question that it belongs to, for the summary of problems."""
    questions = {name: name.split(".")[1] for name in problems if "." in name}
    return {
        name: visit.words.question(key).text
        for name, key in questions.items()
        if key in visit.questionnaire.questions
    }


def kept_answers(visit: Visit, page: Page) -> list[str]:
    """The questions whose answers are kept but not counted because of an answer on this page."""
    conditions = visit.questionnaire.routing.conditions
    return [
        visit.words.question(key).text
        for key in not_counted(visit.questionnaire, visit.values)
        if key in visit.open
        and key in conditions
        and set(conditions[key].reads) & set(page.all_keys)
    ]


def _typed(visit: Visit, page: Page, sent: TypedPage) -> dict[str, list[str]]:
    """What the fields hold: as typed where the form had the question, else as stored."""
    fields: dict[str, list[str]] = {}
    for key in page.keys:
        if key in sent.seen:
            name, reason = f"q.{key}", field_of(key)
            fields |= {
                field: texts
                for field, texts in sent.typed.items()
                if field in (name, reason) or field.startswith((f"{name}.", f"{reason}."))
            }
        else:
            fields |= stored_fields(visit.questionnaire.questions[key], visit.values.get(key))
            fields |= reason_fields(visit.declined.get(key), key)
    return fields


def _version(visit: Visit, key: str, sent: TypedPage) -> int:
    saved = visit.saved.get(key)
    return sent.seen.get(key, saved.version if saved else 0)


def _rows(visit: Visit, key: str) -> list[dict[str, str]]:
    kind = answer_type(visit.questionnaire.questions[key])
    return kind.show_rows(visit.values.get(key), visit.words) if isinstance(kind, Table) else []


def _region_country(visit: Visit, page: Page, sent: TypedPage) -> str | None:
    """The country whose regions a question of this page offers."""
    for key in page.keys:
        country = visit.questionnaire.questions[key].region_of
        if country:
            return country_typed(sent.typed, f"q.{country}") or visit.values.get(country)
    return None


def _place(visit: Visit, page: Page) -> dict[str, Any]:
    """Where this page is, and what comes before it."""
    pages = layout.section_pages(visit, page.section)
    numbers = [other.number for other in pages]
    at = numbers.index(page.number) if page.number in numbers else 0
    sections = [section.id for section in visit.questionnaire.sections]
    back = url_for("supplier.tasks", invitation=visit.invitation)
    if back_to_check():
        back = url_for("supplier.check", invitation=visit.invitation)
    elif at:
        back = address(visit, pages[at - 1])
    return {
        "section_number": sections.index(page.section.id) + 1,
        "section_count": len(sections),
        "page_number": at + 1,
        "page_count": len(pages),
        "back": back,
    }
