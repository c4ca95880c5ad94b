"""Who moves from which band to which, and by which rule."""

import copy
from decimal import Decimal

import pytest

from scoring.compare import Comparer, Comparison, Standing
from scoring.engine import Scorer
from scoring.ruleset import parse_ruleset

LOW = Standing(120, "low", frozenset())
LATE = Standing(130, "medium", frozenset({"PAY03"}))


@pytest.fixture
def changed(document, form, reference):
    """The shipped ruleset with PAY03 as a red flag and X01 weighing more."""
    rule = next(entry for entry in document["rules"] if entry["id"] == "PAY03")
    rule["severity"] = "R"
    document["checks"][0]["points_off"] = 30
    return parse_ruleset(document, form=form, reference=reference)


def again(ruleset, form, reference, spoil):
    document = copy.deepcopy(dict(ruleset.document))
    spoil(document)
    return parse_ruleset(document, form=form, reference=reference)


def test_who_keeps_the_band_does_not_move_whatever_else_differs(ruleset, changed):
    other = Standing(240, "low", frozenset({"PAY03", "X01"}))
    assert Comparer(ruleset, changed).compare(LOW, other) is None


def test_a_rule_that_fires_on_one_side_is_the_reason(ruleset):
    move = Comparer(ruleset, ruleset).compare(LOW, LATE)
    assert move is not None
    assert (move.by, move.rises) == (("PAY03",), True)


def test_a_rule_that_fires_on_both_sides_is_a_reason_if_it_weighs_otherwise(ruleset, changed):
    fired = frozenset({"PAY03", "REC01", "X01"})
    before, after = Standing(300, "medium", fired), Standing(300, "high", fired)
    assert Comparer(ruleset, changed).reasons(before, after) == ("PAY03", "X01")


def test_reasons_stand_in_the_order_of_the_new_ruleset(ruleset, changed):
    after = Standing(900, "critical", frozenset({"X01", "MOV01", "REC01", "PAY03"}))
    assert Comparer(ruleset, changed).reasons(LOW, after) == ("REC01", "PAY03", "MOV01", "X01")


@pytest.mark.parametrize(
    ("spoil", "same_reference", "reasons"),
    [
        (lambda document: document["bands"].update(medium=20), True, ("weights",)),
        (lambda document: document["bands"].update(medium=20), False, ("weights", "reference")),
        (lambda document: None, False, ("reference",)),
        (lambda document: document.update(version="2"), True, ("other",)),
        (lambda document: document["cases"].pop(), True, ("other",)),
    ],
)
def test_where_no_rule_differs_it_is_said_what_else_does(
    ruleset, form, reference, spoil, same_reference, reasons
):
    new = again(ruleset, form, reference, spoil)
    comparer = Comparer(ruleset, new, same_reference=same_reference)
    move = comparer.compare(LOW, Standing(120, "medium", frozenset()))
    assert move is not None
    assert move.by == reasons


def test_counts_are_kept_by_step_and_by_rule_and_can_be_merged(ruleset):
    comparer = Comparer(ruleset, ruleset)
    counts, more = Comparison(), Comparison()
    for table, old, new in (
        (counts, LOW, LATE), (counts, LOW, LOW), (counts, LATE, LOW),
        (more, LOW, LATE), (more, LOW, Standing(900, "critical", frozenset({"MOV01"}))),
    ):  # fmt: skip
        table.add(old, new, comparer.compare(old, new))
    counts.merge(more)
    assert counts.document() == {
        "documents": 5,
        "moved": 4,
        "headlines_changed": 4,
        "bands": [
            {"from": "low", "to": "low", "documents": 1},
            {"from": "low", "to": "medium", "documents": 2},
            {"from": "low", "to": "critical", "documents": 1},
            {"from": "medium", "to": "low", "documents": 1},
        ],
        "by": [
            {"rule": "PAY03", "from": "low", "to": "medium", "documents": 2},
            {"rule": "PAY03", "from": "medium", "to": "low", "documents": 1},
            {"rule": "MOV01", "from": "low", "to": "critical", "documents": 1},
        ],
    }


def test_a_standing_is_the_same_from_a_result_and_from_its_document(scorer, sample):
    for number in range(20):
        result = scorer.score(sample(number))
        document = result.document()
        assert Standing.of(result) == Standing.of_document(document)
        stored = document | {"headline": str(document["headline"])}
        assert Standing.of_document(stored) == Standing.of(result)


def test_a_move_and_its_reason_agree_with_what_the_engine_says(
    ruleset, changed, form, reference, case
):
    old, new = (Scorer(one, reference, form) for one in (ruleset, changed))
    document = case(pay_delay="8_30d")
    before, after = (Standing.of(scorer.score(document)) for scorer in (old, new))
    move = Comparer(ruleset, changed).compare(before, after)
    assert move is not None
    assert (move.after.band, move.by) == ("high", ("PAY03",))
    assert Decimal(after.headline_tenths) / 10 == new.score(document).document()["headline"]
