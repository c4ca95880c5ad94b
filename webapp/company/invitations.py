"""Those who were asked, over all campaigns; a new link for one, and the end of one."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns import queries, service
from assessments.campaigns.models import Invitation, NotForMe
from assessments.campaigns.progress import AskedRow, asked, asked_row
from assessments.campaigns.turning_away import turned_away
from assessments.errors import Invalid
from assessments.scope import CompanyScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, letters, now, today
from webapp.company.blueprint import blueprint
from webapp.company.campaigns import asked_for
from webapp.company.schemas import NoFields, RenewForm
from webapp.forms import Form

JUST_NOW = timedelta(minutes=1)
ANSWERED_WITHIN = timedelta(days=14)


@blueprint.get("/asked")
@access("campaign:read", scope=CompanyScope)
def asked_all() -> ResponseReturnValue:
    """Everybody who was asked in any campaign."""
    wanted = asked_for()
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = asked(session, scope, wanted, today())
    return render_template("company/asked.html", found=found, wanted=wanted, today=today())


@blueprint.get("/invitations/<uuid:public_id>")
@access("campaign:read", scope=CompanyScope)
def invitation(public_id: UUID) -> ResponseReturnValue:
    """What happened to one invitation, and what can be done about it."""
    return _page(public_id, Form({}))


@blueprint.post("/invitations/<uuid:public_id>/renew")
@access("campaign:write", scope=CompanyScope)
def invitation_renew(public_id: UUID) -> ResponseReturnValue:
    """Mail a new link. A second click within a minute changes nothing."""
    form = forms.read(RenewForm)
    row = _row(public_id)
    if row.invitation.due_on < today() and form.values.get("due_on") is None:
        form = form.refused({"due_on": _("Choose a day, so that there is time to answer.")})
    if form.problems:
        return _page(public_id, form), 422
    try:
        if row.letter is None or row.letter.created_at < now() - JUST_NOW:
            _renew(public_id, form)
    except Invalid as refusal:
        return _page(public_id, form.refused(refusal.problems)), 422
    flash(_("A new link is on its way. Links that were sent before no longer work."), "success")
    return redirect(url_for("company.invitation", public_id=public_id), 303)


@blueprint.post("/invitations/<uuid:public_id>/settle")
@access("campaign:write", scope=CompanyScope)
def invitation_settle(public_id: UUID) -> ResponseReturnValue:
    """Note that what was said by somebody for whom it was not needs nothing more."""
    forms.read(NoFields)
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        service.settle(session, scope, invitation_id=public_id, now=now())
    flash(_("Settled. It is no longer listed as something that needs you."), "success")
    return redirect(url_for("company.invitation", public_id=public_id), 303)


@blueprint.post("/invitations/<uuid:public_id>/revoke")
@access("campaign:write", scope=CompanyScope)
def invitation_revoke(public_id: UUID) -> ResponseReturnValue:
    """End an invitation: its links and sessions stop working."""
    forms.read(NoFields)
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        ended: Invitation = queries.invitation(session, scope, public_id)
        if ended.revoked_at is None:
            service.revoke_invitation(session, scope, invitation_id=public_id, now=now())
        sent = ended.submitted_at is not None
    if sent:
        told = _(
            "The invitation is withdrawn. The supplier can still read and withdraw what it sent."
        )
    else:
        told = _("The invitation is withdrawn. Its link no longer opens anything.")
    flash(told, "success")
    return redirect(url_for("company.invitation", public_id=public_id), 303)


def _page(public_id: UUID, form: Form) -> str:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        row = asked_row(session, scope, public_id)
        said = turned_away(session, scope, row.invitation)
    return render_template(
        "company/invitation.html",
        row=row,
        not_for_them=said,
        unsettled=_unsettled(row.invitation, said),
        today=today(),
        proposed=today() + ANSWERED_WITHIN,
        typed=form.typed,
        problems=form.problems,
    )


def _renew(public_id: UUID, form: Form) -> None:
    """Mail a new link. Raises Invalid."""
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        service.renew_link(
            session,
            scope,
            invitation_id=public_id,
            due_on=form.values["due_on"],
            letters=letters(),
            now=now(),
            ids=ids(),
        )


def _unsettled(invitation: Invitation, said: list[NotForMe]) -> bool:
    """Whether what was said last still needs somebody."""
    if not said or said[0].reason == "wrong_person" or invitation.revoked_at:
        return False
    return invitation.settled_at is None or invitation.settled_at < said[0].said_at


def _row(public_id: UUID) -> AskedRow:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        return asked_row(session, scope, public_id)
