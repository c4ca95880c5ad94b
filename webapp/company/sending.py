"""From a prepared campaign to letters: choose suppliers, check, send."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from assessments.campaigns import queries, service
from assessments.campaigns.preview import preview
from assessments.campaigns.service import Readiness
from assessments.errors import Invalid
from assessments.library import queries as library
from assessments.parties import queries as parties
from assessments.parties.models import Supplier
from assessments.results import by_risk, portfolio
from assessments.results.portfolio import SupplierFilter
from assessments.scope import CompanyScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, letters, now, today
from webapp.company.blueprint import blueprint
from webapp.company.schemas import ChooseForm, ChooseQuery, SendForm
from webapp.company.untranslated import lacking_for
from webapp.languages.names import country_name
from webapp.languages.reader import on_this_page

PLACEHOLDER = "each-supplier-receives-a-link-of-its-own"


@blueprint.get("/campaigns/<uuid:public_id>/choose")
@access("campaign:write", scope=CompanyScope)
def campaign_choose(public_id: UUID) -> ResponseReturnValue:
    """Suppliers to tick, before anything was chosen; those first that the address asks for."""
    return _choose_page(public_id, _filter(forms.read_query(ChooseQuery)), [])


@blueprint.post("/campaigns/<uuid:public_id>/choose")
@access("campaign:write", scope=CompanyScope)
def campaign_chosen(public_id: UUID) -> ResponseReturnValue:
    """Take what was ticked, then do what the pressed button says. Nothing is stored."""
    form = forms.read(ChooseForm)
    if form.problems:
        return _choose_page(public_id, SupplierFilter(), [], problems=form.problems)
    values = form.values
    chosen = list(dict.fromkeys([*values["kept"], *values["chosen"]]))
    wanted = _wanted(values)
    match values["do"]:
        case "check" if chosen:
            return _check_page(public_id, chosen)
        case "check":
            return _choose_page(public_id, wanted, chosen, problems=_nobody())
        case "all":
            chosen = list(dict.fromkeys([*chosen, *_all_matching(public_id, wanted)]))
        case "none":
            chosen = []
    return _choose_page(public_id, wanted, chosen)


@blueprint.post("/campaigns/<uuid:public_id>/check")
@access("campaign:write", scope=CompanyScope)
def campaign_check(public_id: UUID) -> ResponseReturnValue:
    """The check before sending, with the letter to another supplier."""
    values = forms.read(ChooseForm).values
    if not values.get("kept"):
        return _choose_page(public_id, SupplierFilter(), [], problems=_nobody())
    return _check_page(public_id, values["kept"], shown=values["preview"])


@blueprint.post("/campaigns/<uuid:public_id>/send")
@access("campaign:write", scope=CompanyScope)
def campaign_send(public_id: UUID) -> ResponseReturnValue:
    """Send the letters. Sending again to the same suppliers sends nothing."""
    chosen = forms.read(SendForm).values.get("kept", [])
    scope = current_scope(CompanyScope)
    try:
        with database().writing(scope) as session:
            invited = service.send_campaign(
                session,
                scope,
                campaign_id=public_id,
                suppliers=chosen,
                letters=letters(),
                now=now(),
                ids=ids(),
            )
    except Invalid as refusal:
        return _not_sent(public_id, chosen, refusal)
    flash(
        ngettext(
            "%(num)s letter is on its way.", "%(num)s letters are on their way.", len(invited)
        ),
        "success",
    )
    return redirect(url_for("company.campaign", public_id=public_id), 303)


def _nobody() -> dict[str, str]:
    return {"chosen": _("Tick at least one supplier.")}


def _not_sent(public_id: UUID, chosen: Sequence[UUID], refusal: Invalid) -> ResponseReturnValue:
    """A second click finds everybody asked already, which is what it wanted."""
    ready = _readiness(public_id, chosen)
    if ready.already_asked and not ready.reachable and not ready.without_contact:
        flash(_("These suppliers were asked already. Nothing was sent twice."))
        return redirect(url_for("company.campaign", public_id=public_id), 303)
    return _check_page(public_id, list(chosen), problems=on_this_page(refusal.problems))


def _wanted(values: dict[str, Any]) -> SupplierFilter:
    turned = values["do"].removeprefix("page-")
    page = int(turned) if turned != values["do"] and turned.isascii() and turned.isdigit() else 1
    return _filter(values, min(page, 10**6))


def _filter(values: dict[str, Any], page: int = 1) -> SupplierFilter:
    return SupplierFilter(
        search=values["q"],
        country=values["country"] or None,
        sector=values["sector"] or None,
        band=values.get("band") or None,
        sign=values.get("sign") or None,
        inherent=values["risk"] or None,
        page=page,
    )


def _all_matching(public_id: UUID, wanted: SupplierFilter) -> list[UUID]:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        queries.campaign(session, scope, public_id)
        meant = by_risk.resolved(session, scope, wanted)
        return portfolio.matching_suppliers(session, scope, meant)


def _readiness(public_id: UUID, chosen: Sequence[UUID]) -> Readiness:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        campaign = queries.campaign(session, scope, public_id)
        return service.readiness(session, scope, campaign, chosen, today())


def _choose_page(
    public_id: UUID,
    wanted: SupplierFilter,
    chosen: list[UUID],
    *,
    problems: dict[str, str] | None = None,
) -> ResponseReturnValue:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        campaign = queries.campaign(session, scope, public_id)
        found = portfolio.suppliers(session, scope, by_risk.resolved(session, scope, wanted))
        risks = by_risk.Risks(session, scope)
        here = [row.supplier.public_id for row in found.rows]
        ready = service.readiness(session, scope, campaign, here, today())
        context = {
            "campaign": campaign,
            "found": found,
            "wanted": wanted,
            "inherent": {row.supplier.id: risks.of_supplier(row.supplier) for row in found.rows},
            "chosen": frozenset(chosen),
            "kept": [each for each in chosen if each not in set(here)],
            "without_contact": {supplier.id for supplier in ready.without_contact},
            "already_asked": {supplier.id for supplier in ready.already_asked},
            "countries": [(code, country_name(code)) for code in parties.countries(session, scope)],
        }
    page = render_template("company/choose.html", problems=problems or {}, **context)
    return page, 422 if problems else 200


def _check_page(
    public_id: UUID,
    chosen: list[UUID],
    *,
    shown: UUID | None = None,
    problems: dict[str, str] | None = None,
) -> ResponseReturnValue:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        campaign = queries.campaign(session, scope, public_id)
        ready = service.readiness(session, scope, campaign, chosen, today())
        example = _example(ready.reachable, shown)
        contacts = parties.contacts(session, scope, [each.id for each in ready.reachable])
        asked = library.questionnaire(session, campaign.questionnaire_version_id)
        context = {
            "campaign": campaign,
            "kept": chosen,
            "ready": ready,
            "contacts": contacts,
            "gaps": lacking_for(asked, {contact.language for contact in contacts.values()}),
            "preview": preview(
                session, scope, campaign, example, letters=letters(), placeholder=PLACEHOLDER
            )
            if example
            else None,
        }
    page = render_template("company/send.html", problems=problems or {}, **context)
    return page, 422 if problems else 200


def _example(reachable: Sequence[Supplier], shown: UUID | None) -> Supplier | None:
    """The supplier whose letter is shown: the one asked for, else the first."""
    return next((each for each in reachable if each.public_id == shown), None) or next(
        iter(reachable), None
    )
