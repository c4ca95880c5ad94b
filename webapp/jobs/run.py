"""The one function that the queue may call."""

from datetime import timedelta
from functools import cache

from webapp.instance import Instance
from webapp.jobs.runner import Runner


def run_job(row_id: int) -> None:
    """Do the job of this row, if it is due and nobody else has it."""
    here = _instance()
    lease = timedelta(seconds=here.settings.job_lease_seconds)
    Runner(here.database, here.settings, lease=lease).run(row_id)


@cache
def _instance() -> Instance:
    """Made in the process that works, never before it was forked: connections do not fork."""
    return Instance()
