"""A trial from its start to the day its method counts, through the jobs, on both databases."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from assessments.errors import Invalid
from assessments.library.methods import current_method, ruleset_versions
from assessments.results import standing
from assessments.results.models import Result
from assessments.results.portfolio import SupplierFilter, suppliers
from assessments.scope import CompanyScope
from assessments.trials import queries, segments, service
from assessments.trials.models import Trial, TrialSegment
from assessments.trials.status import about_trial
from assessments.work.queries import jobs_about
from scoring.bulk import BulkScorer
from tests.assessments.trials.conftest import Bench
from webapp.jobs.runner import Runner
from webapp.settings import Settings

CAREFUL: dict[str, Any] = {"site_country": "DEU", "policy": "yes"}
CARELESS: dict[str, Any] = {"site_country": "DEU", "policy": "no"}


@pytest.fixture
def one_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "SEGMENT", 1)


def results(bench: Bench) -> list[Result]:
    with bench.story.database.reading(bench.company) as session:
        return list(session.scalars(select(Result).order_by(Result.id)))


def progress(bench: Bench, trial: Trial) -> queries.Progress:
    with bench.story.database.reading(bench.company) as session:
        now = queries.trial(session, bench.company, trial.public_id)
        return queries.progress(session, bench.company, now)


def digest(bench: Bench, trial: Trial) -> str | None:
    with bench.story.database.reading(bench.company) as session:
        return queries.digest_of(session, bench.company, trial)


def decide(bench: Bench, command: Any, trial: Trial, **more: Any) -> Any:
    with bench.story.database.writing(bench.company) as session:
        return command(
            session, bench.company, public_id=trial.public_id, now=bench.story.now, **more
        )


def test_a_trial_shows_who_moves_and_adopting_it_writes_results_beside_the_old(
    bench: Bench,
) -> None:
    bench.answered("Careful", CAREFUL)
    old = bench.answered("Careless", CARELESS)
    before = [(row.public_id, row.document, row.digest) for row in results(bench)]
    trial = bench.start(bench.overlay())
    bench.runner.drain()

    seen = progress(bench, trial)
    assert (seen.status, seen.scored, seen.moved) == ("ready", 2, 1)
    with bench.story.database.reading(bench.company) as session:
        (passage,) = queries.passages(session, bench.company, trial)
        (mover,) = queries.movers(session, bench.company, trial).rows
    assert (passage.old_band, passage.new_band) == (old.band, "high")
    assert passage.causes == (("C-POLICY", 1),)
    assert mover.result.public_id == old.public_id
    assert [(row.public_id, row.document, row.digest) for row in results(bench)] == before

    decide(bench, service.adopt, trial, ids=bench.story.ids)
    bench.runner.drain()
    decide(bench, service.adopt, trial, ids=bench.story.ids)
    bench.runner.drain()
    after = results(bench)
    assert [(row.public_id, row.document, row.digest) for row in after[:2]] == before
    assert [row.band for row in after[2:]] == [after[0].band, "high"]
    assert json.loads(after[3].document)["ruleset"]["slug"] == "invented-retail"
    with bench.story.database.reading(bench.company) as session:
        method = current_method(session, bench.company)
    assert method.pins == (trial.ruleset_version_id, trial.reference_edition_id)
    assert bench.story.campaign(bench.company).ruleset_version_id == trial.ruleset_version_id


@pytest.mark.usefixtures("one_each")
def test_a_trial_that_was_stopped_and_resumed_gives_the_bytes_of_one_that_was_not(
    bench: Bench,
) -> None:
    for number in "abc":
        bench.answered(f"Supplier {number}", CARELESS if number == "b" else CAREFUL)
    tried = bench.overlay()
    straight = bench.start(tried)
    bench.runner.drain()
    decide(bench, service.discard, straight)

    stopped = bench.start(tried)
    with bench.story.database.reading(bench.company) as session:
        jobs = [job.id for job in _jobs(session, bench.company, stopped)]
    bench.runner.run(jobs[0])
    decide(bench, service.stop, stopped)
    bench.runner.drain()
    assert (progress(bench, stopped).status, progress(bench, stopped).done) == ("stopped", 1)
    decide(bench, service.resume, stopped, ids=bench.story.ids)
    bench.runner.drain()
    assert progress(bench, stopped).status == "ready"
    assert digest(bench, stopped) == digest(bench, straight) is not None


def test_what_was_packed_gives_the_bytes_that_the_sealed_submissions_give(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in "abc":
        bench.answered(f"Supplier {number}", CARELESS if number == "b" else CAREFUL)
    tried = bench.overlay()
    unpacked = bench.start(tried)
    with monkeypatch.context() as patch:
        patch.setattr(standing, "standing_between", None)
        bench.runner.drain()
    decide(bench, service.discard, unpacked)

    opened = bench.start(tried)
    monkeypatch.setattr(BulkScorer, "reads", lambda bulk, packed: False)
    bench.runner.drain()
    assert digest(bench, opened) == digest(bench, unpacked) is not None


@pytest.mark.usefixtures("one_each")
def test_two_workers_share_a_trial_and_give_the_bytes_of_one(
    bench: Bench, settings: Settings
) -> None:
    for number in "abcd":
        bench.answered(f"Supplier {number}", CARELESS if number in "bd" else CAREFUL)
    tried = bench.overlay()
    alone = bench.start(tried)
    bench.runner.drain()
    decide(bench, service.discard, alone)

    shared = bench.start(tried)
    workers = [Runner(bench.story.database, settings, now=lambda: bench.story.now) for _ in "12"]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda worker: worker.drain(), workers))
    assert sum(done) == 4
    seen = progress(bench, shared)
    assert (seen.status, seen.scored, seen.moved) == ("ready", 4, 2)
    assert digest(bench, shared) == digest(bench, alone)


def test_a_discarded_trial_changes_nothing_and_lets_another_begin(bench: Bench) -> None:
    bench.answered("Careless", CARELESS)
    tried = bench.overlay()
    trial = bench.start(tried)
    with pytest.raises(Invalid):
        bench.start(tried)
    with pytest.raises(Invalid):
        decide(bench, service.adopt, trial, ids=bench.story.ids)
    decide(bench, service.discard, trial)
    bench.runner.drain()
    assert progress(bench, trial).status == "discarded"
    assert len(results(bench)) == 1
    bench.start(tried)


def test_the_result_that_counts_is_that_of_the_adopted_method_also_when_it_is_the_older(
    bench: Bench,
) -> None:
    bench.answered("Careless", CARELESS)
    with bench.story.database.reading(bench.company) as session:
        shipped = ruleset_versions(session, bench.company)[0]
    for ruleset in (bench.overlay(), shipped):
        trial = bench.start(ruleset)
        bench.runner.drain()
        decide(bench, service.adopt, trial, ids=bench.story.ids)
        bench.runner.drain()
        with bench.story.database.reading(bench.company) as session:
            (row,) = suppliers(session, bench.company, SupplierFilter()).rows
        assert row.result is not None
        assert row.result.ruleset_version_id == ruleset.id
    assert len(results(bench)) == 2


def test_a_stored_score_is_changed_by_nobody(bench: Bench) -> None:
    bench.answered("Careless", CARELESS)
    trial = bench.start(bench.overlay())
    bench.runner.drain()
    decide(bench, service.adopt, trial, ids=bench.story.ids)
    for table, column in (
        ("result", "band"),
        ("trial_segment", "digest"),
        ("trial_move", "new_band"),
        ("ruleset_version", "document"),
        ("reference_edition", "document"),
        ("company_method", "adopted_at"),
    ):
        with (
            pytest.raises(DBAPIError, match=r"never changed|set once|permission denied"),
            bench.story.database.writing(bench.company) as session,
        ):
            session.execute(text(f"UPDATE {table} SET {column} = {column}"))


def test_another_company_cannot_score_by_somebody_elses_overlay(bench: Bench) -> None:
    tried = bench.overlay()
    other = bench.story.company("Other Invented Company")
    theirs = Bench(bench.story, other, bench.runner)
    theirs.answered("Theirs", CARELESS)
    assert bench.start(tried).submissions == 0
    with (
        pytest.raises(DBAPIError, match="belongs to another company"),
        bench.story.database.writing(other) as session,
    ):
        session.execute(text(f"UPDATE campaign SET ruleset_version_id = {tried.id}"))


def _jobs(session: Any, scope: CompanyScope, trial: Trial) -> list[Any]:
    return list(reversed(jobs_about(session, scope, about_trial(trial))))


def test_a_segment_is_filled_once_whoever_does_its_job_again(bench: Bench) -> None:
    bench.answered("Careless", CARELESS)
    trial = bench.start(bench.overlay())
    bench.runner.drain()
    with bench.story.database.writing(bench.company) as session:
        (job,) = _jobs(session, bench.company, trial)
        job.state, job.due_at = "waiting", bench.story.now
    bench.runner.drain()
    with bench.story.database.reading(bench.company) as session:
        (segment,) = session.scalars(select(TrialSegment)).all()
        assert len(queries.movers(session, bench.company, trial).rows) == 1
    assert segment.digest
