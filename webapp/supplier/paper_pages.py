"""One paper: until when it is good, which answers it stands for, and taking it away."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import Invalid, NotFound
from assessments.evidence.keeping import PaperDetails, delete_paper, describe_paper, is_own
from assessments.evidence.papers import Paper
from assessments.evidence.service import claim_papers, withdraw_claim
from assessments.evidence.store import FileStore
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, letters, now
from webapp.forms import Choices, Day, Form, Schema, Text
from webapp.instance import instance
from webapp.languages import current_language
from webapp.languages.reader import told
from webapp.supplier.blueprint import blueprint
from webapp.supplier.layout import find_page
from webapp.supplier.papers import Shelf, page_of, shelf
from webapp.supplier.visit import Visit

LONGEST_SUMMARY = 200


class PaperForm(Schema):
    """What is said of a paper."""

    issued_on = Day()
    expires_on = Day()
    summary = Text(most=LONGEST_SUMMARY)


class NoFields(Schema):
    """A form that is only a button."""


@blueprint.get("/answer/<uuid:invitation>/papers/<uuid:file>")
@access("evidence:read", scope=SupplierScope)
def paper(invitation: UUID, file: UUID) -> ResponseReturnValue:
    """What a paper is, and the form that says so."""
    here = shelf(invitation)
    return _page(here, _found(here, file), Form({}))


@blueprint.post("/answer/<uuid:invitation>/papers/<uuid:file>")
@access("evidence:write", scope=SupplierScope)
def save_paper(invitation: UUID, file: UUID) -> ResponseReturnValue:
    """Keep the days and the summary, and let it stand for the answers that are ticked."""
    here = shelf(invitation)
    found = _found(here, file)
    form = forms.read(_form_for(here.visit, described=_is_own(found)))
    if form.problems:
        return _page(here, found, form), 422
    try:
        _save(here, found, form.values)
    except Invalid as refusal:
        return _page(here, found, form.refused(_beside_boxes(refusal.problems))), 422
    flash(_("“%(name)s” was saved.", name=found.file.original_name), "success")
    return redirect(_back(here) or url_for("supplier.papers", invitation=invitation), 303)


def _back(here: Shelf) -> str | None:
    """The page of the questionnaire that led here, if one did."""
    section, _slash, number = request.args.get("page", "").partition("/")
    if here.visit is None or not (number.isascii() and number.isdecimal() and len(number) < 4):
        return None
    try:
        page = find_page(here.visit, section, int(number))
    except NotFound:
        return None
    return url_for(
        "supplier.section_page",
        invitation=here.invitation,
        section=page.section.id,
        number=page.number,
    )


@blueprint.get("/answer/<uuid:invitation>/papers/<uuid:file>/delete")
@access("evidence:read", scope=SupplierScope)
def confirm_deletion(invitation: UUID, file: UUID) -> ResponseReturnValue:
    """Ask before a paper is deleted for good."""
    here = shelf(invitation)
    return page_of("delete_paper", here, paper=_found(here, file))


@blueprint.post("/answer/<uuid:invitation>/papers/<uuid:file>/delete")
@access("evidence:write", scope=SupplierScope)
def remove_paper(invitation: UUID, file: UUID) -> ResponseReturnValue:
    """Delete a paper that was never sent."""
    here = shelf(invitation)
    found = _found(here, file)
    forms.read(NoFields)
    try:
        with database().writing(current_scope(SupplierScope)) as session:
            stored = delete_paper(session, current_scope(SupplierScope), public_id=file, now=now())
    except Invalid as refusal:
        flash(told(refusal), "warning")
        return redirect(url_for("supplier.paper", invitation=invitation, file=file), 303)
    FileStore(instance().settings.evidence).remove(stored)
    flash(_("“%(name)s” was deleted.", name=found.file.original_name), "success")
    return redirect(url_for("supplier.papers", invitation=invitation), 303)


def _save(here: Shelf, found: Paper, values: dict[str, Any]) -> None:
    scope, public_id = current_scope(SupplierScope), found.file.public_id
    ticked, shown = set(values.get("stands_for", ())), set(values.get("stood_for", ()))
    with database().writing(scope) as session:
        if _is_own(found):
            describe_paper(
                session,
                scope,
                public_id=public_id,
                details=PaperDetails(values["issued_on"], values["expires_on"], values["summary"]),
                letters=letters(),
                language=current_language(),
                now=now(),
                ids=ids(),
            )
        for key in sorted(ticked - shown):
            claim_papers(session, scope, question=key, public_ids=[public_id], now=now())
        for key in sorted(shown - ticked):
            withdraw_claim(session, scope, question=key, public_id=public_id, now=now())


def _found(here: Shelf, public_id: UUID) -> Paper:
    found = next((one for one in here.papers if one.file.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _is_own(found: Paper) -> bool:
    return is_own(current_scope(SupplierScope), found.file)


def _form_for(visit: Visit | None, *, described: bool) -> type[Schema]:
    """The form as the page offers it: answers can be ticked while the questionnaire is open, and a
    colleague describes no paper of somebody else.

    `stood_for` are the answers for which the paper stood when the page was made.
    """
    form = PaperForm if described else NoFields
    if visit is None:
        return form
    keys = tuple(visit.open)
    ticks = {name: Choices(keys, most=len(keys)) for name in ("stands_for", "stood_for")}
    return type("PaperOfOpenQuestionnaire", (form,), ticks)


def _page(here: Shelf, found: Paper, form: Form) -> str:
    file = found.file
    typed = form.typed or {
        "issued_on": file.issued_on,
        "expires_on": file.expires_on,
        "summary": file.summary,
        "stands_for": found.questions,
    }
    return page_of(
        "paper",
        here,
        paper=found,
        typed=typed,
        is_own=_is_own(found),
        back=_back(here),
        page_before=request.args.get("page"),
        problems=form.problems,
        offered=_offered(here.visit, found),
    )


def _offered(visit: Visit | None, found: Paper) -> list[tuple[str, str]]:
    """The open questions that a paper can stand for, and those that it stands for."""
    if visit is None:
        return []
    return [
        (key, str(visit.words.question(key).text))
        for key, question in visit.questionnaire.questions.items()
        if key in visit.shown and (question.evidence or key in found.questions)
    ]


def _beside_boxes(problems: dict[str, str]) -> dict[str, str]:
    """A refusal that names no field of this form stands beside the answers."""
    known = ("issued_on", "expires_on", "summary")
    return {name if name in known else "stands_for": text for name, text in problems.items()}
