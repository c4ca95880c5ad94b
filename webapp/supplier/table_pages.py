"""Rows of a table, one a page: add another, change, remove."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import AnswersChanged, NotFound
from assessments.responses.held import release_held
from assessments.responses.service import TypedAnswer, save_answers
from assessments.scope import SupplierScope
from questionnaires.types import Posted
from questionnaires.types.table import Row
from webapp.access import access
from webapp.asking import database, now
from webapp.supplier import rows, wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.row_places import NEW, Place, place, with_row, without_row
from webapp.supplier.rows import TypedRow
from webapp.supplier.typed import posted, version_seen
from webapp.supplier.visit import Visit, render, visit, way_back

ROW = "/answer/<uuid:invitation>/<section>/<int:number>/<table>/<row>"


@blueprint.get(ROW)
@access("response:read", scope=SupplierScope)
def row(invitation: UUID, section: str, number: int, table: str, row: str) -> ResponseReturnValue:
    """A row with its boxes."""
    here = visit(invitation)
    at = place(here, section, number, table, row)
    if at.is_new and row != NEW and not here.held_for(at.path):
        raise NotFound
    return rows.row_page(here, at)


@blueprint.post(ROW)
@access("response:write", scope=SupplierScope)
def save_row(
    invitation: UUID, section: str, number: int, table: str, row: str
) -> ResponseReturnValue:
    """Put the row into the table."""
    here, sent = visit(invitation), posted([table])
    at = place(here, section, number, table, row, sent)
    if request.form.get("discard"):
        return _discard(here, at)
    typed = rows.read_row(here, at, sent)
    if typed.problems:
        return rows.row_page(here, at, typed), 422
    try:
        _save(here, at, with_row(at, typed.cells), typed.seen)
    except AnswersChanged:
        return _somebody_was_faster(here, at, typed, sent)
    return redirect(_after(here, at, typed), 303)


@blueprint.get(f"{ROW}/remove")
@access("response:read", scope=SupplierScope)
def confirm_removal(
    invitation: UUID, section: str, number: int, table: str, row: str
) -> ResponseReturnValue:
    """Ask once before a row is taken away."""
    here = visit(invitation)
    return _removal_page(here, place(here, section, number, table, row))


@blueprint.post(f"{ROW}/remove")
@access("response:write", scope=SupplierScope)
def remove_row(
    invitation: UUID, section: str, number: int, table: str, row: str
) -> ResponseReturnValue:
    """Take a row away."""
    here = visit(invitation)
    at = place(here, section, number, table, row)
    if at.is_new:
        return redirect(rows.table_url(here, at), 303)
    try:
        _save(here, at, without_row(at), version_seen(posted([table]), table))
    except AnswersChanged:
        flash(_("The list has changed since you opened it, so nothing was removed. Look again."))
        return redirect(rows.table_url(here, at), 303)
    flash(_("Removed."), "success")
    return redirect(rows.table_url(here, at), 303)


def _save(here: Visit, at: Place, value: list[Row] | None, seen: int) -> None:
    answer = TypedAnswer(at.question.key, value, seen)
    with database().writing(here.scope) as session:
        save_answers(session, here.scope, typed=[answer], now=now())
        release_held(session, here.scope, page=at.path)


def _somebody_was_faster(
    before: Visit, at: Place, typed: TypedRow, sent: Posted
) -> ResponseReturnValue:
    """Show the row again beside the table as it is now. Nothing was saved."""
    here = visit(before.invitation)
    key = at.question.key
    now_at = place(here, at.page.section.id, at.page.number, key, at.number, sent)
    if typed.cells in (now_at.rows[-1:] if at.number == NEW else now_at.rows):
        return redirect(_saved_url(here, at), 303)  # the same press, twice
    saved = here.saved[key]
    changed = _(
        "This list was saved by %(author)s on %(moment)s, after you opened this page.",
        author=wording.author(saved.author, here.scope.email),
        moment=wording.moment(saved.saved_at),
    )
    again = rows.read_row(here, now_at, {**typed.fields, f"v.{key}": [str(saved.version)]})
    return rows.row_page(here, now_at, again, changed=str(changed)), 412


def _after(here: Visit, at: Place, typed: TypedRow) -> str:
    """Another row, the region of this one, or the table."""
    if request.form.get("another"):
        flash(_("Saved. Now the next one."), "success")
        return _row_url(here, at, NEW)
    if rows.needs_region(at, typed):
        flash(_("Saved. For this country, please choose the region from the list."), "success")
        return _row_url(here, at, str(at.index + 1))
    return _saved_url(here, at)


def _saved_url(here: Visit, at: Place) -> str:
    return rows.table_url(here, at, **rows.saved_mark(at))


def _row_url(here: Visit, at: Place, row: str) -> str:
    return url_for(
        "supplier.row",
        invitation=here.invitation,
        section=at.page.section.id,
        number=at.page.number,
        table=at.question.key,
        row=row,
        **way_back(),
        **rows.saved_mark(at),
    )


def _removal_page(here: Visit, at: Place) -> ResponseReturnValue:
    if at.is_new:
        return redirect(rows.table_url(here, at), 303)
    return render(
        "remove_row",
        here,
        question=at.question,
        row=rows.describe(here, at),
        version=rows.version_of(here, at),
        action=rows.address(here, at, "remove_row"),
        back=rows.table_url(here, at),
    )


def _discard(here: Visit, at: Place) -> ResponseReturnValue:
    with database().writing(here.scope) as session:
        release_held(session, here.scope, page=at.path)
    flash(_("What you had typed was discarded."))
    return redirect(rows.table_url(here, at), 303)
