import json
import zlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue

from assessments.database import Database
from assessments.ids import SeededIds
from assessments.work import service
from assessments.work.leases import DueJob
from webapp.jobs.doorbell import Doorbell, ring_name
from webapp.jobs.locked import RUN_JOB

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class CalledOff(RuntimeError):
    pass


@pytest.fixture
def bell(queue_server: str, connection: Redis, database: Database) -> Doorbell:
    made = Doorbell(queue_server)
    made.attach(database)
    return made


def enqueue(database: Database, kind: str = "count", due_at: datetime = NOW) -> int:
    with database.writing() as session:
        return service.enqueue(
            session, kind=kind, payload={"secret": 1}, company_id=None, now=NOW, due_at=due_at
        ).id


def test_a_committed_job_is_rung_for(bell: Doorbell, database: Database, queue: Queue) -> None:
    first, second = enqueue(database), enqueue(database)
    assert queue.job_ids == [f"ob-{first}-0", f"ob-{second}-0"]


def test_a_ring_carries_one_number_and_is_not_kept_for_ever(
    bell: Doorbell, database: Database, queue: Queue, connection: Redis
) -> None:
    job_id = enqueue(database)
    (ring,) = queue.jobs
    data = zlib.decompress(connection.hget(ring.key, "data") or b"")
    assert json.loads(data) == [RUN_JOB, None, [job_id], {}]
    assert (ring.func_name, list(ring.args), ring.kwargs) == (RUN_JOB, [job_id], {})
    assert "secret" not in repr(ring.to_dict())
    assert ring.failure_ttl == ring.result_ttl == 3600


def test_a_job_that_was_called_off_is_not_rung_for(
    bell: Doorbell, database: Database, queue: Queue
) -> None:
    with suppress(CalledOff), database.writing() as session:
        service.enqueue(session, kind="count", payload={}, company_id=None, now=NOW)
        raise CalledOff
    assert queue.job_ids == []


def test_a_savepoint_is_no_commit(bell: Doorbell, database: Database, queue: Queue) -> None:
    with database.writing() as session:
        with session.begin_nested():
            service.enqueue(session, kind="count", payload={}, company_id=None, now=NOW)
        assert queue.job_ids == []
    assert len(queue.job_ids) == 1


def test_a_job_for_later_is_not_rung_for_now(
    bell: Doorbell, database: Database, queue: Queue
) -> None:
    enqueue(database, due_at=NOW + timedelta(minutes=1))
    assert queue.job_ids == []


def test_mail_is_delivered_before_older_work(
    bell: Doorbell, database: Database, queue: Queue
) -> None:
    report = enqueue(database, "make-report")
    with database.writing() as session:
        service.add_mail(
            session,
            kind="code",
            to_address="buyer@mill.example",
            to_name="Buyer",
            subject="Your code",
            body_text="123456",
            company_id=None,
            now=NOW,
            ids=SeededIds("mail"),
        )
    assert queue.job_ids == [f"ob-{report + 1}-0", f"ob-{report}-0"]


@pytest.mark.parametrize("address", ["unix://{folder}/nobody.sock", "redis://127.0.0.1:1/0"])
def test_a_commit_succeeds_while_the_queue_is_away(
    database: Database, tmp_path: Path, address: str
) -> None:
    Doorbell(address.format(folder=tmp_path)).attach(database)
    job_id = enqueue(database)
    with database.reading() as session:
        assert session.get(service.Job, job_id) is not None


def test_nothing_is_rung_for_twice_while_it_waits(bell: Doorbell, queue: Queue) -> None:
    jobs = [DueJob(id=n, kind="count", attempts=n) for n in range(3)]
    assert bell.ring_again(jobs) == 3
    assert bell.ring_again(jobs) == 0
    assert queue.job_ids == [ring_name(job) for job in jobs]


def test_what_the_queue_lost_is_rung_for_again(
    bell: Doorbell, queue: Queue, connection: Redis
) -> None:
    jobs = [DueJob(id=n, kind="count", attempts=0) for n in range(3)]
    bell.ring_again(jobs)
    connection.flushall()
    assert bell.ring_again(jobs) == 3
    assert len(queue.job_ids) == 3


def test_a_job_whose_worker_was_killed_is_rung_for_although_the_queue_remembers_it(
    bell: Doorbell, queue: Queue
) -> None:
    job = DueJob(id=1, kind="count", attempts=0)
    bell.ring([job])
    queue.pop_job_id()
    assert queue.fetch_job(ring_name(job)) is not None
    assert bell.ring_again([job]) == 1
