"""Bringing in reference data: a file is checked, becomes an edition, and is tried on request."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.library import methods, queries
from assessments.library.editions import check_file
from assessments.library.service import publish_edition
from assessments.reports.sources import TABLES
from assessments.scope import CompanyScope
from assessments.trials import queries as trials
from scoring import shipped
from scoring.editions import KINDS, LARGEST_FILE, Checked, Stated, changes
from scoring.reference import Reference, columns_of
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now
from webapp.company.blueprint import blueprint
from webapp.forms import Choice, Form, PublicId, Schema, Text

LONGEST_ORIGIN = 500


class ReferenceQuery(Schema):
    """Which edition a table is to be added to; the one in use where none is named."""

    onto = PublicId()


class ReferenceForm(Schema):
    """What is said beside a file. What it says itself may be left empty."""

    kind = Choice(tuple(KINDS), needed=lazy_gettext("Choose which table the file is."))
    source = Text(most=LONGEST_ORIGIN)
    year = Text()
    licence = Text(most=LONGEST_ORIGIN)
    row_count_confirmed = Choice(("yes",))


@blueprint.get("/method/reference")
@access("method:write", scope=CompanyScope)
def method_reference() -> ResponseReturnValue:
    """The form for a file."""
    return _form_page(Form({}))


@blueprint.post("/method/reference")
@access("method:write", scope=CompanyScope)
def method_reference_bring() -> ResponseReturnValue:
    """Check a file; publish it as an edition of this company, or say all that is wrong with it."""
    form = forms.read(ReferenceForm)
    file = request.files.get("file")
    if file is None or not file.filename:
        form = form.refused({"file": _("Choose a CSV file.")})
    if form.problems or file is None:
        return _form_page(form, status=422)
    checked = _checked(file.stream.read(LARGEST_FILE + 1), form.values)
    if checked.edition is None or checked.nothing_new:
        return _form_page(form.refused({"file": _told(checked)}), checked, 422)
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        edition = publish_edition(session, scope, reference=checked.edition, now=now(), ids=ids())
    flash(_("The file is sound. Look at what it changes, then try it."), "success")
    return redirect(url_for("company.method_edition", public_id=edition.public_id), 303)


@blueprint.get("/method/editions/<uuid:public_id>")
@access("method:read", scope=CompanyScope)
def method_edition(public_id: UUID) -> ResponseReturnValue:
    """What an edition has otherwise than the one that the company scores by."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        edition = methods.reference_edition(session, scope, public_id)
        current = methods.current_method(session, scope)
        reference = queries.reference(session, edition.id)
        last = queries.reference(session, current.reference_edition_id)
        ruleset = methods.ruleset_of(session, scope, current.ruleset_version_id)
        trial = trials.open_trial(session, scope)
    return render_template(
        "company/edition.html",
        edition=edition,
        reference=reference,
        ruleset=ruleset,
        changes=changes(last, reference),
        names={table: _(name) for table, name in TABLES.items()},
        counts=edition.id == current.reference_edition_id,
        trial=trial,
    )


def _checked(raw: bytes, values: dict[str, Any]) -> Checked:
    return check_file(
        raw,
        values["kind"],
        last=_base(),
        stated=Stated(values["source"], values["year"], values["licence"]),
        this_year=now().year,
        row_count_confirmed=values["row_count_confirmed"] == "yes",
    )


def _onto() -> UUID | None:
    """The edition that the address names."""
    onto: UUID | None = forms.read_query(ReferenceQuery)["onto"]
    return onto


def _base() -> Reference:
    """The edition that a table is added to. NotFound for another company's."""
    scope, onto = current_scope(CompanyScope), _onto()
    with database().reading(scope) as session:
        if onto is None:
            edition_id = methods.current_method(session, scope).reference_edition_id
        else:
            edition_id = methods.reference_edition(session, scope, onto).id
        return queries.reference(session, edition_id)


def _told(checked: Checked) -> str:
    if checked.nothing_new:
        return str(_("The file says what the edition that it is added to says already."))
    return str(
        _("The file was not taken. What is wrong with it is listed on this page, row by row.")
    )


def _form_page(
    form: Form, checked: Checked | None = None, status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "company/reference_form.html",
        typed=form.typed,
        problems=form.problems,
        checked=checked,
        base=_base(),
        onto=_onto(),
        kinds=[(kind, _(TABLES[table]), _columns(table)) for kind, table in KINDS.items()],
    )
    return page, status


def _columns(table: str) -> str:
    """The columns of a table, which are the same in every edition."""
    return ", ".join(
        name for name, _kind in columns_of(shipped.reference().document["tables"][table])
    )
