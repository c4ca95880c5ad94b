"""Sets of truths hold every truth that a condition can have, whatever the open answers become."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.answers import is_dont_know
from scoring.conditions import HIDDEN, names_of_form
from scoring.facts import fact_names
from scoring.ranges import truths
from scoring.ranges.answers import compared_numbers, open_answers
from scoring.ranges.conditions import foresee
from scoring.ranges.intervals import Interval, Part, mean
from scoring.ranges.outlook import Outlook
from tests.scoring.test_conditions_fuzz import attempt, conditions, environments

BITS = {truths.FALSE: False, truths.TRUE: True, truths.UNKNOWN: None}
NOBODY: frozenset[str] = frozenset()


def members(found):
    return [truth for bit, truth in BITS.items() if found & bit]


def kleene_and(one, other):
    if False in (one, other):
        return False
    return None if None in (one, other) else True


@pytest.mark.parametrize(("one", "other"), list(product(range(1, 8), repeat=2)))
def test_operators_over_sets_give_the_truths_of_their_members(one, other):
    pairs = list(product(members(one), members(other)))
    both = {kleene_and(a, b) for a, b in pairs}
    either = {True if True in pair else None if None in pair else False for pair in pairs}
    assert set(members(truths.both(one, other))) == both
    assert set(members(truths.either(one, other))) == either
    assert set(members(truths.negated(one))) == {None if a is None else not a for a in members(one)}


def listed(form, foreseen, names):
    """The possible values of open names: those of questions, and anything for facts."""
    possible = open_answers(form, compared_numbers([foreseen]))
    return {
        name: None if possible.get(name) is None else (*possible[name], HIDDEN) for name in names
    }


@settings(max_examples=150, deadline=None)
@given(text=conditions, data=st.data())
def test_a_condition_can_be_all_that_it_is_for_some_answer(form, text, data):
    """And with some of them answered it can be no more than before."""
    vocabulary = names_of_form(form) | fact_names(())
    condition, problems = attempt(text, vocabulary)
    if condition is None:
        assert problems
        return
    foreseen = foresee(condition, vocabulary)
    one, other = data.draw(environments(form)), data.draw(environments(form))
    names = data.draw(st.sets(st.sampled_from(sorted(one))))
    fewer = data.draw(st.sets(st.sampled_from(sorted(names)))) if names else set()
    fewer |= {name for name in names if other[name] is None or is_dont_know(other[name])}
    wide = Outlook(one, listed(form, foreseen, names), NOBODY, NOBODY, NOBODY)
    become = one | {name: other[name] for name in names - fewer}
    narrow = Outlook(become, listed(form, foreseen, fewer), NOBODY, NOBODY, NOBODY)
    closed = become | {name: other[name] for name in fewer}
    all_of_them, some = foreseen.truths(wide), foreseen.truths(narrow)
    assert truths.only(condition.test(closed)) & some
    assert some & ~all_of_them == 0


weights = st.integers(0, 3)
values = st.integers(0, 10)
parts = st.builds(
    lambda weight, one, other, sure: Part(weight, min(one, other), max(one, other), sure),
    weights, values, values, st.booleans(),
)  # fmt: skip


@given(st.lists(parts, max_size=6))
def test_a_mean_over_parts_that_may_be_absent_is_exactly_as_wide_as_its_sets(several):
    """The ends are means of some set with every sure part."""
    sets = [
        chosen
        for present in product((True, False), repeat=len(several))
        for chosen in [[p for p, here in zip(several, present, strict=True) if here or p.sure]]
        if sum(p.weight for p in chosen)
    ]
    if not sets:
        assert mean(several) is None
        return

    def means(end):
        return [
            sum(p.weight * getattr(p, end) for p in chosen) / sum(p.weight for p in chosen)
            for chosen in sets
        ]

    low, high = mean(several)
    assert (float(low), float(high)) == (
        pytest.approx(min(means("low"))), pytest.approx(max(means("high"))),
    )  # fmt: skip
    assert isinstance(mean(several), Interval)
