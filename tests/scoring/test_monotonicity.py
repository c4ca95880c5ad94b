"""Where a worse answer lowers an indicator: the list in the methodology is complete."""

import re
from pathlib import Path
from random import Random

import pytest

from scoring.monotonicity import candidates, search, worse_answers

METHODOLOGY = Path(__file__).parents[2] / "docs" / "methodology-monotonicity.md"


@pytest.fixture(scope="module")
def decided():
    """Question and what changes with it, for each row of the methodology that has a decision."""
    found = set()
    for line in METHODOLOGY.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0].startswith("`") and cells[3]:
            causes = frozenset(re.findall(r"`(\w+)`", cells[1]))
            found.add((cells[0].strip("`"), causes))
    return found


@pytest.fixture(scope="module")
def breaks(scorer, sampler):
    return search(scorer, sampler, 150, Random(1))


def test_every_break_that_a_search_finds_is_decided_in_the_methodology(breaks, decided):
    assert breaks
    undecided = [
        one
        for one in breaks
        if not any(
            one.question == question and causes <= one.causes for question, causes in decided
        )
    ]
    assert undecided == []


def test_every_row_of_the_methodology_names_what_can_break(decided, scorer):
    ruleset = scorer.ruleset
    known = set(scorer.form.questions) | {check.id for check in ruleset.checks}
    known |= {rule.id for rule in ruleset.rules}
    assert len(decided) == 13
    for question, causes in decided:
        assert question in candidates(scorer)
        assert causes
        assert causes <= known


def test_only_gateways_questions_of_suspicion_and_exceptions_can_break(scorer):
    found = candidates(scorer)
    assert {"fees_paid", "housing", "workers_foreign", "agents"} <= set(found)
    assert not {"hours_max", "phone", "violence"} & set(found)


@pytest.mark.parametrize(
    ("question", "answer", "worse"),
    [
        ("fees_paid", "none", ["dont_know"]),
        ("fees_paid", "some", ["most"]),
        ("fees_paid", "most", []),
        ("housing_m2", 3, [1, 2]),
        ("contracts_share", 50, [0, 1, 2, 3, 4, 12, 24, 30]),
        ("hours_max", 500, [5000]),
        ("workers_total", "dont_know", []),
        ("guards", ["none"], [["exit_stopped_by_guards"], ["doors_locked_at_night"],
                              ["armed_guards"], ["cameras_in_sleeping_area"]]),
        ("fee_checks", ["third_party", "none"], [["none"], ["third_party"]]),
        ("site_country", "DEU", []),
    ],
)  # fmt: skip
def test_a_worse_answer_is_what_the_order_says(scorer, question, answer, worse):
    order, asked = scorer.ruleset.orders[question], scorer.form.questions[question]
    assert list(worse_answers(order, asked, answer)) == worse
