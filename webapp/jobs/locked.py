"""What the queue may make us do: run one function with one number (C20).

Whoever can write to the queue could otherwise name any function of Python as a job or as a
callback, or have us call an address of his choice. The data in the queue names the function,
but we compare the name and never import it.
"""

from typing import Any

from redis import Redis
from rq import Queue
from rq.exceptions import DeserializationError, NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer

QUEUE_NAME = "erkin"
RUN_JOB = "webapp.jobs.run.run_job"


class RefusedRing(PermissionError):
    """Something in the queue is not a ring of ours. It is not run."""


class LockedJob(Job):
    """A job that is one of our rings, or nothing at all."""

    @property
    def success_callback(self) -> None:
        """There is none, whatever the queue says."""

    @property
    def failure_callback(self) -> None:
        """There is none, whatever the queue says."""

    @property
    def stopped_callback(self) -> None:
        """There is none, whatever the queue says."""

    def send_webhooks(self, *_args: Any, **_kwargs: Any) -> None:
        """We call no address that the queue names."""

    def restore(self, raw_data: Any) -> Any:
        """Read the job. What cannot be read is as good as not there."""
        try:
            super().restore(raw_data)
        except (ValueError, TypeError, AttributeError, KeyError) as problem:
            raise NoSuchJobError(f"unreadable: {type(problem).__name__}") from None
        self.webhooks = []
        self.repeats_left = self.retries_left = None
        self.rate_limit_key = None

    def perform(self) -> None:
        """Run the job that the ring names. Raises RefusedRing for anything but a ring."""
        row_id = self._row_id()
        from webapp.jobs.run import run_job  # it is loaded in the worker alone

        run_job(row_id)

    def _row_id(self) -> int:
        try:
            name, instance, args, kwargs = self.func_name, self.instance, self.args, self.kwargs
        except DeserializationError:
            raise RefusedRing("unreadable") from None
        plain = name == RUN_JOB and instance is None and not kwargs
        if not (plain and isinstance(args, list) and len(args) == 1 and type(args[0]) is int):
            raise RefusedRing("not a ring")
        return int(args[0])


def work_queue(connection: Redis) -> Queue:
    """The queue of the instance, in JSON and with locked jobs."""
    return Queue(QUEUE_NAME, connection=connection, job_class=LockedJob, serializer=JSONSerializer)
