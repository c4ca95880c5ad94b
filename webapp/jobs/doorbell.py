"""Tell the queue of committed jobs. A ring that is lost costs time, never a job.

The rows in the database decide what is to be done; the sweeper rings again for what nobody
took. So a queue that does not answer is logged and otherwise ignored.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from sqlalchemy.orm import Session

from assessments.database import Database
from assessments.work.leases import DueJob
from assessments.work.service import DELIVER_MAIL, RUNG
from webapp.jobs.locked import RUN_JOB, work_queue

PATIENCE_SECONDS = 1
JOB_SECONDS = 15 * 60
KEPT_SECONDS = 60 * 60
PROMPT_KINDS = frozenset({DELIVER_MAIL})  # somebody sits and waits for a code

log = structlog.get_logger(__name__)


class Doorbell:
    """Rings for jobs. Does not wait long for a queue that is away."""

    def __init__(self, redis_url: str) -> None:
        self._connection = Redis.from_url(
            redis_url,
            socket_connect_timeout=PATIENCE_SECONDS,
            socket_timeout=PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._queue = work_queue(self._connection)
        self._socket: str | None = self._connection.connection_pool.connection_kwargs.get("path")
        self._missed = False

    def attach(self, database: Database) -> None:
        """Ring after each commit of `database` for the jobs that it made due."""
        database.after_commit(self._ring_committed)

    def ring(self, jobs: Collection[DueJob]) -> int:
        """Ring for these jobs. How many rings were heard."""
        rung = 0
        with self._forgiving():
            for job in jobs:
                self._enqueue(job)
                rung += 1
        return rung

    def ring_again(self, jobs: Collection[DueJob]) -> int:
        """Ring for those of the jobs that the queue does not hold. How many rings were heard."""
        held = {ring_name(job) for job in jobs}
        with self._forgiving():
            held = set(self._queue.job_ids)
        return self.ring([job for job in jobs if ring_name(job) not in held])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _ring_committed(self, session: Session) -> None:
        rung: dict[int, str] = session.info.pop(RUNG, {})
        if rung and not self._nobody_home():
            self.ring([DueJob(id=job_id, kind=kind, attempts=0) for job_id, kind in rung.items()])

    def _nobody_home(self) -> bool:
        """Whether the embedded server is simply not started: no reason for a warning."""
        return self._socket is not None and not os.path.exists(self._socket)

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Let a queue be away, and log that once until it is heard again."""
        try:
            yield
        except RedisError as problem:
            if not self._missed:
                log.warning("queue_unreachable", exception=type(problem).__name__)
            self._missed = True
        else:
            self._missed = False

    def _enqueue(self, job: DueJob) -> None:
        self._queue.enqueue_call(
            func=RUN_JOB,
            args=(job.id,),
            job_id=ring_name(job),
            description=ring_name(job),
            timeout=JOB_SECONDS,
            result_ttl=KEPT_SECONDS,
            failure_ttl=KEPT_SECONDS,
            at_front=job.kind in PROMPT_KINDS,
        )


def ring_name(job: DueJob) -> str:
    """The queue's name for one ring: it is not unique, only the lease is."""
    return f"ob-{job.id}-{job.attempts}"
