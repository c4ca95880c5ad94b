"""People who help: who they are and what they have; a new link for one, and the end of one."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.colleagues import service
from assessments.errors import Invalid, TooManyTries
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access
from webapp.asking import database, ids, letters, now
from webapp.supplier import holding
from webapp.supplier.asking_help import told, too_often
from webapp.supplier.blueprint import blueprint
from webapp.supplier.visit import render, visit


class NoFields(forms.Schema):
    """A form of one button."""


@blueprint.get("/answer/<uuid:invitation>/people")
@access("colleague:read", scope=SupplierScope)
def people(invitation: UUID) -> ResponseReturnValue:
    """Everybody who helps, with their part, how far they are, and when they last saved."""
    here = visit(invitation)
    return render("people", here, people=holding.people(here))


@blueprint.post("/answer/<uuid:invitation>/people/<uuid:colleague>/renew")
@access("colleague:write", scope=SupplierScope)
def renew_colleague(invitation: UUID, colleague: UUID) -> ResponseReturnValue:
    """Mail a colleague a new link; the ones before stop working."""
    here = visit(invitation)
    forms.read(NoFields)
    try:
        with database().writing(here.scope) as session:
            mailed = service.renew_colleague_link(
                session, here.scope, public_id=colleague, letters=letters(), now=now(), ids=ids()
            )
    except Invalid as refusal:
        flash(" ".join(told(refusal).values()), "error")
    except TooManyTries as refusal:
        flash(too_often(refusal), "error")
    else:
        text = _("%(name)s gets a new link. Earlier links no longer work.", name=mailed.name)
        flash(text, "success")
    return redirect(url_for("supplier.people", invitation=invitation), 303)


@blueprint.post("/answer/<uuid:invitation>/people/<uuid:colleague>/revoke")
@access("colleague:write", scope=SupplierScope)
def revoke_colleague(invitation: UUID, colleague: UUID) -> ResponseReturnValue:
    """End a colleague's access at once."""
    here = visit(invitation)
    forms.read(NoFields)
    with database().writing(here.scope) as session:
        ended = service.revoke_colleague(session, here.scope, public_id=colleague, now=now())
    flash(_("%(name)s has no access any more. Their answers stay.", name=ended.name), "success")
    return redirect(url_for("supplier.people", invitation=invitation), 303)
