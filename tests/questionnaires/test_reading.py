"""Definitions that are wrong are refused with every problem and its place."""

import copy

import pytest

from questionnaires.library import CORE, latest
from questionnaires.reading import DefinitionProblems, read_definition

SOUND = {
    "slug": "site-visit",
    "version": "2026.1",
    "language": "en",
    "lists": "2026.1",
    "sections": [{"id": "site", "pages": [["workers"], ["policy", "goods_made"]]}],
    "questions": {
        "workers": {"type": "number", "whole": True, "most": 100},
        "policy": {"type": "ypn", "show_if": "workers > 5"},
        "goods_made": {"type": "multi", "choices": ["yarn", "none"], "alone": "none"},
    },
}


def problems_of(change):
    document = copy.deepcopy(SOUND)
    change(document)
    with pytest.raises(DefinitionProblems) as caught:
        read_definition(document)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_definition_is_read():
    questionnaire = read_definition(SOUND)
    assert list(questionnaire.questions) == ["workers", "policy", "goods_made"]
    assert questionnaire.questions["policy"].section == "site"


def test_several_problems_are_told_at_once():
    def change(document):
        document["questions"]["workers"]["typ"] = "number"
        document["questions"]["policy"]["type"] = "yesno"
        del document["slug"]

    told = problems_of(change)
    assert [line.partition(":")[0] for line in told] == [
        "slug", "questions.workers.typ", "questions.policy.type",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda d: d["questions"]["policy"].update(show_if="worker > 5"),
            "questions.policy.show_if: there is no question 'worker'",
        ),
        (
            lambda d: d["questions"]["policy"].update(show_if="'yarn' in goods_made"),
            "questions.policy.show_if: needs “goods_made”, which must stand on an earlier page",
        ),
        (
            lambda d: d["questions"]["policy"].update(sensitive=True),
            "questions.policy: is sensitive or a table: give it a page of its own",
        ),
        (
            lambda d: d["questions"]["goods_made"].update(alone="nothing"),
            "questions.goods_made: “nothing” is not one of the choices",
        ),
        (
            lambda d: d["questions"]["goods_made"].update(choices=["none", "none"]),
            "questions.goods_made: a choice is listed twice",
        ),
        (
            lambda d: d["questions"]["goods_made"].pop("choices"),
            "questions.goods_made: single, multi and choice have choices",
        ),
        (
            lambda d: d["questions"]["workers"].pop("most"),
            "questions.workers: say the largest number that is possible",
        ),
        (
            lambda d: d["questions"]["workers"].update(type="table"),
            "questions.workers: a table has columns",
        ),
        (
            lambda d: d["sections"][0]["pages"].append(["policy"]),
            "questions.policy: stands on 2 pages",
        ),
        (
            lambda d: d["sections"][0]["pages"].append(["pay"]),
            "sections: there is no question “pay”",
        ),
        (
            lambda d: d["questions"].update(pay={"type": "money"}),
            "questions.pay: stands on no page",
        ),
        (lambda d: d.pop("lists"), "lists: name the version of the choice lists"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change, told):
    assert any(line.startswith(told) for line in problems_of(change))


def test_a_version_based_on_another_takes_over_its_questions_and_words():
    core = latest(CORE)
    document = {
        "slug": "short",
        "version": "2026.1",
        "language": "en",
        "sections": [{"id": "site", "pages": [["site_country"]]}],
    }
    short = read_definition(document, core)
    assert short.questions == {"site_country": core.questions["site_country"]}
    assert short.words_from == ("short/2026.1", "forced-labour-core/2026.1")


def test_a_gateway_left_out_of_a_short_version_is_noticed():
    document = {
        "slug": "short",
        "version": "2026.1",
        "language": "en",
        "sections": [{"id": "site", "pages": [["site_region"]]}],
    }
    with pytest.raises(DefinitionProblems, match="there is no question 'site_country'"):
        read_definition(document, latest(CORE))
