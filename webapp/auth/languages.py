"""What the administrator of the instance sees of the languages: which texts are drafts only."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from assessments.scope import InstanceScope
from questionnaires.reviews import DRAFTED, MISSING, REVIEWED, STALE
from questionnaires.translations import Entry
from webapp.access import access
from webapp.auth.blueprint import blueprint
from webapp.languages.coverage import Coverage, entries, standing
from webapp.languages.spoken import COMPANY, SPOKEN, SUPPLIER

A_PAGE = 100
STATES = {
    MISSING: _("Missing"),
    DRAFTED: _("Draft"),
    STALE: _("Changed since"),
    REVIEWED: _("Checked"),
}
NAMES = {
    SUPPLIER: _("Suppliers: pages, mails and messages"),
    COMPANY: _("Companies: pages"),
}


@dataclass(frozen=True)
class Line:
    """One row of the overview."""

    language: str
    name: str
    covered: Coverage


@blueprint.get("/instance/languages")
@access("instance:read", scope=InstanceScope)
def languages() -> ResponseReturnValue:
    """How far each language is; or, for one file of translations, the texts not yet checked."""
    language, what = request.args.get("language", ""), request.args.get("of", "")
    if not what:
        return render_template("auth/languages.html", lines=_lines(), made=_made_by_rule())
    known = {(one.language, one.what) for one in standing()}
    if (language, what) not in known:
        abort(404)
    unchecked = [one for one in entries(language, what) if one.state != REVIEWED]
    number = min(max(1, request.args.get("page", 1, int)), _pages(unchecked))
    return render_template(
        "auth/language.html",
        language=SPOKEN[language],
        name=NAMES.get(what, what),
        entries=unchecked[A_PAGE * (number - 1) : A_PAGE * number],
        states=STATES,
        number=number,
        pages=_pages(unchecked),
        total=len(unchecked),
    )


def _lines() -> list[Line]:
    return [
        Line(SPOKEN[one.language].name, str(NAMES.get(one.what, one.what)), one)
        for one in standing()
    ]


def _made_by_rule() -> list[tuple[str, str]]:
    made = [one for one in SPOKEN.values() if one.written_in != one.tag]
    return [(one.name, SPOKEN[one.written_in].name) for one in made]


def _pages(found: Sequence[Entry]) -> int:
    return max(1, ceil(len(found) / A_PAGE))
