"""kill -9 of a worker in the middle of a job: the job is done by another, within two minutes.

The lease is 60 seconds and the sweep comes every 30 by default; both are short here.
"""

import os
import signal
from pathlib import Path

from tests.faults.conftest import Running, children_of
from tests.faults.waiting import ended, eventually


def lines(file: Path) -> list[list[int]]:
    """Job, attempt and process of each line that a job left."""
    if not file.exists():
        return []
    return [[int(word) for word in line.split()] for line in file.read_text().splitlines()]


def test_a_job_whose_worker_was_killed_is_done_by_another(running: Running, tmp_path: Path) -> None:
    file = tmp_path / "lines"
    running.queue()
    running.sweeper()
    first = running.worker()
    job_id = running.enqueue("hang-at-first", file)
    eventually(lambda: lines(file), "the job began")
    first.kill()
    first.wait()
    eventually(ended(lines(file)[0][2]), "the process of the job died with its worker")
    running.worker()
    eventually(lambda: running.all_done(job_id), "the job was done")
    assert [line[:2] for line in lines(file)] == [[job_id, 1], [job_id, 2]]
    assert running.jobs(job_id)[0].attempts == 2


def test_a_worker_goes_on_when_only_the_process_of_the_job_was_killed(
    running: Running, tmp_path: Path
) -> None:
    file = tmp_path / "lines"
    running.queue()
    running.sweeper()
    worker = running.worker()
    job_id = running.enqueue("hang-at-first", file)
    eventually(lambda: lines(file), "the job began")
    os.kill(lines(file)[0][2], signal.SIGKILL)
    eventually(lambda: running.all_done(job_id), "the job was done")
    assert worker.poll() is None


def test_a_worker_that_is_asked_to_stop_finishes_its_job(running: Running, tmp_path: Path) -> None:
    file = tmp_path / "lines"
    running.queue()
    worker = running.worker()
    jobs = [running.enqueue("leave-a-line", file) for _ in range(5)]
    eventually(lambda: lines(file), "the work began")
    worker.terminate()
    assert worker.wait(60) == 0
    assert children_of(worker) == []
    assert {job.state for job in running.jobs(*jobs)} <= {"done", "waiting"}
    assert [line[1] for line in lines(file)] == [1] * len(lines(file))
