"""How often one may try, counted in the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from assessments.database import Database
from assessments.errors import TooManyTries
from assessments.people import throttle
from assessments.people.models import Attempt
from assessments.people.throttle import ACCOUNT, NETWORK, WINDOW, Counted

START = datetime(2026, 11, 21, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def attempt(
    database: Database, now: datetime, account: str = "a@x.example", address: str = "192.0.2.1"
) -> Counted:
    with database.writing() as session:
        return throttle.admit(session, account=account, address=address, now=now)


def admitted_until(database: Database, until: datetime, address: str) -> list[datetime]:
    """Try as often as is allowed; the moments at which a try was let through."""
    let_through = []
    now = START
    while now < until:
        try:
            attempt(database, now, address=address)
        except TooManyTries as refusal:
            now = max(refusal.retry_at, now + timedelta(milliseconds=1))
        else:
            let_through.append(now)
    return let_through


def test_the_first_tries_are_free_and_then_each_waits_longer(database: Database) -> None:
    moments = admitted_until(database, START + timedelta(minutes=10), "192.0.2.1")
    waits = [(after - before).total_seconds() for before, after in pairwise(moments)]
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160]


def test_no_account_is_tried_more_than_ten_times_in_a_quarter_of_an_hour(
    database: Database,
) -> None:
    moments = admitted_until(database, START + timedelta(minutes=50), "192.0.2.1")
    assert len(moments) > 10
    for moment in moments:
        assert sum(moment <= other < moment + WINDOW for other in moments) <= 10


def test_no_network_is_used_for_more_than_thirty_tries_in_a_quarter_of_an_hour(
    database: Database,
) -> None:
    for number in range(20):
        attempt(database, START, f"{number}@x.example", f"192.0.2.{number}")
    with pytest.raises(TooManyTries) as refusal:
        attempt(database, START, "20@x.example", "192.0.2.20")
    assert refusal.value.retry_at == START + timedelta(seconds=5)
    attempt(database, START, "20@x.example", "198.51.100.1")
    now, count = START, 20
    while now < START + WINDOW:
        try:
            attempt(database, now, f"{count}@x.example", "192.0.2.9")
            count += 1
        except TooManyTries as refusal_2:
            now = refusal_2.retry_at
    assert 20 < count <= NETWORK.most


def test_a_refused_try_does_not_prolong_the_wait(database: Database) -> None:
    for _ in range(3):
        attempt(database, START)
    for _ in range(20):
        with pytest.raises(TooManyTries) as refusal:
            attempt(database, START + SECOND)
        assert refusal.value.retry_at == START + timedelta(seconds=5)
    attempt(database, START + timedelta(seconds=5))


def test_nobody_can_lock_an_account_for_longer_than_the_window(database: Database) -> None:
    last = admitted_until(database, START + timedelta(minutes=20), "192.0.2.1")[-1]
    attempt(database, last + WINDOW)


def test_a_good_try_forgets_the_failed_ones_for_that_account_only(database: Database) -> None:
    for _ in range(2):
        attempt(database, START)
    attempt(database, START, "b@x.example")
    good = attempt(database, START)
    with database.writing() as session:
        throttle.forgive(session, good, START)
    with database.reading() as session:
        mine = throttle.subject(ACCOUNT, "a@x.example")
        other = throttle.subject(ACCOUNT, "b@x.example")
        network = throttle.subject(NETWORK, "192.0.2.0/24")
        counts = dict(
            session.execute(select(Attempt.subject, func.count()).group_by(Attempt.subject)).all()
        )
    assert counts == {other: 1, network: 3}
    assert mine not in counts


def test_neither_address_is_stored_in_clear(database: Database) -> None:
    attempt(database, START)
    with database.reading() as session:
        subjects = session.scalars(select(Attempt.subject)).all()
    assert sorted(len(subject) for subject in subjects) == [64, 64]
    assert not {"a@x.example", "192.0.2.1", "192.0.2.0/24"} & set(subjects)


def test_what_no_longer_counts_is_removed_after_a_day(database: Database) -> None:
    attempt(database, START)
    attempt(database, START + timedelta(days=1, seconds=1), "b@x.example")
    with database.reading() as session:
        assert set(session.scalars(select(Attempt.at))) == {START + timedelta(days=1, seconds=1)}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::9", "2001:db8:1::/56"),
        ("2001:db8:1:ff:ffff::1", "2001:db8:1::/56"),
        ("", "unknown"),
        (None, "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_addresses_are_counted_by_network(address: str | None, network: str) -> None:
    assert throttle.network(address) == network


def test_tries_at_the_same_moment_are_counted_one_by_one(database: Database) -> None:
    attempt(database, START)

    def once(_: int) -> bool:
        try:
            attempt(database, START)
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(once, range(20)))
    assert sum(outcomes) == ACCOUNT.free - 1
