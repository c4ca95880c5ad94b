"""What the answers that were sent add up to, for whoever sent them."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from assessments.campaigns import queries as campaigns
from assessments.disputes.queries import Disputed, my_disputes
from assessments.errors import NotFound
from assessments.reports.findings import findings
from assessments.reports.gaps import contradictions
from assessments.reports.glance import glance, indicators
from assessments.reports.outlook import outlook
from assessments.reports.own import OwnReading, own_reading
from assessments.reports.plan import actions
from assessments.reports.supplier import Glance, Outlook
from assessments.responses.queries import my_submission
from assessments.responses.withdrawing import my_withdrawn
from assessments.scope import SupplierScope
from webapp.access import access, current_scope
from webapp.asking import database
from webapp.charts import headline_chart
from webapp.languages.reader import page_reader
from webapp.supplier import wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.visit import own_invitation, sees_all

MOST_REASONS = 5


@blueprint.get("/answer/<uuid:invitation>/result")
@access("response:read", scope=SupplierScope)
def result(invitation: UUID) -> ResponseReturnValue:
    """Band, confidence and range of the sender's own answers, and what would help most."""
    scope = current_scope(SupplierScope)
    with database().reading(scope) as session:
        own = own_invitation(session, scope, invitation)
        if not sees_all(session, scope):
            raise NotFound
        invited = campaigns.invited(session, scope, own)
        reading = own_reading(session, scope, page_reader())
    if reading is None:
        return redirect(url_for("supplier.tasks", invitation=invitation), 303)
    return render_template(
        "supplier/result.html",
        invitation=invitation,
        asked_by=invited.company_name,
        invited=invited,
        submitted_at=wording.moment(reading.submitted_at),
        sign_out_url=url_for("supplier.leave", invitation=invitation),
        **_shown(reading),
        **disputed(scope),
    )


def _is_of(one: Disputed, submission_id: int | None) -> bool:
    return one.dispute.submission_id == submission_id


def disputed(scope: SupplierScope) -> dict[str, object]:
    """What the caller does not agree with, with the days and the answers in words."""
    with database().reading(scope) as session:
        found = my_disputes(session, scope)
        newest = my_submission(session, scope)
        withdrawn = newest is not None and newest.id in my_withdrawn(session, scope)
    seal = newest.id if newest else None
    return {
        "disputes": {one.dispute.finding: one for one in found if _is_of(one, seal)},
        "earlier": [one for one in found if not _is_of(one, seal)],
        "may_dispute": scope.colleague_id is None and not withdrawn,
        "day": wording.day,
    }


def _shown(reading: OwnReading) -> dict[str, object]:
    material = reading.material
    asked = actions(material)
    first = glance(material, indicators(material), asked)
    ahead = outlook(material, reading.scorer)
    return {
        "glance": first,
        "level": material.result["confidence"]["level"],
        "version": material.result["ruleset"]["version"],
        "reasons": findings(material)[:MOST_REASONS],
        "more_reasons": findings(material)[MOST_REASONS:],
        "checks": contradictions(material),
        "title_of": material.finding_title,
        "asked": asked,
        "outlook": ahead,
        "chart": _chart(first, ahead),
    }


def _chart(first: Glance, ahead: Outlook) -> Markup:
    return headline_chart(
        first.headline,
        ahead.low,
        ahead.high,
        name=_("Your score"),
        title=_("Your score, and how far it may still move"),
        description=_("From 0 to 100; higher means more to look at."),
    )
