"""Reviewing answers: accept them, ask about them, and send back what is to be corrected."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.disputes.models import Dispute
from assessments.disputes.queries import disputes_of_submission, open_disputes
from assessments.disputes.status import days_left
from assessments.errors import Invalid
from assessments.library import queries as library
from assessments.reports.material import finding_title
from assessments.reports.reading import Reading
from assessments.results.queries import result_of_submission
from assessments.reviews import queries, service
from assessments.reviews.queries import Review
from assessments.reviews.returning import Doubt, send_back
from assessments.reviews.waiting import waiting_for_company
from assessments.scope import CompanyScope
from questionnaires.words import words_of_ruleset
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, letters, now, today
from webapp.company import reviewing
from webapp.company.blueprint import blueprint
from webapp.company.results import drawn, opened
from webapp.company.schemas import AcceptForm, SendBackForm
from webapp.forms import Form
from webapp.languages import current_language
from webapp.principals import signed_in

ANSWERED_WITHIN = timedelta(days=14)


@blueprint.get("/reviews")
@access("response:read", scope=CompanyScope)
def reviews() -> str:
    """Findings that suppliers dispute, then answers and messages that wait for the company."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        disputes = open_disputes(session, scope)
        waiting = [
            (one, result_of_submission(session, scope, one.newest))
            for one in waiting_for_company(session, scope)
        ]
        titles = {one.dispute.id: _finding(session, scope, one.dispute) for one in disputes}
    left = {one.dispute.id: days_left(one.dispute.answer_due_on, today()) for one in disputes}
    return render_template(
        "company/reviews.html", disputes=disputes, titles=titles, waiting=waiting, left=left
    )


@blueprint.get("/results/<uuid:result>/review")
@access("response:read", scope=CompanyScope)
def result_review(result: UUID) -> ResponseReturnValue:
    """All questions by their state, and what goes back. An older result leads to the newest."""
    found, review = read_review(result)
    if found.submission.id != review.newest.submission.id:
        scope = current_scope(CompanyScope)
        with database().reading(scope) as session:
            newest = result_of_submission(session, scope, review.newest.submission.id)
        if newest is not None:
            return redirect(url_for("company.result_review", result=newest.public_id), 303)
    return _page(found, review, Form({}))


@blueprint.post("/results/<uuid:result>/review")
@access("review:write", scope=CompanyScope)
def result_send_back(result: UUID) -> ResponseReturnValue:
    """Send back what is to be corrected, and the answers that do not fit together."""
    form = forms.read(SendBackForm)
    found, review = read_review(result)
    if form.problems:
        return _page(found, review, form), 422
    try:
        gone = _send_back(found, review, form)
    except Invalid as refusal:
        return _page(found, review, form.refused(refusal.problems)), 422
    flash(_sent_back(len(gone)), "success")
    return redirect(url_for("company.result_review", result=result), 303)


@blueprint.post("/results/<uuid:result>/review/accept")
@access("review:write", scope=CompanyScope)
def result_accept(result: UUID) -> ResponseReturnValue:
    """Accept the answers that were ticked."""
    form = forms.read(AcceptForm)
    found, review = read_review(result)
    count = len(form.values["question"])
    if not count:
        form = form.refused({"question": _("Tick the answers that you accept.")})
    if form.problems:
        return _page(found, review, form), 422
    try:
        _accept(found, form)
    except Invalid as refusal:
        return _page(found, review, form.refused(refusal.problems)), 422
    flash(ngettext("1 answer accepted.", "%(num)s answers accepted.", count), "success")
    return redirect(url_for("company.result_review", result=result), 303)


def read_review(result: UUID) -> tuple[Reading, Review]:
    """A result of the caller's company, and what was said about its answers."""
    scope = current_scope(CompanyScope)
    with opened(result) as (session, found):
        review = queries.review_of(session, scope, submission_id=found.submission.id)
        return found, review


def name() -> str:
    """The name of the account that sends this request."""
    found = signed_in()
    return found.name if found else ""


def _finding(session: Session, scope: CompanyScope, dispute: Dispute) -> str:
    """What the finding in dispute is called."""
    result = result_of_submission(session, scope, dispute.submission_id)
    if result is None:
        return dispute.finding
    terms = words_of_ruleset(library.pins(session, result).ruleset, current_language())
    return finding_title(terms, dispute.finding)


def _send_back(found: Reading, review: Review, form: Form) -> frozenset[str]:
    """Send back what was flagged, and the ticked contradictions. Raises Invalid."""
    scope = current_scope(CompanyScope)
    doubts = [
        Doubt(one.words.check, tuple(one.questions))
        for one in reviewing.doubtful(found, review)
        if one.words.check in form.values["check"]
    ]
    with database().writing(scope) as session:
        return send_back(
            session,
            scope,
            submission_id=found.submission.id,
            doubts=doubts,
            due_on=form.values["due_on"],
            seen=form.values["seen"],
            by=name(),
            letters=letters(),
            now=now(),
            ids=ids(),
        )


def _accept(found: Reading, form: Form) -> None:
    """Accept what was ticked. Raises Invalid."""
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        service.accept(
            session,
            scope,
            submission_id=found.submission.id,
            questions=form.values["question"],
            seen=form.values["seen"],
            by=name(),
            now=now(),
        )


def _page(found: Reading, review: Review, form: Form) -> str:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        disputes = disputes_of_submission(session, scope, found.submission.id)
        due_on = campaigns.due_on(session, scope, found.result.invitation_id)
    questions = reviewing.reviewed(found, review)
    context: dict[str, Any] = {
        "groups": reviewing.by_state(questions),
        "total": len(questions),
        "going": [one for one in questions if one.to_send_back],
        "back": [one for one in questions if one.with_supplier],
        "due_on": due_on,
        "doubts": reviewing.doubtful(found, review),
        "disputes": disputes,
        "seen": review.seen,
        "proposed": today() + ANSWERED_WITHIN,
    }
    return drawn("review", found, typed=form.typed, problems=form.problems, **context)


def _sent_back(count: int) -> str:
    words: str = ngettext(
        "1 question went back. The supplier was told by mail.",
        "%(num)s questions went back. The supplier was told by mail.",
        count,
    )
    return words
