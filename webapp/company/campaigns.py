"""Campaigns: the list, a new one, and how far one is."""

import json
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from assessments.campaigns import queries, service
from assessments.campaigns.progress import AskedFilter, asked, funnels
from assessments.campaigns.service import CampaignDetails
from assessments.campaigns.status import Funnel
from assessments.errors import Invalid, NotFound
from assessments.library import queries as library
from assessments.library.methods import questionnaire_versions
from assessments.library.models import QuestionnaireVersion
from assessments.library.offers import withdrawn_questionnaires
from assessments.scope import CompanyScope
from questionnaires.grounds import grounds
from questionnaires.worded import own_worded, words_of
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now, today
from webapp.charts import FunnelStep, funnel_chart
from webapp.company.blueprint import blueprint
from webapp.company.schemas import AskedQuery, CampaignForm, ChooseQuery
from webapp.company.untranslated import gaps
from webapp.forms import Form
from webapp.grounds import NAMES, named
from webapp.languages import current_language

NOBODY = Funnel(0, 0, 0, 0, 0)


@blueprint.get("/campaigns")
@access("campaign:read", scope=CompanyScope)
def campaigns() -> ResponseReturnValue:
    """Every campaign with how far its invitations got."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = queries.campaigns(session, scope)
        reached = funnels(session, scope, [campaign.id for campaign in found])
        titles = {row.id: title for row, title in _questionnaires(session, scope)}
    return render_template(
        "company/campaigns.html",
        campaigns=[(campaign, reached.get(campaign.id, NOBODY)) for campaign in found],
        titles=titles,
        today=today(),
    )


@blueprint.get("/campaigns/new")
@access("campaign:write", scope=CompanyScope)
def campaign_new() -> ResponseReturnValue:
    """The form for a new campaign."""
    return _form_page(Form({}))


@blueprint.post("/campaigns/new")
@access("campaign:write", scope=CompanyScope)
def campaign_create() -> ResponseReturnValue:
    """Prepare a campaign; nothing is sent before its suppliers are chosen and checked."""
    form = forms.read(CampaignForm)
    if form.problems:
        return _form_page(form, 422)
    scope = current_scope(CompanyScope)
    values = form.values
    details = CampaignDetails(
        values["name"],
        values["due_on"],
        values["message"],
        values["questionnaire"],
        values["grounds"],
    )
    try:
        with database().writing(scope) as session:
            made = service.create_campaign(session, scope, details=details, now=now(), ids=ids())
    except Invalid as refusal:
        return _form_page(form.refused(refusal.problems), 422)
    except NotFound:
        return _form_page(form.refused({"questionnaire": _("Choose a questionnaire.")}), 422)
    meant = {name: value for name, value in forms.read_query(ChooseQuery).items() if value}
    return redirect(url_for("company.campaign_choose", public_id=made.public_id, **meant), 303)


@blueprint.get("/campaigns/<uuid:public_id>")
@access("campaign:read", scope=CompanyScope)
def campaign(public_id: UUID) -> ResponseReturnValue:
    """How far a campaign is: its funnel, and everybody who was asked."""
    wanted = asked_for()
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = queries.campaign(session, scope, public_id)
        reached = funnels(session, scope, [found.id]).get(found.id, NOBODY)
        rows = asked(session, scope, wanted, today(), found)
        titles = {row.id: title for row, title in _questionnaires(session, scope)}
    return render_template(
        "company/campaign.html",
        campaign=found,
        title=titles[found.questionnaire_version_id],
        reached=reached,
        chart=_chart(reached, public_id),
        found=rows,
        wanted=wanted,
        grounds=named(tuple(found.grounds.split())),
        today=today(),
    )


def asked_for() -> AskedFilter:
    """The filter in this address; what cannot be used counts as not given."""
    query = forms.read_query(AskedQuery)
    return AskedFilter(query["state"] or None, query["q"], query["page"] or 1)


def _chart(reached: Funnel, public_id: UUID) -> str:
    steps = [
        (_("Listed"), reached.invited, None),
        (_("Letter delivered"), reached.mailed, "mailed"),
        (_("Opened"), reached.opened, "opened"),
        (_("Started"), reached.started, "started"),
        (_("Submitted"), reached.submitted, "submitted"),
    ]
    return funnel_chart(
        [
            FunnelStep(name, count, url_for("company.campaign", public_id=public_id, state=state))
            for name, count, state in steps
        ],
        title=_("How far those who were asked got"),
        description=_("From those listed to those who submitted, in absolute numbers."),
    )


def _questionnaires(
    session: Session, scope: CompanyScope
) -> list[tuple[QuestionnaireVersion, str]]:
    """The questionnaires that the company may ask, newest first, with their titles."""
    return [
        (row, str(words_of(library.asked_in(row), current_language()).title))
        for row in questionnaire_versions(session, scope)
    ]


def _size(row: QuestionnaireVersion) -> str:
    """How long a questionnaire is, which version of it this is, and what it lacks."""
    number = len(json.loads(row.document)["questions"])
    asked = ngettext("%(num)s question", "%(num)s questions", number)
    if row.company_id is None:
        return f"{asked}; {row.slug} {row.version}"
    lacking = [gap.said for gap in gaps(own_worded(library.asked_in(row)))]
    return " ".join([f"{asked}; {row.slug} {row.version}.", *lacking])


def _told_apart(row: QuestionnaireVersion, title: str) -> str:
    """The title, and of the company's own that it is, and from when: ours may have the same."""
    if row.company_id is None:
        return title
    day = format_date(row.published_at, "d MMM y")
    return str(_("%(title)s (your own, %(day)s)", title=title, day=day))


def _form_page(form: Form, status: int = 200) -> ResponseReturnValue:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        withdrawn = withdrawn_questionnaires(session, scope)
        offered = [one for one in _questionnaires(session, scope) if one[0].id not in withdrawn]
    page = render_template(
        "company/campaign_form.html",
        typed=form.typed,
        problems=form.problems,
        questionnaires=[
            (str(row.public_id), _told_apart(row, title), _size(row)) for row, title in offered
        ],
        grounds=[(key, name, grounds()[key].cited) for key, name in NAMES.items()],
    )
    return page, status
