import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from assessments.database import Database
from assessments.ids import SeededIds
from assessments.parties.models import Company
from assessments.scope import CompanyScope
from assessments.work import leases, service
from assessments.work.models import Job
from tests.instances import settings_for
from webapp.jobs.context import JobContext, JobFailed, LeaseLost, TryLater
from webapp.jobs.registry import HANDLERS, Handler, handler, load_handlers
from webapp.jobs.runner import Runner

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
Teach = Callable[[Handler], None]


@pytest.fixture
def teach(monkeypatch: pytest.MonkeyPatch) -> Teach:
    """Make a function the handler of `count`."""
    return lambda function: monkeypatch.setitem(HANDLERS, "count", function)


@pytest.fixture
def runner(database: Database, tmp_path: Any) -> Runner:
    settings = settings_for(tmp_path, database.url)
    return Runner(database, settings, now=lambda: NOW, ids=SeededIds("runner"))


def add_job(database: Database, **changes: Any) -> int:
    values: dict[str, Any] = {"kind": "count", "payload": {}, "company_id": None, "now": NOW}
    with database.writing() as session:
        return service.enqueue(session, **values | changes).id


def stored(database: Database, job_id: int) -> Job:
    with database.reading() as session:
        job = session.get_one(Job, job_id)
        session.expunge(job)
        return job


def test_a_handler_is_given_what_the_job_says(
    database: Database, runner: Runner, teach: Teach
) -> None:
    with database.writing() as session:
        company = Company(public_id=uuid4(), name="C", country="KAZ", created_at=NOW)
        session.add(company)
        session.flush()
        company_id = company.id
    seen: list[JobContext] = []
    teach(seen.append)
    job_id = add_job(database, payload={"submission_id": 7}, company_id=company_id)
    assert runner.run(job_id)
    (work,) = seen
    assert (work.job_id, work.attempt, work.payload) == (job_id, 1, {"submission_id": 7})
    assert work.scope == CompanyScope(company_id)
    assert work.now() == NOW
    job = stored(database, job_id)
    assert (job.state, job.error, job.finished_at) == ("done", None, NOW)


def test_a_job_that_is_done_is_not_done_again(
    database: Database, runner: Runner, teach: Teach
) -> None:
    seen: list[JobContext] = []
    teach(seen.append)
    job_id = add_job(database)
    assert [runner.run(job_id), runner.run(job_id)] == [True, False]
    assert len(seen) == 1


def test_a_ring_for_a_job_that_does_not_exist_does_nothing(runner: Runner) -> None:
    assert not runner.run(999)


def test_an_unexpected_error_is_tried_again_and_tells_people_no_detail(
    database: Database, runner: Runner, teach: Teach
) -> None:
    def break_down(_work: JobContext) -> None:
        raise KeyError("/home/erkin/secret")

    teach(break_down)
    job_id = add_job(database)
    assert runner.run(job_id)
    job = stored(database, job_id)
    assert (job.state, job.due_at) == ("waiting", NOW + timedelta(seconds=10))
    assert str(job_id) in str(job.error)
    assert "secret" not in str(job.error)
    assert "KeyError" not in str(job.error)


@pytest.mark.parametrize(("problem", "state"), [(JobFailed, "failed"), (TryLater, "waiting")])
def test_a_handler_says_in_its_own_words_why_it_cannot_go_on(
    database: Database,
    runner: Runner,
    teach: Teach,
    problem: type[JobFailed | TryLater],
    state: str,
) -> None:
    def refuse(_work: JobContext) -> None:
        raise problem("The campaign was deleted.")

    teach(refuse)
    job_id = add_job(database)
    runner.run(job_id)
    job = stored(database, job_id)
    assert (job.state, job.error) == (state, "The campaign was deleted.")


def test_a_kind_that_nobody_knows_waits_for_a_newer_version(
    database: Database, runner: Runner
) -> None:
    job_id = add_job(database, kind="from-the-future")
    runner.run(job_id)
    assert stored(database, job_id).state == "waiting"


