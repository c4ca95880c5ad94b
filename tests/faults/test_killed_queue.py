"""kill -9 of the queue server with jobs in it, and a queue that lost everything."""

import shutil
from pathlib import Path

import pytest
from redis import Redis

from tests.faults.conftest import Running
from tests.faults.test_killed_worker import lines
from tests.faults.waiting import eventually
from webapp.jobs.locked import work_queue
from webapp.jobs.valkey import embedded_url

JOBS = 12


@pytest.mark.parametrize("data", ["kept", "lost"])
def test_jobs_in_a_queue_that_is_killed_are_all_done_once(
    running: Running, tmp_path: Path, data: str
) -> None:
    file = tmp_path / "lines"
    server = running.queue()
    jobs = [running.enqueue("leave-a-line", file) for _ in range(JOBS)]
    server.kill()
    server.wait()
    if data == "lost":
        shutil.rmtree(running.settings.instance / "queue" / "appendonlydir")
    running.queue()
    with Redis.from_url(embedded_url(running.settings.instance)) as connection:
        assert work_queue(connection).count == (JOBS if data == "kept" else 0)
    running.sweeper()
    running.worker()
    eventually(lambda: running.all_done(*jobs), "all jobs were done")
    assert sorted(line[0] for line in lines(file)) == jobs


def test_jobs_that_were_added_while_no_queue_ran_are_done(running: Running, tmp_path: Path) -> None:
    file = tmp_path / "lines"
    jobs = [running.enqueue("leave-a-line", file) for _ in range(3)]
    running.queue()
    running.sweeper()
    running.worker()
    eventually(lambda: running.all_done(*jobs), "all jobs were done")


def test_a_queue_that_is_killed_while_a_job_runs_does_not_make_it_run_twice(
    running: Running, tmp_path: Path
) -> None:
    file, second_file = tmp_path / "lines", tmp_path / "more"
    server = running.queue()
    running.sweeper()
    running.worker()
    jobs = [running.enqueue("leave-a-line", file) for _ in range(JOBS)]
    eventually(lambda: lines(file), "the work began")
    server.kill()
    server.wait()
    running.queue()
    running.worker()  # the first may have ended with the server; a supervisor starts another
    jobs.append(running.enqueue("leave-a-line", second_file))
    eventually(lambda: running.all_done(*jobs), "all jobs were done")
    assert sorted(line[0] for line in lines(file)) == jobs[:-1]
