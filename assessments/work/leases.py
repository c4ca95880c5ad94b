"""Who may work on a job: at most one at a time, for as long as its lease is renewed.

Every step is one conditional UPDATE, so that it holds on both databases and against a process
that was thought dead and wakes up: a step under a lost lease changes nothing and says so.
The worker serves every company, so these functions take no scope.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from assessments.work.models import Job
from assessments.work.timing import next_job_try

LOST = "It stopped {attempts} times without finishing. Try again, or tell the administrator."


@dataclass(frozen=True, slots=True)
class DueJob:
    """A job that somebody should take now."""

    id: int
    kind: str
    attempts: int


def due_jobs(session: Session, *, now: datetime, limit: int = 5_000) -> list[DueJob]:
    """What is due and held by nobody, oldest first: not yet started, or its worker was lost."""
    rows = session.execute(
        select(Job.id, Job.kind, Job.attempts)
        .where(_free(now))
        .order_by(Job.due_at, Job.id)
        .limit(limit)
    )
    return [DueJob(*row) for row in rows]


def is_open(session: Session, kind: str) -> bool:
    """Whether a job of this kind waits or runs, due or not."""
    open_states = Job.state.in_(("waiting", "running"))
    found = session.scalar(select(Job.id).where(Job.kind == kind, open_states).limit(1))
    return found is not None


def claim(
    session: Session, job_id: int, *, token: str, now: datetime, until: datetime
) -> Job | None:
    """Take a job until `until`, and count the attempt. None when it is not to be had."""
    taken = _change(
        session,
        and_(Job.id == job_id, _free(now)),
        state="running",
        attempts=Job.attempts + 1,
        lease_token=token,
        leased_until=until,
        started_at=now,
        finished_at=None,
        progress_done=0,
        progress_total=0,
    )
    return session.get(Job, job_id, populate_existing=True) if taken else None


def hold(session: Session, job_id: int, *, token: str, until: datetime) -> bool:
    """Renew the lease. False when it was lost: stop working."""
    return _change(session, _held(job_id, token), leased_until=until)


def record_progress(session: Session, job_id: int, *, token: str, done: int, total: int) -> bool:
    """Say how far the work is. False when the lease was lost."""
    return _change(session, _held(job_id, token), progress_done=done, progress_total=total)


def finish(session: Session, job_id: int, *, token: str, now: datetime) -> bool:
    """The work is done. False when the lease was lost, and another's outcome counts."""
    return _change(
        session,
        _held(job_id, token),
        state="done",
        finished_at=now,
        error=None,
        lease_token=None,
        leased_until=None,
    )


def fail(
    session: Session, job_id: int, *, token: str, now: datetime, error: str, final: bool = False
) -> bool:
    """The work failed with a message for people. It is tried again later, or given up.

    False when the lease was lost.
    """
    job = session.scalar(select(Job).where(_held(job_id, token)))
    if job is None:
        return False
    again = None if final else next_job_try(job.attempts, job.max_attempts, now)
    return _change(
        session,
        _held(job_id, token),
        state="failed" if again is None else "waiting",
        due_at=again or job.due_at,
        finished_at=now if again is None else None,
        error=error,
        lease_token=None,
        leased_until=None,
    )


def give_up_lost_jobs(session: Session, *, now: datetime) -> int:
    """Fail the jobs whose workers were lost as often as they may be tried. Their number."""
    given_up = 0
    lost = session.execute(select(Job.id, Job.attempts).where(_worn_out(now))).all()
    for job_id, attempts in lost:
        given_up += _change(
            session,
            and_(Job.id == job_id, _worn_out(now)),
            state="failed",
            finished_at=now,
            error=LOST.format(attempts=attempts),
            lease_token=None,
            leased_until=None,
        )
    return given_up


def forget_finished_jobs(session: Session, *, now: datetime, kept: timedelta) -> int:
    """Remove the jobs that were done longer ago than `kept`. Their number."""
    old = delete(Job).where(Job.state == "done", Job.finished_at < now - kept)
    return cast("CursorResult[Any]", session.execute(old)).rowcount


def _free(now: datetime) -> ColumnElement[bool]:
    lost = and_(Job.state == "running", Job.leased_until < now, Job.attempts < Job.max_attempts)
    return or_(and_(Job.state == "waiting", Job.due_at <= now), lost)


def _worn_out(now: datetime) -> ColumnElement[bool]:
    return and_(Job.state == "running", Job.leased_until < now, Job.attempts >= Job.max_attempts)


def _held(job_id: int, token: str) -> ColumnElement[bool]:
    return and_(Job.id == job_id, Job.state == "running", Job.lease_token == token)


def _change(session: Session, condition: ColumnElement[bool], **values: object) -> bool:
    change = (
        update(Job).where(condition).values(values).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", session.execute(change)).rowcount == 1
