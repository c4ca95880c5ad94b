"""What the queue may make us do: run one function with one number (C20).

Whoever can write to the queue could otherwise name any function of Python as a job or as a
callback, or have us call an address of his choice. The data in the queue names the function,
but we compare the name and never import it.
"""

from collections.abc import Mapping

from redis import Redis
from rq import Queue
from rq.exceptions import DeserializationError, NoSuchJobError, TimeoutFormatError
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.utils import as_text

QUEUE_NAME = "erkin"
RUN_JOB = "webapp.jobs.run.run_job"
FIELDS = frozenset(
    {
        "data",
        "origin",
        "status",
        "timeout",
        "result_ttl",
        "failure_ttl",
        "worker_name",
        "created_at",
        "enqueued_at",
        "started_at",
        "ended_at",
        "last_heartbeat",
    }
)
UNREADABLE = (
    AssertionError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TimeoutFormatError,
    TypeError,
    ValueError,
)


class RefusedRing(PermissionError):
    """Something in the queue is not a ring of ours. It is not run."""


class LockedJob(Job):
    """A job that is one of our rings, or nothing at all."""

    def restore(self, raw_data: Mapping[bytes, bytes]) -> None:
        """Read what a ring has, as if nothing else were there: no callback, webhook or repeat.

        What cannot be read is as good as not there.
        """
        kept = {name: value for name, value in raw_data.items() if as_text(name) in FIELDS}
        try:
            super().restore(kept)
        except UNREADABLE as problem:
            raise NoSuchJobError(f"unreadable: {type(problem).__name__}") from None

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
