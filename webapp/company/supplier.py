"""A supplier's page: who it is, what its newest answers show, and what was asked of it."""

from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.campaigns.progress import AskedRow, asked_of_supplier
from assessments.parties import queries as parties
from assessments.parties.models import Supplier
from assessments.reports.reading import reading_of
from assessments.responses.withdrawing import withdrawals
from assessments.results import queries as results
from assessments.results.by_risk import Risks
from assessments.results.silence import silence
from assessments.scope import CompanyScope
from assessments.signals.queries import signals_of_supplier
from webapp.access import access, current_scope
from webapp.asking import database, today
from webapp.company.blueprint import blueprint
from webapp.company.exporting import exportable
from webapp.company.making import made_of
from webapp.company.result_body import result_body
from webapp.company.signals import shown
from webapp.company.withdrawn import kept
from webapp.languages.names import shipped_terms
from webapp.languages.reader import page_reader


@blueprint.get("/suppliers/<uuid:public_id>")
@access("supplier:read", scope=CompanyScope)
@exportable
def supplier(public_id: UUID) -> ResponseReturnValue:
    """Everything that the company knows of a supplier, its newest result first."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = parties.supplier(session, scope, public_id)
        context = _what_is_known(session, scope, found)
        scored = context["scored"]
        if context["counts"]:
            context |= result_body(reading_of(session, scope, scored[0], page_reader()))
        if scored:
            context |= made_of(session, scope, scored[0])
    return render_template("company/supplier.html", **context)


def _what_is_known(session: Session, scope: CompanyScope, found: Supplier) -> dict[str, Any]:
    """The supplier, what was asked of it, and its results; `counts` where the newest one does."""
    scored = results.results_of_supplier(session, scope, found.id)
    asked = asked_of_supplier(session, scope, found)
    gone = withdrawals(session, scope)
    taken_back = gone.get(scored[0].submission_id) if scored else None
    counts = bool(scored) and taken_back is None
    return {
        "supplier": found,
        "contact": parties.contact(session, scope, found.id),
        "asked": asked,
        "scored": scored,
        "counts": counts,
        "withdrawn": {one.id for one in scored if one.submission_id in gone},
        "kept": kept(session, scope, taken_back) if taken_back else None,
        "signals": [shown(each) for each in signals_of_supplier(session, scope, found.id)],
        "silent": _silent(session, found, asked),
        "inherent": None if counts else Risks(session, scope).of_supplier(found),
        "bands": shipped_terms(),
        "today": today(),
    }


def _silent(session: Session, found: Supplier, asked: list[AskedRow]) -> dict[str, Any] | None:
    """What is said instead of a score where the last invitation was left without an answer."""
    if not asked:
        return None
    newest = asked[0]
    said = silence(session, found, newest.invitation, newest.campaign, today())
    return {"campaign": newest.campaign, **said.document()} if said else None
