"""What the script of a section page saves while somebody types. Nothing of a form needs it."""

from typing import Any
from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import AlreadySubmitted
from assessments.responses.service import Kept, save_what_fits
from assessments.scope import SupplierScope
from webapp.access import access
from webapp.asking import database, now
from webapp.supplier.blueprint import blueprint
from webapp.supplier.conflicts import two_answers, with_conflicts
from webapp.supplier.layout import find_page
from webapp.supplier.typed import (
    TypedPage,
    fitting,
    posted,
    read_page,
    unsettled,
    wrong_questions,
)
from webapp.supplier.visit import Visit, visit


@blueprint.post("/answer/<uuid:invitation>/<section>/<int:number>/autosave")
@access("response:write", scope=SupplierScope)
def autosave(invitation: UUID, section: str, number: int) -> ResponseReturnValue:
    """Save what fits of the questions that were sent; say which versions are stored now.

    412 where somebody else changed one of them, with both answers; 409 once all is sealed.
    """
    try:
        here = visit(invitation)
        page = find_page(here, section, number)
        sent = read_page(here, page, posted(page.all_keys))
        with database().writing(here.scope) as session:
            kept = save_what_fits(session, here.scope, typed=fitting(sent), now=now())
        after = visit(invitation)
    except AlreadySubmitted:
        return jsonify(told=_("The answers were sent. They cannot be changed any more.")), 409
    told = unsettled(with_conflicts(sent, kept.conflicts), kept.versions)
    outcome = _outcome(after, told, kept) | {"asked": find_page(after, section, number).keys}
    return jsonify(outcome), 412 if kept.conflicts else 200


def _outcome(after: Visit, told: TypedPage, kept: Kept) -> dict[str, Any]:
    both_known = two_answers(after, told)
    return {
        "saved_at": now().isoformat(),
        "versions": dict(kept.versions),
        "wrong": sorted(wrong_questions(told) - set(both_known)),
        "conflicts": [
            {
                "question": key,
                "version": told.seen[key],
                "stored": both.stored,
                "typed": both.typed,
                "said": _("Saved by %(author)s on %(moment)s", author=both.by, moment=both.at),
            }
            for key, both in both_known.items()
        ],
    }
