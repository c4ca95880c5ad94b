"""Try a method, stop and resume, and decide: adopt it or discard it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.errors import Invalid
from assessments.ids import Ids, new_public_id
from assessments.library import methods
from assessments.library.models import CompanyMethod
from assessments.parties.models import Company
from assessments.phrases import phrase
from assessments.scope import CompanyScope
from assessments.trials import queries
from assessments.trials.models import Trial, TrialSegment
from assessments.trials.segments import spans
from assessments.trials.status import (
    ADOPTED,
    READY,
    RUNNING,
    STOPPED,
    about_adoption,
    about_trial,
)
from assessments.work.service import enqueue

SCORE_SEGMENT = "score-trial-segment"
WRITE_RESULTS = "write-adopted-results"
ONE_AT_A_TIME = phrase("Adopt or discard the trial that is open before you start another.")
NOT_RUNNING = phrase("This trial is not running.")
NOT_STOPPED = phrase("This trial is not stopped.")
NOT_READY = phrase("This trial is not finished: adopt it once everything was scored.")
DECIDED = phrase("This trial was decided already.")


def start(
    session: Session,
    scope: CompanyScope,
    *,
    ruleset_version_id: UUID,
    reference_edition_id: UUID,
    now: datetime,
    ids: Ids,
) -> Trial:
    """Begin to score everything that was disclosed so far by another method, beside what counts.

    Both are published for everybody or for this company (their public ids). Nothing that counts
    is changed. One job for each segment is written to the outbox. Raises NotFound, and Invalid
    while another trial is open.
    """
    ruleset = methods.ruleset_version(session, scope, ruleset_version_id)
    edition = methods.reference_edition(session, scope, reference_edition_id)
    _take_turns(session, scope)
    if queries.open_trial(session, scope) is not None:
        raise Invalid({"trial": ONE_AT_A_TIME})
    trial = Trial(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        ruleset_version_id=ruleset.id,
        reference_edition_id=edition.id,
        submissions=0,
        started_by=scope.person_id,
        started_at=now,
    )
    session.add(trial)
    session.flush()
    for number, span in enumerate(list(spans(session, scope)), start=1):
        trial.submissions += span.submissions
        segment = TrialSegment(
            company_id=scope.company_id,
            trial_id=trial.id,
            number=number,
            first_id=span.first,
            last_id=span.last,
            submissions=span.submissions,
        )
        session.add(segment)
    session.flush()
    _enqueue_segments(session, scope, trial, now, ids)
    _note(session, scope, "trial-started", trial, now, submissions=trial.submissions)
    return trial


def stop(session: Session, scope: CompanyScope, *, public_id: UUID, now: datetime) -> Trial:
    """Let no further segment be scored. What is done stays. Raises Invalid unless it runs."""
    trial = _in_state(session, scope, public_id, (RUNNING,), NOT_RUNNING)
    trial.stopped_at = now
    session.flush()
    _note(session, scope, "trial-stopped", trial, now)
    return trial


def resume(
    session: Session, scope: CompanyScope, *, public_id: UUID, now: datetime, ids: Ids
) -> Trial:
    """Go on with the segments that are left. Raises Invalid unless the trial was stopped."""
    trial = _in_state(session, scope, public_id, (STOPPED,), NOT_STOPPED)
    trial.stopped_at = None
    session.flush()
    _enqueue_segments(session, scope, trial, now, ids)
    _note(session, scope, "trial-resumed", trial, now)
    return trial


def adopt(
    session: Session, scope: CompanyScope, *, public_id: UUID, now: datetime, ids: Ids
) -> CompanyMethod:
    """Score by the tried method from now on, and write its results beside those that are there.

    The results are written by jobs, one for each segment of what was disclosed by now. No result
    is changed. Raises Invalid unless the trial is ready; adopting it again changes nothing.
    """
    trial = _in_state(session, scope, public_id, (READY, ADOPTED), NOT_READY)
    if trial.adopted_at is not None:
        return _adoption(session, scope, trial)
    trial.adopted_at = now
    method = CompanyMethod(
        company_id=scope.company_id,
        ruleset_version_id=trial.ruleset_version_id,
        reference_edition_id=trial.reference_edition_id,
        trial_id=trial.id,
        adopted_by=scope.person_id,
        adopted_at=now,
    )
    session.add(method)
    session.flush()
    for span in list(spans(session, scope)):
        enqueue(
            session,
            kind=WRITE_RESULTS,
            payload={"trial_id": trial.id, "first": span.first, "last": span.last},
            company_id=scope.company_id,
            about=about_adoption(trial),
            now=now,
            ids=ids,
        )
    _note(session, scope, "method-adopted", trial, now, digest=_digest(session, scope, trial))
    return method


def discard(session: Session, scope: CompanyScope, *, public_id: UUID, now: datetime) -> Trial:
    """Drop the trial: its record stays, nothing that counts was changed. Raises Invalid if late."""
    trial = _in_state(session, scope, public_id, (RUNNING, STOPPED, READY), DECIDED)
    trial.discarded_at = now
    session.flush()
    _note(session, scope, "trial-discarded", trial, now)
    return trial


def _in_state(
    session: Session, scope: CompanyScope, public_id: UUID, wanted: tuple[str, ...], otherwise: str
) -> Trial:
    """The trial, held until the transaction ends, so that two colleagues decide once."""
    trial = queries.trial(session, scope, public_id)
    session.refresh(trial, with_for_update=True)
    if queries.progress(session, scope, trial).status not in wanted:
        raise Invalid({"trial": otherwise})
    return trial


def _take_turns(session: Session, scope: CompanyScope) -> None:
    session.execute(select(Company.id).where(Company.id == scope.company_id).with_for_update())


def _enqueue_segments(
    session: Session, scope: CompanyScope, trial: Trial, now: datetime, ids: Ids
) -> None:
    left = session.scalars(
        select(TrialSegment.id)
        .where(
            TrialSegment.company_id == scope.company_id,
            TrialSegment.trial_id == trial.id,
            TrialSegment.digest.is_(None),
        )
        .order_by(TrialSegment.number)
    ).all()
    for segment_id in left:
        enqueue(
            session,
            kind=SCORE_SEGMENT,
            payload={"segment_id": segment_id},
            company_id=scope.company_id,
            about=about_trial(trial),
            now=now,
            ids=ids,
        )


def _adoption(session: Session, scope: CompanyScope, trial: Trial) -> CompanyMethod:
    return session.scalars(
        select(CompanyMethod).where(
            CompanyMethod.company_id == scope.company_id, CompanyMethod.trial_id == trial.id
        )
    ).one()


def _digest(session: Session, scope: CompanyScope, trial: Trial) -> str | None:
    return queries.digest_of(session, scope, trial)


def _note(
    session: Session, scope: CompanyScope, kind: str, trial: Trial, now: datetime, **facts: object
) -> None:
    record(
        session,
        scope,
        kind=kind,
        subject_kind="trial",
        subject_id=trial.id,
        now=now,
        facts=facts,
    )
