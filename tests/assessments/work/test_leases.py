from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from assessments.database import Database
from assessments.ids import SeededIds
from assessments.work import leases
from assessments.work.models import Job
from assessments.work.service import enqueue
from assessments.work.timing import JOB_PAUSES

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
AFTER_LEASE = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def add_job(database: Database) -> Callable[..., int]:
    def add(**changes: object) -> int:
        values: dict[str, object] = {"kind": "count", "payload": {}, "company_id": None}
        values |= {"now": NOW, "ids": SeededIds(repr(changes))} | changes
        with database.writing() as session:
            return enqueue(session, **values).id  # type: ignore[arg-type]

    return add


def claim(database: Database, job_id: int, token: str, now: datetime = NOW) -> Job | None:
    with database.writing() as session:
        return leases.claim(session, job_id, token=token, now=now, until=now + LEASE)


def stored(database: Database, job_id: int) -> Job:
    with database.reading() as session:
        job = session.get_one(Job, job_id)
        session.expunge(job)
        return job


def test_a_waiting_job_is_taken_once(database: Database, add_job: Callable[..., int]) -> None:
    job_id = add_job(payload={"submission_id": 7})
    first = claim(database, job_id, "first")
    assert first is not None
    assert (first.state, first.attempts, first.details()) == ("running", 1, {"submission_id": 7})
    assert claim(database, job_id, "second") is None


def test_a_job_is_not_taken_before_it_is_due(
    database: Database, add_job: Callable[..., int]
) -> None:
    due = NOW + timedelta(minutes=5)
    job_id = add_job(due_at=due)
    with database.reading() as session:
        assert leases.due_jobs(session, now=NOW) == []
    assert claim(database, job_id, "early") is None
    assert claim(database, job_id, "in time", due) is not None


def test_a_job_whose_worker_was_lost_is_taken_by_another(
    database: Database, add_job: Callable[..., int]
) -> None:
    job_id = add_job()
    claim(database, job_id, "lost")
    with database.reading() as session:
        assert leases.due_jobs(session, now=NOW + LEASE) == []
        assert [job.id for job in leases.due_jobs(session, now=AFTER_LEASE)] == [job_id]
    second = claim(database, job_id, "second", AFTER_LEASE)
    assert second is not None
    assert second.attempts == 2


def test_a_lease_that_is_renewed_is_not_lost(
    database: Database, add_job: Callable[..., int]
) -> None:
    job_id = add_job()
    claim(database, job_id, "first")
    with database.writing() as session:
        assert leases.hold(session, job_id, token="first", until=AFTER_LEASE + LEASE)
    assert claim(database, job_id, "second", AFTER_LEASE) is None


def test_a_worker_that_wakes_up_after_its_lease_changes_nothing(
    database: Database, add_job: Callable[..., int]
) -> None:
    job_id = add_job()
    claim(database, job_id, "sleeper")
    claim(database, job_id, "second", AFTER_LEASE)
    with database.writing() as session:
        assert not leases.hold(session, job_id, token="sleeper", until=AFTER_LEASE)
        assert not leases.record_progress(session, job_id, token="sleeper", done=9, total=9)
        assert not leases.finish(session, job_id, token="sleeper", now=AFTER_LEASE)
        assert not leases.fail(session, job_id, token="sleeper", now=AFTER_LEASE, error="no")
    job = stored(database, job_id)
    assert (job.state, job.progress_done, job.error) == ("running", 0, None)


def test_a_finished_job_is_never_taken_again(
    database: Database, add_job: Callable[..., int]
) -> None:
    job_id = add_job()
    claim(database, job_id, "first")
    with database.writing() as session:
        assert leases.finish(session, job_id, token="first", now=NOW)
    assert claim(database, job_id, "second", AFTER_LEASE) is None
    assert stored(database, job_id).finished_at == NOW


def test_a_failed_attempt_waits_longer_each_time_and_is_then_given_up(
    database: Database, add_job: Callable[..., int]
) -> None:
    job_id = add_job()
    now, pauses = NOW, []
    while stored(database, job_id).state != "failed":
        assert claim(database, job_id, "worker", now) is not None
        with database.writing() as session:
            assert leases.fail(session, job_id, token="worker", now=now, error="Disk full.")
        job = stored(database, job_id)
        if job.state == "waiting":
            pauses.append(job.due_at - now)
            now = job.due_at
    assert tuple(pauses) == JOB_PAUSES
    assert (job.attempts, job.error, job.finished_at) == (5, "Disk full.", now)


def test_a_job_that_cannot_succeed_fails_at_once(
    database: Database, add_job: Callable[..., int]
) -> None:
    job_id = add_job()
    claim(database, job_id, "worker")
    with database.writing() as session:
        leases.fail(session, job_id, token="worker", now=NOW, error="No answers.", final=True)
    assert stored(database, job_id).state == "failed"


def test_a_job_that_kills_its_workers_is_given_up_with_a_reason(
    database: Database, add_job: Callable[..., int]
) -> None:
    job_id = add_job(max_attempts=2)
    claim(database, job_id, "first")
    claim(database, job_id, "second", AFTER_LEASE)
    later = AFTER_LEASE + LEASE + timedelta(seconds=1)
    assert claim(database, job_id, "third", later) is None
    with database.writing() as session:
        assert leases.give_up_lost_jobs(session, now=AFTER_LEASE) == 0
        assert leases.give_up_lost_jobs(session, now=later) == 1
    job = stored(database, job_id)
    assert job.state == "failed"
    assert "stopped 2 times" in str(job.error)


def test_jobs_that_are_due_are_told_oldest_first(
    database: Database, add_job: Callable[..., int]
) -> None:
    late = add_job(due_at=NOW + timedelta(seconds=2))
    early = add_job(due_at=NOW + timedelta(seconds=1), kind="other")
    with database.reading() as session:
        due = leases.due_jobs(session, now=NOW + timedelta(seconds=3))
    assert [job.id for job in due] == [early, late]


def test_only_jobs_that_were_done_long_ago_are_forgotten(
    database: Database, add_job: Callable[..., int]
) -> None:
    done, failed, waiting = (add_job(payload={"n": n}) for n in range(3))
    for job_id in (done, failed):
        claim(database, job_id, "worker")
    with database.writing() as session:
        leases.finish(session, done, token="worker", now=NOW)
        leases.fail(session, failed, token="worker", now=NOW, error="No.", final=True)
    month = timedelta(days=30)
    with database.writing() as session:
        assert leases.forget_finished_jobs(session, now=NOW + month, kept=month) == 0
        much_later = NOW + month + timedelta(seconds=1)
        assert leases.forget_finished_jobs(session, now=much_later, kept=month) == 1
    assert {stored(database, job_id).state for job_id in (failed, waiting)} == {
        "failed",
        "waiting",
    }


def test_progress_is_seen_by_others_while_the_job_runs(
    database: Database, add_job: Callable[..., int]
) -> None:
    job_id = add_job()
    claim(database, job_id, "worker")
    with database.writing() as session:
        assert leases.record_progress(session, job_id, token="worker", done=3, total=24)
    job = stored(database, job_id)
    assert (job.progress_done, job.progress_total) == (3, 24)
