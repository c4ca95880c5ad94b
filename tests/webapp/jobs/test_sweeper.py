import threading
from datetime import timedelta

import pytest
from redis import Redis
from rq import Queue
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from assessments.database import Database
from assessments.ids import SeededIds
from assessments.work import deliveries, leases, service
from assessments.work.models import Job
from webapp.jobs.doorbell import Doorbell
from webapp.jobs.sweeper import Sweeper


@pytest.fixture
def bell(queue_server: str, connection: Redis) -> Doorbell:
    return Doorbell(queue_server)


@pytest.fixture
def sweeper(database: Database, bell: Doorbell) -> Sweeper:
    return Sweeper(database, bell)


def add_job(database: Database, **changes: object) -> Job:
    values: dict[str, object] = {"kind": "count", "payload": {}, "company_id": None}
    with database.writing() as session:
        return service.enqueue(session, **values | {"now": database.now()} | changes)  # type: ignore[arg-type]


def test_a_job_whose_ring_was_lost_is_rung_for(
    database: Database, sweeper: Sweeper, queue: Queue
) -> None:
    job = add_job(database)
    assert sweeper.sweep() == 1
    assert sweeper.sweep() == 0
    assert queue.job_ids == [f"ob-{job.id}-0"]


def test_a_job_that_runs_is_left_alone_until_its_lease_ends(
    database: Database, sweeper: Sweeper, queue: Queue
) -> None:
    job = add_job(database)
    now = database.now()
    with database.writing() as session:
        leases.claim(session, job.id, token="t", now=now, until=now + timedelta(hours=1))
    assert sweeper.sweep() == 0
    with database.writing() as session:
        session.execute(update(Job).values(leased_until=now - timedelta(seconds=1)))
    assert sweeper.sweep() == 1
    assert queue.job_ids == [f"ob-{job.id}-1"]


def test_a_job_that_wore_out_its_workers_is_given_up(
    database: Database, sweeper: Sweeper, queue: Queue
) -> None:
    job = add_job(database, max_attempts=1)
    now = database.now()
    with database.writing() as session:
        leases.claim(session, job.id, token="t", now=now, until=now - timedelta(seconds=1))
    assert sweeper.sweep() == 0
    with database.reading() as session:
        assert session.get_one(Job, job.id).state == "failed"


def test_mail_that_became_due_is_asked_for_once(
    database: Database, sweeper: Sweeper, queue: Queue
) -> None:
    with database.writing() as session:
        service.add_mail(
            session,
            kind="reminder",
            to_address="buyer@mill.example",
            to_name="",
            subject="Soon due",
            body_text="Please answer.",
            company_id=None,
            now=database.now() - timedelta(hours=2),
            due_at=database.now() - timedelta(hours=1),
            ids=SeededIds("mail"),
        )
    with database.writing() as session:
        assert deliveries.something_due(session, now=database.now())
        session.query(Job).delete()
    assert sweeper.sweep() == 1
    assert sweeper.sweep() == 0
    with database.reading() as session:
        assert [job.kind for job in session.query(Job)] == [service.DELIVER_MAIL]


def test_a_database_that_is_away_for_a_while_does_not_end_the_sweeper(
    database: Database, bell: Doorbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, rounds = threading.Event(), []

    class Unlucky(Sweeper):
        def sweep(self) -> int:
            rounds.append(len(rounds))
            if len(rounds) == 1:
                raise OperationalError("SELECT", {}, Exception("away"))
            over.set()
            return 0

    Unlucky(database, bell).sweep_until(over, every=0)
    assert rounds == [0, 1]
