"""The six cases of the ruleset, and the golden results of the engine."""

import json
from pathlib import Path

import pytest

from scoring.canonical import digest
from scoring.cases import failing_cases
from scoring.engine import ENGINE, Scorer
from scoring.ruleset import parse_ruleset

GOLDEN = Path(__file__).parent / "golden.json"
NAMES = [
    "careful-factory-germany",
    "glove-maker-malaysia",
    "seasonal-farm-kazakhstan",
    "cotton-yarn-turkmenistan",
    "perfect-on-paper-uzbekistan",
    "half-answered-vietnam",
]


def test_every_case_gives_its_expected_numbers(scorer):
    assert [case.name for case in scorer.ruleset.cases] == NAMES
    assert [str(problem) for problem in failing_cases(scorer)] == []


def test_a_case_with_another_expectation_is_told(document, form, reference):
    document["cases"][1]["expected"]["headline"] = 12
    document["cases"][1]["expected"]["rules"].append("MOV01")
    document["cases"][1]["expected"]["indicators"]["DEB"]["residual"] = 10
    changed = parse_ruleset(document, form=form, reference=reference)
    told = [str(problem) for problem in failing_cases(Scorer(changed, reference, form))]
    assert len(told) == 3
    assert any(
        "glove-maker-malaysia" in one and "headline: 88.2 instead of 12" in one for one in told
    )


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_the_same_engine_gives_the_same_result_to_the_digit(scorer, number):
    """When this fails and the change is meant: raise ENGINE and write the new digests down."""
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert golden["engine"] == ENGINE
    result = scorer.score(scorer.ruleset.cases[number].document).document()
    for pin in ("ruleset", "reference", "questionnaire"):
        del result[pin]
    assert digest(result) == golden["digests"][NAMES[number]]
