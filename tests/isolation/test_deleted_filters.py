"""The sweeps can fail: with any scope filter deleted, something is seen that should not be (C1).

The filters are found in the source, deleted one at a time in the running process, and put back.
"""

import tomllib
from pathlib import Path

import pytest

from tests.isolation.calls import Calls
from tests.isolation.deleted import Filter, deleted, filters
from tests.isolation.mutation import Watch
from tests.isolation.sweep import Sweep

REDUNDANT: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("redundant_filters.toml").read_text("utf-8")
)
SEEN_ON_PAGES = (
    "campaigns.queries.campaign",
    "campaigns.queries.campaigns",
    "campaigns.queries.invitation",
    "evidence.queries.my_evidence",
    "parties.queries.supplier",
    "programmes.queries._found",
    "programmes.queries.engaged_company",
    "reports.queries.report_file",
    "responses.queries.my_answers",
    "results.portfolio._filtered",
    "results.queries.result",
    "work.queries.job",
    "work.queries.unfinished_jobs",
    "work.service._failed",
)

FILTERS = filters()


@pytest.fixture(scope="session")
def watch(sqlite_sweep: Sweep, sqlite_calls: Calls) -> Watch:
    """Where a deleted filter would be seen."""
    return Watch(sqlite_sweep, sqlite_calls)


def slices() -> list[str]:
    return sorted({each.function.split(".")[0] for each in FILTERS})


@pytest.mark.parametrize("name", SEEN_ON_PAGES)
def test_a_filter_that_is_deleted_is_seen_by_the_sweep_of_pages(watch: Watch, name: str) -> None:
    needed = [each for each in FILTERS if each.function == name and each.key not in REDUNDANT]
    assert needed
    assert not [str(each) for each in needed if not watch.seen_on_pages(each)]


@pytest.mark.parametrize("name", slices())
def test_no_filter_can_be_deleted_without_notice(watch: Watch, name: str) -> None:
    unseen = {
        each.key: each.text
        for each in FILTERS
        if each.function.split(".")[0] == name and not _is_seen(watch, each)
    }
    listed = {key: each["text"] for key, each in REDUNDANT.items() if key.split(".")[0] == name}
    assert unseen == listed


@pytest.mark.parametrize("name", ["admin of A", "admin of B", "B1", "staff of P"])
def test_with_every_filter_deleted_row_level_security_still_hides_what_others_have(
    postgresql_sweep: Sweep, name: str
) -> None:
    """But for the outbox, which has no row-level security: docs/controls.md says why."""
    assert not shown_without_filters(postgresql_sweep, name)


def test_with_every_filter_deleted_a_database_without_policies_shows_it(
    sqlite_sweep: Sweep,
) -> None:
    assert shown_without_filters(sqlite_sweep, "admin of A")


def shown_without_filters(sweep: Sweep, name: str) -> list[str]:
    """What is shown to somebody whose it is not, with no filter but those of the outbox."""
    principal = sweep.world.principals[name]
    with deleted(*(each for each in FILTERS if not each.function.startswith("work."))):
        wrong = [*sweep.own_pages(principal), *sweep.strange_pages(principal)]
    return [each for each in wrong if " shows " in each]


def test_there_are_filters_to_delete() -> None:
    assert len(FILTERS) > 60
    assert {each.key for each in FILTERS} >= set(REDUNDANT)


def _is_seen(watch: Watch, each: Filter) -> bool:
    return bool(watch.seen_by_calls(each) or watch.seen_on_pages(each))
