"""A real worker that knows two more kinds of job: `python -m tests.faults.worker_of_tests`.

Each leaves a line in the file that it is given: attempt and process.
"""

import os
import signal
import sys
from pathlib import Path

from webapp.jobs.context import JobContext
from webapp.jobs.registry import handler
from webapp.jobs.worker import work


def leave_a_line(job: JobContext) -> None:
    line = f"{job.job_id} {job.attempt} {os.getpid()}\n"
    descriptor = os.open(Path(job.payload["file"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, line.encode())
    os.close(descriptor)


@handler("leave-a-line")
def leave(job: JobContext) -> None:
    leave_a_line(job)


@handler("hang-at-first")
def hang(job: JobContext) -> None:
    leave_a_line(job)
    while job.attempt == 1:
        signal.pause()


if __name__ == "__main__":
    sys.exit(work())
