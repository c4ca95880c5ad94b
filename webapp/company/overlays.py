"""Publishing an overlay: a file or a text, every problem with its place, nothing lost."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import Invalid
from assessments.library import overlays
from assessments.library.service import publish_overlay
from assessments.scope import CompanyScope
from scoring.canonical import digest
from scoring.ruleset import Problem, RulesetProblems
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now
from webapp.company.blueprint import blueprint
from webapp.company.method_schemas import OverlayForm
from webapp.forms import Form

BEGUN = """slug = ""
version = "1"
title = ""
why = ""

[base]
slug = "{slug}"
version = "{version}"
sha256 = "{sha256}"

[[added.cases]]
name = ""
on = ""
answers = {{ }}
expected = {{ }}
"""
"""The lines that every overlay needs."""


@blueprint.get("/method/overlays/new")
@access("method:write", scope=CompanyScope)
def overlay_new() -> ResponseReturnValue:
    """The form for an overlay, begun with the lines that every one needs."""
    return _page(Form({}))


@blueprint.post("/method/overlays/new")
@access("method:write", scope=CompanyScope)
def overlay_publish() -> ResponseReturnValue:
    """Check an overlay and publish it for the company. It counts for nothing until adopted."""
    form = forms.read(OverlayForm)
    raw = _sent(form)
    if form.problems or not raw.strip():
        told = form.problems or {"source": _("Choose a file, or paste the text of an overlay.")}
        return _page(form.refused(told), status=422)
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        published = overlays.bases(session)
    shown = Form({"source": raw.decode("utf-8", "replace")})
    try:
        checked = overlays.check_overlay(raw, published)
        with database().writing(scope) as session:
            version = publish_overlay(session, scope, overlay=checked, now=now(), ids=ids())
    except RulesetProblems as refusal:
        return _page(shown, refusal.problems, 422)
    except Invalid as refusal:
        return _page(shown.refused(refusal.problems), status=422)
    flash(_("Published for your company. Nothing is scored by it until you try it and adopt it."))
    return redirect(url_for("company.method_ruleset", public_id=version.public_id), 303)


def _sent(form: Form) -> bytes:
    """The bytes of the file; without one, those of the text."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return bytes(file.read())
    return str(form.typed.get("source", "")).encode()


def _page(form: Form, found: list[Problem] | None = None, status: int = 200) -> ResponseReturnValue:
    with database().reading(current_scope(CompanyScope)) as session:
        base = overlays.bases(session)[0].document
    sha256 = digest(base)
    begun = BEGUN.format(slug=base["slug"], version=base["version"], sha256=sha256)
    page = render_template(
        "company/overlay_form.html",
        typed={"source": begun} | form.typed,
        problems=form.problems,
        found=found or [],
        base=base,
        sha256=sha256,
    )
    return page, status
