"""Bad rulesets and overlays are refused, each with exactly the problems that it has."""

from itertools import zip_longest

import pytest

from questionnaires.rulesets import check_ruleset
from scoring.ruleset import RulesetProblems
from scoring.ruleset.loading import SECTIONS
from scoring.ruleset.reading import read_document
from tests.scoring.bad import FILES, example_overlay, find_base, raw, read, spoilt

REST = "…"
FIXTURES = {path.stem: read(path) for path in FILES}


def check(fixture, reference):
    given = raw(fixture)
    document = spoilt(fixture) if given is None else read_document(given, "")[0]
    return check_ruleset(document, reference=reference, file="", find_base=find_base)


def refusal(fixture, reference):
    """What is told about a fixture: rule, place and the first line of each message."""
    with pytest.raises(RulesetProblems) as caught:
        check(fixture, reference)
    return [str(problem).splitlines()[0] for problem in caught.value.problems]


def cut(told, expected):
    """What was told, cut where the expected text leaves the rest open."""
    return told[: len(expected) - 1] + REST if expected.endswith(REST) else told


@pytest.mark.parametrize("name", FIXTURES)
def test_a_bad_ruleset_is_refused_with_all_its_problems_and_no_other(reference, name):
    expected = FIXTURES[name]["expect"]
    told = refusal(FIXTURES[name], reference)
    if expected[-1] == REST:
        assert len(told) > len(expected)
        expected, told = expected[:-1], told[: len(expected) - 1]
    assert [cut(one, like) for one, like in zip_longest(told, expected, fillvalue="")] == expected


def test_there_are_bad_rulesets_for_every_section():
    assert len(FIXTURES) >= 40
    spoilt_sections = {
        one["at"].split(".")[0]
        for fixture in FIXTURES.values()
        for one in fixture.get("change", ())
    }
    assert set(SECTIONS) - {"overlay_of", "words"} <= spoilt_sections


def test_the_overlay_that_the_bad_ones_spoil_is_sound(reference):
    assert check_ruleset(example_overlay(), reference=reference).overlay_of
