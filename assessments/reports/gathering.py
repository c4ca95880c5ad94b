"""Bring together, from the database, what the builders of reports read."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.campaigns.models import Campaign, Invitation
from assessments.library import methods
from assessments.library import queries as library
from assessments.overrides import queries as overrides
from assessments.overrides.rules import ByHand
from assessments.parties import queries as parties
from assessments.parties.models import Supplier
from assessments.reports.entries import (
    IN_PROGRESS,
    NO_ANSWER,
    NOT_STARTED,
    SCORED,
    SUBMITTED,
    Entry,
)
from assessments.reports.overlay import Overlay, overlay_of
from assessments.reports.portfolio import PortfolioReport
from assessments.reports.portfolio_report import portfolio_report
from assessments.reports.portfolio_workbook import portfolio_workbook
from assessments.reports.supplier import SupplierReport
from assessments.reports.supplier_report import supplier_report
from assessments.reports.workbook import Workbook
from assessments.responses import queries as responses
from assessments.responses.withdrawing import withdrawals
from assessments.results import queries as results
from assessments.results.clearing import kept
from assessments.results.due import due_since_result, results_before
from assessments.results.models import Result
from assessments.results.silence import silence
from assessments.scope import CompanyScope
from questionnaires.catalogue import Catalogue
from questionnaires.definition import Questionnaire
from questionnaires.worded import words_of
from questionnaires.words import Words, words_of_ruleset


@dataclass(frozen=True)
class Portfolio:
    """What is known of every supplier that a company asked."""

    company: str
    campaigns: tuple[str, ...]
    entries: tuple[Entry, ...]
    questionnaires: Mapping[str, tuple[Questionnaire, Words]]
    ruleset: Mapping[str, Any]
    terms: Catalogue
    overlays: tuple[Overlay, ...] = ()


def gather_supplier_report(
    session: Session, scope: CompanyScope, result: Result, on: date | None = None
) -> SupplierReport:
    """What the report on one result says, from exactly the versions that it pins.

    With a day it also tells the band set by hand that holds on it.
    """
    pins = library.pins(session, result)
    disclosed = responses.disclosed_submission(session, scope, result.submission_id)
    return supplier_report(
        result=json.loads(result.document),
        snapshot=disclosed.snapshot,
        questionnaire=pins.questionnaire,
        words=words_of(pins.questionnaire),
        ruleset=pins.ruleset,
        base=pins.base,
        terms=ruleset_words(pins.ruleset),
        reference=pins.reference,
        people=disclosed.people,
        inputs=json.loads(result.inputs),
        scorer=library.scorer(
            session,
            questionnaire_version_id=result.questionnaire_version_id,
            ruleset_version_id=result.ruleset_version_id,
            reference_edition_id=result.reference_edition_id,
        ),
        by_hand=overrides.in_force(session, scope, on).get(result.id) if on else None,
        not_cleared=kept(result),
        since=due_since_result(result, results_before(session, scope, result)),
    )


def gather_portfolio(session: Session, scope: CompanyScope, on: date) -> Portfolio:
    """Every supplier that was asked, with the newest thing that is known of it on a day."""
    campaigns: dict[int, Campaign] = {}
    entries: dict[int, Entry] = {}
    asked: dict[str, tuple[Questionnaire, Words]] = {}
    by_hand = overrides.in_force(session, scope, on)
    for invitation, supplier, campaign in _asked(session, scope):
        campaigns[campaign.id] = campaign
        if supplier.id not in entries:
            known = _entry(session, scope, invitation, supplier, campaign, on, by_hand)
            entries[supplier.id] = known
    for campaign in campaigns.values():
        questionnaire = library.questionnaire(session, campaign.questionnaire_version_id)
        words = words_of(questionnaire)
        asked[f"{questionnaire.slug}/{questionnaire.version}"] = (questionnaire, words)
    method = methods.current_method(session, scope)
    ruleset = library.document(methods.ruleset_of(session, scope, method.ruleset_version_id))
    return Portfolio(
        company=parties.company(session, scope).name,
        campaigns=tuple(dict.fromkeys(campaign.name for campaign in campaigns.values())),
        entries=tuple(sorted(entries.values(), key=lambda entry: entry.supplier)),
        questionnaires=asked,
        ruleset=ruleset,
        terms=ruleset_words(ruleset),
        overlays=tuple(_overlays(session, scope, entries.values())),
    )


def report_of(portfolio: Portfolio, on: date) -> PortfolioReport:
    """What the portfolio report says on a day."""
    return portfolio_report(
        company=portfolio.company,
        on=on,
        campaigns=portfolio.campaigns,
        entries=portfolio.entries,
        ruleset=portfolio.ruleset,
        terms=portfolio.terms,
        overlays=portfolio.overlays,
    )


def workbook_of(portfolio: Portfolio, on: date) -> Workbook:
    """All figures and answers of the portfolio on a day."""
    return portfolio_workbook(
        company=portfolio.company,
        on=on,
        entries=portfolio.entries,
        questionnaires=portfolio.questionnaires,
        terms=portfolio.terms,
        overlays=portfolio.overlays,
    )


def ruleset_words(ruleset: Mapping[str, Any]) -> Catalogue:
    """The words of a published ruleset, in English."""
    return words_of_ruleset(ruleset)


def _overlays(session: Session, scope: CompanyScope, entries: Iterable[Entry]) -> Iterator[Overlay]:
    """The company's own rulesets that these results were made by, newest first."""
    used = {entry.result["ruleset"]["sha256"] for entry in entries if entry.result is not None}
    for row in methods.ruleset_versions(session, scope):
        document = library.document(row)
        said = overlay_of(document, library.base_of(session, document))
        if said is not None and row.sha256 in used:
            yield said


def _asked(session: Session, scope: CompanyScope) -> list[tuple[Invitation, Supplier, Campaign]]:
    """Invitations that were not revoked, newest first."""
    found = session.execute(
        select(Invitation, Supplier, Campaign)
        .join(
            Supplier,
            (Supplier.company_id == Invitation.company_id)
            & (Supplier.id == Invitation.supplier_id),
        )
        .join(
            Campaign,
            (Campaign.company_id == Invitation.company_id)
            & (Campaign.id == Invitation.campaign_id),
        )
        .where(Invitation.company_id == scope.company_id, Invitation.revoked_at.is_(None))
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    )
    return [(row[0], row[1], row[2]) for row in found]


def _entry(
    session: Session,
    scope: CompanyScope,
    invitation: Invitation,
    supplier: Supplier,
    campaign: Campaign,
    on: date,
    by_hand: Mapping[int, ByHand],
) -> Entry:
    scored = results.results_of_supplier(session, scope, supplier.id)
    if scored and scored[0].submission_id not in withdrawals(session, scope):
        disclosed = responses.disclosed_submission(session, scope, scored[0].submission_id)
        return Entry(
            supplier=supplier.name,
            country=supplier.country,
            state=SCORED,
            result=json.loads(scored[0].document),
            snapshot=disclosed.snapshot,
            by_hand=by_hand.get(scored[0].id),
            screening=scored[0].screening,
            since=due_since_result(scored[0], scored),
        )
    silent = silence(session, supplier, invitation, campaign, on)
    if silent is not None:
        return Entry(supplier.name, supplier.country, NO_ANSWER, no_reply=silent.document())
    return Entry(supplier.name, supplier.country, _progress(invitation))


def _progress(invitation: Invitation) -> str:
    if invitation.submitted_at:
        return SUBMITTED
    return IN_PROGRESS if invitation.started_at else NOT_STARTED
