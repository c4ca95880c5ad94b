"""The process that works: `python -m webapp.jobs.worker`.

Settings come from the environment. Each job runs in a process of its own that dies with this one.
"""

import os
import sys

from redis import Redis
from redis.exceptions import ConnectionError as QueueUnreachable
from rq import Worker
from rq.job import Job

from webapp import logs
from webapp.jobs.children import die_with_parent
from webapp.jobs.locked import LockedJob, work_queue
from webapp.jobs.registry import load_handlers
from webapp.jobs.valkey import queue_url
from webapp.settings import load_settings

# Without these two a killed worker's jobs lie still for up to 13 minutes (RQ's own repair).
WORKER_TTL_SECONDS = 45
MAINTENANCE_SECONDS = 15

NO_QUEUE = (
    "No queue server answers. Start the instance with `flask --app wsgi up`, "
    "or name one of your own in REDIS_URL."
)


class RingWorker(Worker):
    """Answers rings, one at a time."""

    job_class = LockedJob
    max_connection_wait_time = 2.0

    def setup_work_horse_signals(self) -> None:
        """The process of a job ends when its worker is killed: its lease then runs out."""
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]
        die_with_parent(self.pid or os.getppid())

    def handle_exception(self, job: Job, *exc_info: object) -> None:
        """Log what broke without the text of the error, which may hold data."""
        self.log.error("ring_broke", exc_info=exc_info)  # type: ignore[arg-type]


def work() -> int:
    """Answer rings until told to stop. The exit code."""
    settings = load_settings()
    logs.configure(settings.log_level)
    load_handlers()
    connection = Redis.from_url(queue_url(settings))
    try:
        worker = RingWorker(
            [work_queue(connection)],
            connection=connection,
            serializer="json",
            worker_ttl=WORKER_TTL_SECONDS,
            maintenance_interval=MAINTENANCE_SECONDS,
            log_job_description=False,
        )
    except QueueUnreachable:
        sys.stderr.write(f"{NO_QUEUE}\n")
        return 1
    worker.work(logging_level="WARNING")
    return 0


if __name__ == "__main__":
    sys.exit(work())
