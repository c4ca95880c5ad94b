"""Files that came with a section page. Each is stored by itself, so that a good one is never lost.

A browser cannot offer a chosen file again, so files are taken even when an answer beside them
has a problem.
"""

from collections.abc import Iterable
from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from assessments.errors import Invalid, NotFound
from assessments.evidence.limits import LARGEST_FILE
from assessments.evidence.names import display_name
from assessments.evidence.service import add_evidence, claim_papers, prepare, stored, withdraw_claim
from assessments.evidence.store import FileStore, OutOfSpace
from webapp.asking import database, ids, now
from webapp.instance import instance
from webapp.languages.reader import told
from webapp.supplier.layout import Page
from webapp.supplier.visit import Visit

MOST_AT_ONCE = 10


def take_files(visit: Visit, page: Page) -> dict[str, str]:
    """Store the files of this request, claim the papers that it chooses, and take away the one
    whose removal it asks for.

    Field name → what is wrong with the files that were not stored.
    """
    _remove(visit, page, request.form.get("remove_file", ""))
    problems: dict[str, str] = {}
    for key in page.keys:
        files = [file for file in request.files.getlist(f"file.{key}") if file.filename]
        chosen = request.form.getlist(f"paper.{key}")
        wrong = [*_choose(visit, key, chosen), *_take(visit, key, files)]
        if not (files or chosen) and request.form.get("upload") == key:
            wrong = [_("Choose a document first, then press the button below it.")]
        if wrong:
            problems[f"file.{key}"] = " ".join(wrong)
    return problems


def takes_files(visit: Visit, page: Page) -> list[str]:
    """The questions of a page that documents can stand behind."""
    return [key for key in page.all_keys if visit.questionnaire.questions[key].evidence]


def _remove(visit: Visit, page: Page, public_id: str) -> None:
    for key in page.all_keys:
        for file in visit.files.get(key, ()):
            if str(file.id) == public_id:
                _withdraw(visit, key, file.id)
                flash(_("%(name)s was removed.", name=file.name), "success")


def _choose(visit: Visit, key: str, chosen: list[str]) -> Iterable[str]:
    """Let papers that are there already stand for the answer."""
    there = {str(file.public_id): file.public_id for file in visit.papers}
    if set(chosen) - set(there):
        yield _("A paper that you chose is not there any more. Choose again.")
    wanted = [there[each] for each in chosen if each in there]
    if not wanted:
        return
    try:
        with database().writing(visit.scope) as session:
            claim_papers(session, visit.scope, question=key, public_ids=wanted, now=now())
    except Invalid as refusal:
        yield told(refusal)
    except NotFound:
        yield _("A paper that you chose is not there any more. Choose again.")


def _take(visit: Visit, key: str, files: list[FileStorage]) -> Iterable[str]:
    if len(files) > MOST_AT_ONCE:
        yield _("Choose at most %(most)s files at once.", most=MOST_AT_ONCE)
        return
    for file in files:
        name = display_name(file.filename or "")
        try:
            _add(visit, key, file)
        except Invalid as refusal:
            yield f"{name}: {told(refusal)}"
        except OutOfSpace:
            yield _("%(name)s: there is no space left for files. Try again later.", name=name)


def _add(visit: Visit, key: str, file: FileStorage) -> None:
    prepared = prepare(file.stream.read(LARGEST_FILE + 1), file.filename or "")
    store = FileStore(instance().settings.evidence)
    with (
        stored(store, prepared, ids()) as kept,
        database().writing(visit.scope) as session,
    ):
        added = add_evidence(session, visit.scope, question=key, file=kept, now=now(), ids=ids())
    if added.stored_name != kept.stored_name:
        store.remove(kept.stored_name)


def _withdraw(visit: Visit, key: str, public_id: UUID) -> None:
    with database().writing(visit.scope) as session:
        withdraw_claim(session, visit.scope, question=key, public_id=public_id, now=now())
