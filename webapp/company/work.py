"""What is being done for the company, and what failed: jobs and letters, with another try."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import NotFound
from assessments.scope import CompanyScope
from assessments.trials.service import SCORE_SEGMENT, WRITE_RESULTS
from assessments.work import queries, service
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, now
from webapp.company.blueprint import blueprint
from webapp.company.schemas import NoFields
from webapp.company.words import job_words

OF_TRIALS = (SCORE_SEGMENT, WRITE_RESULTS)
"""There may be thousands of these; the page of their trial says how far they are."""


@blueprint.get("/work")
@access("job:read", scope=CompanyScope)
def work() -> ResponseReturnValue:
    """Jobs that wait, run or failed, and letters that did not arrive."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        jobs = queries.unfinished_jobs(session, scope)
        mails = queries.undelivered_mails(session, scope)
    return render_template(
        "company/work.html",
        failed=[job for job in jobs if job.state == "failed"],
        going_on=[job for job in jobs if job.state != "failed" and job.kind not in OF_TRIALS],
        mails=mails,
    )


@blueprint.get("/jobs/<uuid:public_id>/state")
@access("job:read", scope=CompanyScope)
def job_state(public_id: UUID) -> dict[str, Any]:
    """How far a job is, for the script that follows it."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        job = queries.job(session, scope, public_id)
    if job is None:
        raise NotFound
    return {
        "state": job.state,
        "done": job.progress_done,
        "total": job.progress_total,
        "text": job_words(job),
    }


@blueprint.post("/jobs/<uuid:public_id>/retry")
@access("job:write", scope=CompanyScope)
def job_retry(public_id: UUID) -> ResponseReturnValue:
    """Let a failed job start over."""
    forms.read(NoFields)
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        service.retry_job(session, scope, public_id=public_id, now=now())
    flash(_("It is tried again now."), "success")
    return redirect(url_for("company.work"), 303)


@blueprint.post("/mails/<uuid:public_id>/retry")
@access("job:write", scope=CompanyScope)
def mail_retry(public_id: UUID) -> ResponseReturnValue:
    """Let a letter that failed be sent again."""
    forms.read(NoFields)
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        service.retry_mail(session, scope, public_id=public_id, now=now())
    flash(_("The letter is sent again now."), "success")
    return redirect(url_for("company.work"), 303)
