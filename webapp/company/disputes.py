"""Findings that a supplier does not agree with: read why, and answer within fourteen days."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.disputes import queries
from assessments.disputes.queries import Disputed
from assessments.disputes.service import answer_dispute
from assessments.disputes.status import days_left
from assessments.errors import Invalid, NotFound
from assessments.reports.findings import rests_on
from assessments.reports.reading import Reading, reading_of
from assessments.results.models import Result
from assessments.results.queries import result_of_submission
from assessments.scope import CompanyScope
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, letters, now, today
from webapp.company.blueprint import blueprint
from webapp.company.schemas import DisputeAnswerForm
from webapp.forms import Form
from webapp.languages.reader import page_reader
from webapp.principals import signed_in


@blueprint.context_processor
def shown_disputes() -> dict[str, Any]:
    """What templates call to show which findings of a result are in dispute."""
    return {"disputed_findings": disputed_findings}


def disputed_findings(result: Result) -> dict[str, Disputed]:
    """Finding → the dispute about it, of the submission that a result is about."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = queries.disputes_of_submission(session, scope, result.submission_id)
    return {one.dispute.finding: one for one in found}


@blueprint.get("/disputes/<uuid:dispute>")
@access("result:read", scope=CompanyScope)
def dispute(dispute: UUID) -> ResponseReturnValue:
    """What is disputed and why, and the answer or the form for it."""
    return _page(*_read(dispute), Form({}))


@blueprint.post("/disputes/<uuid:dispute>")
@access("review:write", scope=CompanyScope)
def dispute_answer(dispute: UUID) -> ResponseReturnValue:
    """Answer a dispute. The score stays as it is, whatever the answer."""
    form = forms.read(DisputeAnswerForm)
    disputed, found = _read(dispute)
    if form.problems:
        return _page(disputed, found, form), 422
    try:
        _answer(disputed, found, form)
    except Invalid as refusal:
        return _page(disputed, found, form.refused(refusal.problems)), 422
    flash(_("Answered. The supplier is told by mail."), "success")
    return redirect(url_for("company.dispute", dispute=dispute), 303)


def _answer(disputed: Disputed, found: Reading, form: Form) -> None:
    scope, person = current_scope(CompanyScope), signed_in()
    with database().writing(scope) as session:
        answer_dispute(
            session,
            scope,
            public_id=disputed.dispute.public_id,
            questions=_to_correct(disputed, found),
            by=person.name if person else "",
            letters=letters(),
            now=now(),
            ids=ids(),
            **form.values,
        )


def _read(dispute: UUID) -> tuple[Disputed, Reading]:
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        disputed = queries.dispute(session, scope, dispute)
        result = result_of_submission(session, scope, disputed.dispute.submission_id)
        if result is None:
            raise NotFound
        return disputed, reading_of(session, scope, result, page_reader())


def _page(disputed: Disputed, found: Reading, form: Form) -> str:
    finding = disputed.dispute.finding
    context: dict[str, Any] = {
        "left": days_left(disputed.dispute.answer_due_on, today()),
        "is_check": _is_check(found, finding),
        "questions": _questions(disputed, found),
        "to_correct": _to_correct(disputed, found),
    }
    return render_template(
        "company/dispute.html",
        reading=found,
        disputed=disputed,
        typed=form.typed,
        problems=form.problems,
        **context,
    )


def _to_correct(disputed: Disputed, found: Reading) -> list[str]:
    """The answer that the supplier named, else those that the finding rests on."""
    named = disputed.dispute.question
    return [named] if named else _questions(disputed, found)


def _is_check(found: Reading, finding: str) -> bool:
    return any(one["check"] == finding for one in found.material.result["fired_checks"])


def _questions(disputed: Disputed, found: Reading) -> list[str]:
    return list(rests_on(found.material, disputed.dispute.finding) or ())
