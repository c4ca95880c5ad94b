"""Any condition over any answers is in columns what it is for one answer set."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.bulk.chunk import Chunk, Tables
from scoring.bulk.columns import Columns, number_columns, words
from scoring.bulk.exact import Exact, tenths, width
from scoring.bulk.planning import Plan
from scoring.conditions import DONT_KNOW, HIDDEN, Condition, Money, names_of_form, parse
from scoring.conditions.vocabulary import PROOF_STATES
from scoring.exact import tenths as single_tenths
from scoring.facts import fact_names
from scoring.form import Form
from tests.scoring.mutated import CONDITIONS
from tests.scoring.test_conditions_fuzz import attempt, conditions

ABSENT = (None, HIDDEN, DONT_KNOW)
ROWS = ({"type": "fine", "pct": 5, "consent": None, "indicator": "DOC", "closed": None},)
ANSWERS: dict[str, tuple[Any, ...]] = {
    "choice": (*ABSENT, "none", "some", "yes", "no"),
    "number": (*ABSENT, 0, 1, 2, 30, -4),
    "money": (*ABSENT, Money(0, "EUR"), Money(90, "EUR"), Money(90, "KZT"), Money(-1, "KZT")),
    "multi": (None, HIDDEN, (DONT_KNOW,), ("none",), ("direct", "informal_individuals")),
    "country": (*ABSENT, "DEU", "CHN"),
    "text": (*ABSENT, "DEU", "somewhere"),
    "table": (*ABSENT, ()),
    "condition": (True, False, None),
}


def environment(names: dict[str, Any], random: Random) -> dict[str, Any]:
    values = {
        key: random.choice(ANSWERS[name.kind])
        for key, name in names.items()
        if name.kind in ANSWERS
    }
    values["deductions"] = random.choice((None, HIDDEN, (), ROWS))
    for key in names:
        values[f"proof:{key}"] = random.choice((HIDDEN, *PROOF_STATES))
    return values


def in_columns(condition: Condition, names: Any, environments: list[dict[str, Any]]) -> list[Any]:
    """The truths of a condition by its node over columns."""
    plan = Plan(names)
    node = plan.condition(condition)
    columns = Columns(
        "",
        len(environments),
        {key: words([read(one) for one in environments]) for key, read in plan.words.items()},
        number_columns(
            [[read(one) for read in plan.numbers.values()] for one in environments],
            list(plan.numbers),
        ),
    )
    truths = Chunk(columns, Tables(columns)).truths(node)
    true, possible = (
        np.unpackbits(plane, count=len(environments)).astype(bool)
        for plane in (truths.true, truths.possible)
    )
    assert not (true & ~possible).any()
    return [True if t else None if p else False for t, p in zip(true, possible, strict=True)]


@pytest.fixture(scope="module")
def names(form: Form) -> dict[str, Any]:
    shares = {"foreign_share", "agency_share", "internal_share", "temporary_share"}
    found = names_of_form(form) | fact_names(())
    return {key: name for key, name in found.items() if key not in shares}


@settings(max_examples=600, deadline=None)
@given(text=conditions, seed=st.integers(0, 2**32))
def test_any_condition_is_the_same_in_columns(names: Any, text: str, seed: int) -> None:
    condition, _ = attempt(text, names)
    if condition is None:
        return
    random = Random(seed)
    environments = [environment(names, random) for _ in range(25)]
    assert in_columns(condition, names, environments) == [
        condition.test(one) for one in environments
    ]


@pytest.mark.parametrize("text", [text for text in CONDITIONS if "_share" not in text])
def test_every_operator_and_function_is_the_same_in_columns(names: Any, text: str) -> None:
    condition = parse(text, names)
    random = Random(text)
    environments = [environment(names, random) for _ in range(400)]
    assert in_columns(condition, names, environments) == [
        condition.test(one) for one in environments
    ]


def test_numbers_that_differ_in_the_last_digit_are_not_taken_for_the_same(names: Any) -> None:
    text = "workers_total > 123456789012345678.1 and not workers_total > 123456789012345678.2"
    environments = [{"workers_total": number} for number in (1, 123456789012345679)]
    condition = parse(text, names)
    assert in_columns(condition, names, environments) == [
        condition.test(one) for one in environments
    ]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.fractions(-(10**20), 10**20, max_denominator=1000), min_size=1, max_size=6),
    st.fractions(-(10**20), 10**20, max_denominator=1000),
)
def test_columns_of_numbers_are_calculated_exactly(numbers: list[Any], other: Any) -> None:
    column, single = Exact.table(numbers), Exact.of(other)
    for got, wanted in (
        (column + single, [number + other for number in numbers]),
        (column - single, [number - other for number in numbers]),
        (column * single, [number * other for number in numbers]),
        (column.larger(single), [max(number, other) for number in numbers]),
        (column.smaller(single), [min(number, other) for number in numbers]),
        (column.at_most(100), [min(number, 100) for number in numbers]),
        (abs(column).tenths(), [single_tenths(abs(number)) for number in numbers]),
        (
            tenths(abs(column), Exact.table([abs(other) + 1] * len(numbers))),
            [single_tenths(abs(number) / (abs(other) + 1)) for number in numbers],
        ),
    ):
        assert [int(value) for value in got.values] == [value * got.scale for value in wanted]
        assert all(abs(int(value)) <= got.most for value in got.values)


@pytest.mark.parametrize("bits", [15, 31, 63])
def test_numbers_are_as_wide_as_they_can_become(bits: int) -> None:
    assert width(2**bits - 1).itemsize * 8 == bits + 1
    assert width(2**bits) != width(2**bits - 1)
    assert width(2**63) == np.dtype(object)
