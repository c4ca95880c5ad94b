"""Those who were asked, over all campaigns; a new link for one, and the end of one."""

from datetime import timedelta
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns import queries, service
from assessments.campaigns.models import Invitation
from assessments.campaigns.progress import AskedRow, asked, asked_row
from assessments.campaigns.turning_away import turned_away
from assessments.scope import CompanyScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, letters, now, today
from webapp.company.blueprint import blueprint
from webapp.company.campaigns import asked_for
from webapp.company.schemas import NoFields

JUST_NOW = timedelta(minutes=1)


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
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        row = asked_row(session, scope, public_id)
        said = turned_away(session, scope, row.invitation)
    return render_template("company/invitation.html", row=row, not_for_them=said, today=today())


@blueprint.post("/invitations/<uuid:public_id>/renew")
@access("campaign:write", scope=CompanyScope)
def invitation_renew(public_id: UUID) -> ResponseReturnValue:
    """Mail a new link. A second click within a minute changes nothing."""
    forms.read(NoFields)
    row = _row(public_id)
    if row.letter is None or row.letter.created_at < now() - JUST_NOW:
        scope = current_scope(CompanyScope)
        with database().writing(scope) as session:
            service.renew_link(
                session, scope, invitation_id=public_id, letters=letters(), now=now(), ids=ids()
            )
    flash(_("A new link is on its way. Links that were sent before no longer work."), "success")
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


def _row(public_id: UUID) -> AskedRow:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        return asked_row(session, scope, public_id)
