"""Answer in a spreadsheet: download it, upload it, look at what it would change, then take that."""

from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import UnprocessableEntity

from assessments.errors import AnswersChanged
from assessments.responses.held import release_held
from assessments.responses.service import TypedAnswer, save_answers
from assessments.responses.sheets import SHEET, hold_sheet
from assessments.scope import SupplierScope
from assessments.sheets import limits
from assessments.sheets.reading import read_cells
from assessments.sheets.refusals import NOT_OURS, TOO_MUCH_TEXT, UnreadableSheet
from questionnaires.answer_sheet.changes import Change, Changes, Verdict
from webapp import forms
from webapp.access import access
from webapp.asking import database, now
from webapp.supplier import wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.sheet_advice import advice
from webapp.supplier.sheet_showing import seen, shown_changes
from webapp.supplier.sheets import answer_sheet, changes_by, held_changes
from webapp.supplier.visit import Visit, render, visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE = "file"


class UploadForm(forms.Schema):
    """A spreadsheet that was chosen; it comes beside the fields."""


@blueprint.get("/answer/<uuid:invitation>/sheet")
@access("sheet:read", scope=SupplierScope)
def sheet(invitation: UUID) -> ResponseReturnValue:
    """How to answer in a spreadsheet, the file to download, and where to upload it."""
    return _sheet_page(visit(invitation))


@blueprint.get("/answer/<uuid:invitation>/sheet/download")
@access("sheet:read", scope=SupplierScope)
def download_sheet(invitation: UUID) -> ResponseReturnValue:
    """The form as a spreadsheet with the answers so far, in the language of the page."""
    here = visit(invitation)
    response = Response(answer_sheet(here), mimetype=XLSX)
    name = f"{here.questionnaire.slug}-{here.words.language}.xlsx"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/answer/<uuid:invitation>/sheet")
@access("sheet:write", scope=SupplierScope)
def upload_sheet(invitation: UUID) -> ResponseReturnValue:
    """Read a spreadsheet and keep it; nothing is saved before its answers are taken."""
    here = visit(invitation)
    forms.read(UploadForm)
    if set(request.files) - {FILE}:
        raise UnprocessableEntity
    file = request.files.get(FILE)
    if file is None or not file.filename:
        return _sheet_page(here, _("Choose the file first, then press the button.")), 422
    try:
        _keep(here, read_cells(file.stream.read(limits.LARGEST_FILE + 1), file.filename))
    except UnreadableSheet as refusal:
        return _sheet_page(here, advice(refusal)), 422
    return redirect(url_for("supplier.check_sheet", invitation=invitation), 303)


@blueprint.get("/answer/<uuid:invitation>/sheet/check")
@access("sheet:read", scope=SupplierScope)
def check_sheet(invitation: UUID) -> ResponseReturnValue:
    """Row by row what would be taken, what cannot be read, and what was changed meanwhile."""
    here = visit(invitation)
    found = held_changes(here)
    return _none_held(here) if found is None else _check_page(here, found)


@blueprint.post("/answer/<uuid:invitation>/sheet/check")
@access("sheet:write", scope=SupplierScope)
def take_sheet(invitation: UUID) -> ResponseReturnValue:
    """Save what the page showed; or forget the file."""
    here = visit(invitation)
    found = held_changes(here)
    if found is None:
        return _none_held(here)
    form = forms.read(_take_form(found))
    if form.values.get("discard"):
        return _discard(here)
    if form.problems or form.values["seen"] != seen(here):
        return _check_page(here, found, is_stale=True), 412
    chosen = [*found.of(Verdict.TAKEN), *_preferred(found, form.values["mine"])]
    try:
        _take(here, chosen, is_last=not found.of(Verdict.WRONG))
    except AnswersChanged:
        again = visit(invitation)
        return _check_page(again, held_changes(again) or found, is_stale=True), 412
    return _go_on(here, found, len(chosen))


def _take_form(found: Changes) -> type[forms.Schema]:
    """The form of the page: of each answer that somebody else changed, which one is wanted."""

    class TakeForm(forms.Schema):
        seen = forms.Text()
        discard = forms.Text()
        mine = forms.Choices([one.question for one in found.of(Verdict.CONFLICT)], most=1000)

    return TakeForm


def _preferred(found: Changes, keys: tuple[str, ...]) -> list[Change]:
    return [one for one in found.of(Verdict.CONFLICT) if one.question in keys]


def _keep(here: Visit, cells: str) -> None:
    if not changes_by(here, cells).readout.said:
        raise UnreadableSheet(NOT_OURS)
    with database().writing(here.scope) as session:
        if not hold_sheet(session, here.scope, cells=cells, now=now()):
            raise UnreadableSheet(TOO_MUCH_TEXT)


def _take(here: Visit, chosen: list[Change], *, is_last: bool) -> None:
    typed = [_typed(here, change) for change in chosen]
    with database().writing(here.scope) as session:
        save_answers(session, here.scope, typed=typed, now=now())
        if is_last:
            release_held(session, here.scope, page=SHEET)


def _typed(here: Visit, change: Change) -> TypedAnswer:
    saved = here.saved.get(change.question)
    version = saved.version if saved else 0
    return TypedAnswer(change.question, change.then, version, to_confirm=bool(change.moved))


def _go_on(here: Visit, found: Changes, count: int) -> ResponseReturnValue:
    flash(ngettext("1 answer was taken.", "%(num)s answers were taken.", count), "success")
    wrong = found.of(Verdict.WRONG)
    return redirect(
        url_for("supplier.check_sheet" if wrong else "supplier.tasks", invitation=here.invitation),
        303,
    )


def _discard(here: Visit) -> ResponseReturnValue:
    with database().writing(here.scope) as session:
        release_held(session, here.scope, page=SHEET)
    flash(_("The file was discarded. The saved answers are as they were."))
    return redirect(url_for("supplier.sheet", invitation=here.invitation), 303)


def _none_held(here: Visit) -> ResponseReturnValue:
    return redirect(url_for("supplier.sheet", invitation=here.invitation), 303)


def _sheet_page(here: Visit, problem: str = "") -> str:
    held = here.held_for(SHEET)
    return render(
        "sheet",
        here,
        problems={FILE: problem} if problem else {},
        held_at=wording.moment(held.created_at) if held else None,
    )


def _check_page(here: Visit, found: Changes, *, is_stale: bool = False) -> str:
    more: dict[str, Any] = {"problems": {}}
    if is_stale:
        told = _("Somebody saved an answer while you looked at this page. Please look again.")
        more["problems"] = {"seen": told}
    return render("sheet_check", here, shown=shown_changes(here, found), seen=seen(here), **more)
