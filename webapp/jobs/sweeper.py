"""The process that sees to it that nothing is forgotten: `python -m webapp.jobs.sweeper`.

It rings again for jobs that are due and that nobody took, gives up those whose workers died as
often as they may be tried, and asks for the delivery of mail that is due.
"""

import signal
import sys
import threading
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from assessments.database import Database
from assessments.work import deliveries, leases
from assessments.work.service import DELIVER_MAIL, request_delivery
from webapp import logs
from webapp.instance import Instance
from webapp.jobs.doorbell import Doorbell
from webapp.jobs.valkey import queue_url

KEPT = timedelta(days=30)

log = structlog.get_logger(__name__)


class Sweeper:
    """Sweeps one database and rings one bell."""

    def __init__(self, database: Database, bell: Doorbell) -> None:
        self._database = database
        self._bell = bell

    def sweep(self) -> int:
        """Do one round. How many jobs were rung for."""
        now = self._database.now()
        with self._database.writing() as session:
            leases.give_up_lost_jobs(session, now=now)
            leases.forget_finished_jobs(session, now=now, kept=KEPT)
            _see_to_mail(session, now)
        with self._database.reading() as session:
            due = leases.due_jobs(session, now=now)
        return self._bell.ring_again(due)

    def sweep_until(self, over: threading.Event, every: float) -> None:
        """Sweep again and again until `over` is set. A database that is away is waited for."""
        while True:
            try:
                self.sweep()
            except (DBAPIError, PoolTimeout) as problem:
                log.warning("sweep_failed", exc_info=problem)
            if over.wait(every):
                return


def _see_to_mail(session: Session, now: datetime) -> None:
    if deliveries.something_due(session, now=now) and not leases.is_open(session, DELIVER_MAIL):
        request_delivery(session, now=now)


def main() -> int:
    """Sweep until told to stop. The exit code."""
    here = Instance()
    logs.configure(here.settings.log_level)
    over = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: sys.exit(0))
    bell = Doorbell(queue_url(here.settings))
    Sweeper(here.database, bell).sweep_until(over, every=here.settings.sweep_seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