def test_work_for_a_company_cannot_be_done_for_nobody(
    database: Database, runner: Runner, teach: Teach
) -> None:
    teach(lambda work: work.progress(work.scope.company_id, 1))
    job_id = add_job(database, company_id=None)
    runner.run(job_id)
    assert stored(database, job_id).state == "failed"


def test_a_stop_of_the_process_is_no_outcome(
    database: Database, runner: Runner, teach: Teach
) -> None:
    def stop(_work: JobContext) -> None:
        raise SystemExit

    teach(stop)
    job_id = add_job(database)
    with pytest.raises(SystemExit):
        runner.run(job_id)
    assert stored(database, job_id).state == "running"


def test_progress_is_stored_while_the_handler_works(
    database: Database, runner: Runner, teach: Teach
) -> None:
    seen: list[tuple[int, int]] = []

    def count(work: JobContext) -> None:
        work.progress(3, 24)
        job = stored(database, work.job_id)
        seen.append((job.progress_done, job.progress_total))

    teach(count)
    runner.run(add_job(database))
    assert seen == [(3, 24)]


def test_a_handler_that_lost_its_lease_stops_and_the_other_outcome_counts(
    database: Database, runner: Runner, teach: Teach
) -> None:
    after_lease = NOW + timedelta(minutes=5)
    reached: list[str] = []

    def be_overtaken(work: JobContext) -> None:
        with database.writing() as session:
            leases.claim(session, work.job_id, token="other", now=after_lease, until=after_lease)
            leases.finish(session, work.job_id, token="other", now=after_lease)
        with pytest.raises(LeaseLost):
            work.progress(1, 2)
        reached.append("stopped")
        raise LeaseLost

    teach(be_overtaken)
    job_id = add_job(database)
    runner.run(job_id)
    job = stored(database, job_id)
    assert reached == ["stopped"]
    assert (job.state, job.finished_at) == ("done", after_lease)


def test_the_lease_is_renewed_while_the_handler_works(
    database: Database, tmp_path: Any, teach: Teach
) -> None:
    asked = threading.Event()
    moments: Iterator[datetime] = (NOW + timedelta(seconds=n) for n in range(10_000))
    calls: list[datetime] = []
    leases_seen: list[datetime | None] = []

    def clock() -> datetime:
        calls.append(next(moments))
        if len(calls) > 2:
            asked.set()
        return calls[-1]

    def wait_for_renewal(work: JobContext) -> None:
        first = stored(database, work.job_id).leased_until
        assert asked.wait(30)
        while (renewed := stored(database, work.job_id).leased_until) == first:
            asked.wait(0)
        leases_seen.extend([first, renewed])

    teach(wait_for_renewal)
    runner = Runner(
        database,
        settings_for(tmp_path, database.url),
        now=clock,
        lease=timedelta(milliseconds=30),
    )
    job_id = add_job(database)
    assert runner.run(job_id)
    first, renewed = leases_seen
    assert first is not None
    assert renewed is not None
    assert renewed > first
    assert (renewed - first) % timedelta(seconds=1) == timedelta(0)  # the whole lease again


def test_all_that_is_due_is_done_in_this_process_without_a_queue(
    database: Database, runner: Runner, teach: Teach
) -> None:
    def count_down(work: JobContext) -> None:
        if left := work.payload["left"]:
            add_job(database, payload={"left": left - 1})

    teach(count_down)
    add_job(database, payload={"left": 3})
    add_job(database, payload={"left": 0}, due_at=NOW + timedelta(days=1))
    assert runner.drain() == 4
    with database.reading() as session:
        assert sorted(job.state for job in session.query(Job)) == ["done"] * 4 + ["waiting"]


def test_two_handlers_cannot_claim_one_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HANDLERS, "count", lambda work: None)
    with pytest.raises(ValueError, match="two handlers for count"):
        handler("count")(lambda work: None)


def test_the_worker_knows_how_to_deliver_mail() -> None:
    load_handlers()
    assert service.DELIVER_MAIL in HANDLERS
