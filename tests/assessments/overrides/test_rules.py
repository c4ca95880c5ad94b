"""A band set by hand needs a reason, a name and an end, and ends by itself. Pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.errors import Invalid
from assessments.overrides.rules import ByHand, check, in_force, latest_end, state

ON = date(2026, 11, 22)
SET = ByHand(
    UUID(int=1), 7, 3, "medium", "Seen on site", "A. Name", datetime(2026, 11, 22, tzinfo=UTC), ON
)
GOOD = {
    "band": "medium",
    "computed": "high",
    "reason": "Seen on site",
    "by": "A. Name",
    "expires_on": ON + timedelta(days=30),
    "on": ON,
}


@pytest.mark.parametrize("end", [ON + timedelta(days=1), date(2027, 11, 22)])
def test_any_end_from_tomorrow_to_twelve_months_is_taken(end: date) -> None:
    check(**GOOD | {"expires_on": end})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"band": "high"}, "band"),
        ({"band": "none"}, "band"),
        ({"reason": " \n"}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"by": ""}, "by"),
        ({"expires_on": ON}, "expires_on"),
        ({"expires_on": date(2027, 11, 23)}, "expires_on"),
        ({"expires_on": date(2025, 1, 1)}, "expires_on"),
    ],
)
def test_what_is_missing_or_too_long_is_refused_at_its_field(changes: dict, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check(**GOOD | changes)
    assert list(refusal.value.problems) == [field]


def test_twelve_months_after_a_leap_day_is_the_last_of_february() -> None:
    assert latest_end(date(2028, 2, 29)) == date(2029, 2, 28)


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_the_longest_is_a_year_and_no_day_more(on: date) -> None:
    assert timedelta(days=364) <= latest_end(on) - on <= timedelta(days=366)


def test_it_holds_until_the_day_before_its_end_and_then_no_more() -> None:
    one = replace(SET, expires_on=ON + timedelta(days=10))
    assert in_force([one], ON + timedelta(days=9)) == {7: one}
    assert in_force([one], ON + timedelta(days=10)) == {}
    assert state(one, one, ON + timedelta(days=10)) == "ended"


def test_of_several_for_one_result_the_newest_alone_counts() -> None:
    old = replace(SET, expires_on=ON + timedelta(days=300))
    new = replace(old, public_id=UUID(int=2), band="low", expires_on=ON + timedelta(days=5))
    assert in_force([old, new], ON) == {7: new}
    assert in_force([old, new], ON + timedelta(days=5)) == {}
    assert state(old, new, ON) == "replaced"


def test_taking_the_newest_back_does_not_bring_an_older_one_back() -> None:
    old = replace(SET, expires_on=ON + timedelta(days=300))
    new = replace(old, public_id=UUID(int=2), withdrawn_by="B", withdrawn_at=old.set_at)
    assert in_force([old, new], ON) == {}
    assert state(new, new, ON) == "withdrawn"


def test_it_belongs_to_one_result_and_does_not_carry_over_to_a_newer_one() -> None:
    one = replace(SET, expires_on=ON + timedelta(days=300))
    assert 8 not in in_force([one], ON)
