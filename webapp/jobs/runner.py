"""Do one job: take it by lease, keep the lease, run the handler, record the outcome.

The queue is not needed for this. `drain` does all that is due in this process, for a demo and
for tests.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType

import structlog

from assessments.database import Database
from assessments.ids import Ids, RandomIds, new_token
from assessments.work import leases
from assessments.work.models import Job
from webapp.jobs.context import JobContext, JobFailed, LeaseLost, TryLater
from webapp.jobs.registry import handler_of
from webapp.renewal import renewing
from webapp.settings import Settings

LEASE = timedelta(seconds=60)
UNEXPECTED = "Something went wrong on our side. The administrator finds it in the log as job {id}."

log = structlog.get_logger(__name__)


class Runner:
    """Does jobs of one database."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        *,
        now: Callable[[], datetime] | None = None,
        ids: Ids | None = None,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._settings = settings
        self._now = now or database.now
        self._ids = ids or RandomIds()
        self._lease = lease

    def run(self, job_id: int) -> bool:
        """Do the job if it is due and nobody has it. Whether it was taken."""
        token = new_token(self._ids)
        now = self._now()
        with self._database.writing() as session:
            job = leases.claim(session, job_id, token=token, now=now, until=now + self._lease)
        if job is None:
            return False
        kept = renewing(self._lease, lambda: self._renew(job_id, token))
        with Attempt(self._database, job, token, self._now), kept:
            handler_of(job.kind)(self._context(job, token))
        return True

    def drain(self) -> int:
        """Do everything that is due, one after the other, until nothing is. How many were done."""
        done = 0
        while True:
            with self._database.reading() as session:
                due = leases.due_jobs(session, now=self._now())
            taken = sum(self.run(job.id) for job in due)
            if not taken:
                return done
            done += taken

    def _context(self, job: Job, token: str) -> JobContext:
        def progress(done: int, total: int) -> None:
            with self._database.writing() as session:
                if not leases.record_progress(session, job.id, token=token, done=done, total=total):
                    raise LeaseLost

        return JobContext(
            job_id=job.id,
            kind=job.kind,
            attempt=job.attempts,
            company_id=job.company_id,
            programme_id=job.programme_id,
            payload=job.details(),
            database=self._database,
            settings=self._settings,
            ids=self._ids,
            lease=self._lease,
            now=self._now,
            progress=progress,
        )

    def _renew(self, job_id: int, token: str) -> None:
        with self._database.writing() as session:
            leases.hold(session, job_id, token=token, until=self._now() + self._lease)


class Attempt:
    """Whatever becomes of the handler, the row says it afterwards."""

    def __init__(
        self, database: Database, job: Job, token: str, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._job = job
        self._token = token
        self._now = now

    def __enter__(self) -> None:
        log.info("job_started", job=self._job.kind, row=self._job.id, attempt=self._job.attempts)

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        """Record the outcome. Errors end here; what stops the process does not."""
        if problem is None:
            self._finish()
        elif isinstance(problem, LeaseLost):
            self._log("job_lost")
        elif isinstance(problem, (JobFailed, TryLater)):
            self._fail(str(problem), final=isinstance(problem, JobFailed))
        elif isinstance(problem, Exception):
            self._log("job_broke", problem)
            self._fail(UNEXPECTED.format(id=self._job.id))
        return isinstance(problem, Exception)

    def _finish(self) -> None:
        with self._database.writing() as session:
            leases.finish(session, self._job.id, token=self._token, now=self._now())
        self._log("job_done")

    def _fail(self, error: str, *, final: bool = False) -> None:
        with self._database.writing() as session:
            leases.fail(
                session,
                self._job.id,
                token=self._token,
                now=self._now(),
                error=error,
                final=final,
            )
        self._log("job_failed")

    def _log(self, event: str, problem: BaseException | None = None) -> None:
        log.info(event, job=self._job.kind, row=self._job.id, exc_info=problem)
