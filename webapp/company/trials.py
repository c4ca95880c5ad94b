"""Trying a method: starting, following, stopping and resuming, and who would move."""

import csv
import io
from contextlib import suppress
from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.errors import Invalid
from assessments.library import methods
from assessments.library import queries as library
from assessments.scope import CompanyScope
from assessments.trials import queries, service
from assessments.trials.difference import difference
from assessments.trials.models import Trial
from assessments.trials.scoring import method_of
from questionnaires.words import words_of_ruleset
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now
from webapp.company.blueprint import blueprint
from webapp.company.exporting import harmless
from webapp.company.method import method_page, shown_method
from webapp.company.method_schemas import MoversQuery, TrialForm
from webapp.company.schemas import NoFields
from webapp.company.words import tenths, trial_words
from webapp.languages import current_language

COLUMNS = (
    *("supplier", "reference", "country", "submission_result", "old_band", "new_band"),
    *("old_headline", "new_headline", "by"),
)


@blueprint.post("/method/trials")
@access("method:write", scope=CompanyScope)
def trial_start() -> ResponseReturnValue:
    """Begin to score everything by another method, beside what counts."""
    form = forms.read(TrialForm)
    if form.problems:
        return method_page(form, 422)
    scope = current_scope(CompanyScope)
    try:
        with database().writing(scope) as session:
            trial = service.start(
                session,
                scope,
                ruleset_version_id=form.values["ruleset"],
                reference_edition_id=form.values["edition"],
                now=now(),
                ids=ids(),
            )
    except Invalid as refusal:
        return method_page(form.refused({"ruleset": refusal.problems["trial"]}), 422)
    return redirect(url_for("company.trial", public_id=trial.public_id), 303)


@blueprint.get("/method/trials/<uuid:public_id>")
@access("method:read", scope=CompanyScope)
def trial(public_id: UUID) -> ResponseReturnValue:
    """How far a trial is, and who moves from which band to which, by which rule."""
    scope, asked = current_scope(CompanyScope), forms.read_query(MoversQuery)
    with database().reading(scope) as session:
        found = queries.trial(session, scope, public_id)
        context = trial_context(session, scope, found) | {
            "passages": queries.passages(session, scope, found),
            "movers": queries.movers(session, scope, found, asked["page"] or 1),
            "digest": queries.digest_of(session, scope, found),
            "jobs": queries.job_counts(session, scope, found),
        }
    return render_template("company/trial.html", **context)


@blueprint.get("/method/trials/<uuid:public_id>/state")
@access("method:read", scope=CompanyScope)
def trial_state(public_id: UUID) -> dict[str, Any]:
    """How far a trial is, for the script that follows it."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = queries.trial(session, scope, public_id)
        at = queries.progress(session, scope, found)
    return {"state": at.status, "done": at.done, "total": at.total, "text": trial_words(at)}


@blueprint.get("/method/trials/<uuid:public_id>/movers.csv")
@access("method:read", scope=CompanyScope)
def trial_movers(public_id: UUID) -> Response:
    """Everybody who moves, as a file."""
    scope = current_scope(CompanyScope)
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    with database().reading(scope) as session:
        found = queries.trial(session, scope, public_id)
        for mover in queries.all_movers(session, scope, found):
            writer.writerow([harmless(cell) for cell in _cells(mover)])
    answer = Response(target.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="erkin-movers.csv")
    return answer


@blueprint.get("/method/trials/<uuid:public_id>/movers/<uuid:result>")
@access("method:read", scope=CompanyScope)
def trial_mover(public_id: UUID, result: UUID) -> ResponseReturnValue:
    """What the tried method says differently of one submission."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        found = queries.trial(session, scope, public_id)
        mover = queries.mover(session, scope, found, result)
        session.refresh(mover.result, ["document", "inputs"])
        context = trial_context(session, scope, found) | {
            "mover": mover,
            "difference": difference(session, scope, found, mover.result),
        }
    return render_template("company/trial_mover.html", **context)


@blueprint.post("/method/trials/<uuid:public_id>/stop")
@access("method:write", scope=CompanyScope)
def trial_stop(public_id: UUID) -> ResponseReturnValue:
    """Let no further segment be scored."""
    forms.read(NoFields)
    scope = current_scope(CompanyScope)
    with suppress(Invalid), database().writing(scope) as session:
        service.stop(session, scope, public_id=public_id, now=now())
    return redirect(url_for("company.trial", public_id=public_id), 303)


@blueprint.post("/method/trials/<uuid:public_id>/resume")
@access("method:write", scope=CompanyScope)
def trial_resume(public_id: UUID) -> ResponseReturnValue:
    """Go on where it was stopped."""
    forms.read(NoFields)
    scope = current_scope(CompanyScope)
    with suppress(Invalid), database().writing(scope) as session:
        service.resume(session, scope, public_id=public_id, now=now(), ids=ids())
    return redirect(url_for("company.trial", public_id=public_id), 303)


def trial_context(session: Session, scope: CompanyScope, found: Trial) -> dict[str, Any]:
    """What every page of a trial shows: what is tried, against what, and the words of its rules."""
    current = methods.current_method(session, scope)
    tried = shown_method(session, scope, *method_of(found).pins)
    return {
        "trial": found,
        "at": queries.progress(session, scope, found),
        "tried": tried,
        "current": shown_method(session, scope, *current.pins),
        "words": trial_words,
        "terms": words_of_ruleset(library.document(tried.ruleset), current_language()),
    }


def _cells(mover: queries.Mover) -> list[str]:
    move, supplier = mover.move, mover.supplier
    return [
        *(supplier.name, supplier.reference or "", supplier.country),
        *(str(mover.result.public_id), move.old_band, move.new_band),
        *(tenths(move.old_tenths), tenths(move.new_tenths), " ".join(mover.causes)),
    ]
