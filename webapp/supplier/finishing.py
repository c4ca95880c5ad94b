"""A colleague says that their part is done."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.colleagues.service import finish_part
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access
from webapp.asking import database, ids, letters, now
from webapp.supplier.blueprint import blueprint
from webapp.supplier.people import NoFields
from webapp.supplier.visit import visit


@blueprint.post("/answer/<uuid:invitation>/finish")
@access("response:write", scope=SupplierScope)
def finish(invitation: UUID) -> ResponseReturnValue:
    """Tell the person invited that this colleague has finished."""
    here = visit(invitation)
    forms.read(NoFields)
    with database().writing(here.scope) as session:
        finish_part(session, here.scope, letters=letters(), now=now(), ids=ids())
    told = _("Thank you. We have told %(person)s.", person=here.asker)
    more = _("Until the answers are sent you can still change yours here.")
    flash(f"{told} {more}", "success")
    return redirect(url_for("supplier.tasks", invitation=invitation), 303)
