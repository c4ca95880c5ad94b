"""Who received what, and taking it back."""

from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns import queries as campaigns
from assessments.campaigns.letters import Invited
from assessments.errors import NotFound
from assessments.responses.withdrawing import Shared, scope_of_shared, shared, withdraw
from assessments.scope import SupplierScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, now
from webapp.supplier.blueprint import blueprint
from webapp.supplier.framed import framed
from webapp.supplier.visit import own_invitation


class NoFields(forms.Schema):
    """A form that is only a button."""


@blueprint.get("/answer/<uuid:invitation>/shared")
@access("sharing:read", scope=SupplierScope)
def shared_answers(invitation: UUID) -> ResponseReturnValue:
    """Everything that the respondent has sent to anybody, and what of it still stands."""
    invited, sent = _read(invitation)
    return framed("shared", invitation, invited, sent=sent)


@blueprint.get("/answer/<uuid:invitation>/shared/<uuid:submission>/withdraw")
@access("sharing:read", scope=SupplierScope)
def before_withdrawing(invitation: UUID, submission: UUID) -> ResponseReturnValue:
    """What withdrawing does, before it is done."""
    invited, sent = _read(invitation)
    return framed("withdraw", invitation, invited, one=_one(sent, submission))


@blueprint.post("/answer/<uuid:invitation>/shared/<uuid:submission>/withdraw")
@access("sharing:write", scope=SupplierScope)
def withdraw_answers(invitation: UUID, submission: UUID) -> ResponseReturnValue:
    """Take back what was sent: its company no longer sees it from now on."""
    forms.read(NoFields)
    scope = current_scope(SupplierScope)
    _invited, sent = _read(invitation)
    company = _one(sent, submission).company
    with database().reading(scope) as session:
        its_own = scope_of_shared(session, scope, submission)
    with database().writing(its_own) as session:
        withdraw(session, its_own, now=now())
    flash(_("Withdrawn. %(company)s no longer sees these answers.", company=company), "success")
    return redirect(url_for("supplier.shared_answers", invitation=invitation), 303)


def _read(invitation: UUID) -> tuple[Invited, list[Shared]]:
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own = own_invitation(session, scope, invitation)
        return campaigns.invited(session, scope, own), shared(session, scope)


def _one(sent: list[Shared], submission: UUID) -> Shared:
    found = next((each for each in sent if each.submission == submission), None)
    if found is None:
        raise NotFound
    return found
