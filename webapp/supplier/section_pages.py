"""The pages with the questions. Saving never depends on a script."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from assessments.responses.held import release_held
from assessments.responses.service import Kept, save_what_fits
from assessments.scope import SupplierScope
from webapp.access import access
from webapp.asking import database, now
from webapp.supplier.blueprint import blueprint
from webapp.supplier.conflicts import with_conflicts
from webapp.supplier.layout import Page, find_page, page_after
from webapp.supplier.showing import address
from webapp.supplier.showing import section_page as page_text
from webapp.supplier.typed import TypedPage, fitting, posted, read_page, unsettled
from webapp.supplier.uploads import take_files, takes_files
from webapp.supplier.visit import Visit, back_to_check, visit, way_back

STAYS = {"upload", "remove_file"}


@blueprint.get("/answer/<uuid:invitation>/<section>/<int:number>")
@access("response:read", scope=SupplierScope)
def section_page(invitation: UUID, section: str, number: int) -> ResponseReturnValue:
    """A few questions with their answers, or with what was typed too late to be saved."""
    here = visit(invitation)
    page = find_page(here, section, number)
    if not page.keys:
        return _not_asked(here)
    return page_text(here, page)


@blueprint.post("/answer/<uuid:invitation>/<section>/<int:number>")
@access("response:write", scope=SupplierScope)
def save_page(invitation: UUID, section: str, number: int) -> ResponseReturnValue:
    """Save the answers of a page and go on; or show the page again and say why."""
    here = visit(invitation)
    page = find_page(here, section, number)
    if request.form.get("discard"):
        return _discard(here, page)
    sent = read_page(here, page, posted(page.all_keys, takes_files(here, page)))
    refused_files = take_files(here, page)
    kept = save(here, page, sent)
    told = unsettled(with_conflicts(sent, kept.conflicts), kept.versions)
    if not (told.problems or refused_files):
        return _go_on(here, page)
    if told.problems and kept.changed:
        flash(_("Your other answers on this page are saved."), "success")
    return _again(here, page, told, refused_files, 412 if kept.conflicts else 422)


def save(here: Visit, page: Page, sent: TypedPage) -> Kept:
    """Save what can be saved; what was held for the page is forgotten once all of it is."""
    with database().writing(here.scope) as session:
        kept = save_what_fits(session, here.scope, typed=fitting(sent), now=now())
        if not (sent.problems or kept.conflicts):
            release_held(session, here.scope, page=page.path)
    return kept


def _again(
    here: Visit, page: Page, sent: TypedPage, refused_files: dict[str, str], status: int
) -> ResponseReturnValue:
    after = visit(here.invitation)
    shown = find_page(after, page.section.id, page.number)
    told = TypedPage(
        answers=sent.answers,
        typed=sent.typed,
        seen=sent.seen,
        problems={**sent.problems, **refused_files},
        undecided=sent.undecided,
    )
    return page_text(after, shown, told), status


def _go_on(before: Visit, page: Page) -> ResponseReturnValue:
    """The row that was asked for, the same page if it has grown, the next one, or the list."""
    _tell_of_files()
    if STAYS & set(request.form):
        return redirect(address(before, page), 303)
    if row := _row_asked_for(before, page):
        return redirect(row, 303)
    after = visit(before.invitation)
    grown = find_page(after, page.section.id, page.number)
    new = set(grown.keys) - set(page.keys)
    if new:
        flash(
            ngettext(
                "Saved. Your answer leads to one more question on this page.",
                "Saved. Your answers lead to %(num)s more questions on this page.",
                len(new),
            ),
            "success",
        )
        return redirect(address(after, grown), 303)
    return redirect(_next(after, page), 303)


def _tell_of_files() -> None:
    count = sum(bool(file.filename) for _, file in request.files.items(multi=True))
    if count:
        flash(ngettext("1 document was added.", "%(num)s documents were added.", count), "success")


def _next(here: Visit, page: Page) -> str:
    if back_to_check():
        return url_for("supplier.check", invitation=here.invitation, _anchor=page.all_keys[0])
    following = page_after(here, page)
    if following is not None:
        return address(here, following)
    return url_for("supplier.tasks", invitation=here.invitation)


def _row_asked_for(here: Visit, page: Page) -> str | None:
    """The page of the table row that a pressed button names."""
    for button, endpoint in (("add", "row"), ("change", "row"), ("remove", "confirm_removal")):
        _q, key, row = [*request.form.get(button, "").split("."), "", "", ""][:3]
        if key in page.keys:
            return url_for(
                f"supplier.{endpoint}",
                invitation=here.invitation,
                section=page.section.id,
                number=page.number,
                table=key,
                row=row or "new",
                **way_back(),
            )
    return None


def _discard(here: Visit, page: Page) -> ResponseReturnValue:
    with database().writing(here.scope) as session:
        release_held(session, here.scope, page=page.path)
    flash(_("What you had typed was discarded. The saved answers are as they were."))
    return redirect(address(here, page), 303)


def _not_asked(here: Visit) -> ResponseReturnValue:
    flash(_("Your other answers make these questions unnecessary."))
    return redirect(url_for("supplier.tasks", invitation=here.invitation), 303)
