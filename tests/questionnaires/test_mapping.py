"""An answer goes from one version to another only where it still is an answer."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.definition import Question, Questionnaire
from questionnaires.library import CORE, SCREENING, latest
from questionnaires.mapping import How, carried, is_dont_know, origin, retired
from questionnaires.published import questionnaire_of
from questionnaires.reading import DefinitionProblems, read_definition
from questionnaires.types import answer_type
from questionnaires.words import load_words
from tests.questionnaires.samples import QUESTIONS, VALUES

core, screening = latest(CORE), latest(SCREENING)
KINDS = sorted(QUESTIONS)
DEFINITION: dict[str, Any] = {
    "slug": "small",
    "version": "2027.1",
    "language": "en",
    "lists": "2026.1",
    "sections": [{"id": "site", "pages": [["lodging_own", "lodging_rented"]]}],
    "questions": {
        "lodging_own": {"type": "ypn", "map_from": "lodging"},
        "lodging_rented": {"type": "ypn", "map_from": "lodging"},
    },
    "retired": ["lodging"],
}


def with_questions(*questions: Question) -> Questionnaire:
    return replace(core, questions={each.key: each for each in questions})


def test_every_question_of_the_screening_stems_from_the_same_question_of_the_core() -> None:
    now, then = load_words(SCREENING, screening.version), load_words(CORE, core.version)
    for question in screening.questions.values():
        found = origin(question, core, now, then)
        assert found is not None
        assert (found.question, found.how) == (question.key, How.SAME)


def test_other_choices_and_other_limits_make_a_question_reworded() -> None:
    policy, workers = core.questions["policy"], core.questions["workers_total"]
    for changed in (
        replace(policy, choices=policy.choices[1:]),
        replace(workers, most=7),
        replace(workers, whole=False),
    ):
        found = origin(changed, core)
        assert found is not None
        assert found.how is How.REWORDED
        assert found.to_confirm


def test_where_a_question_stands_and_when_it_is_asked_does_not_reword_it() -> None:
    moved = replace(core.questions["policy"], section="elsewhere", show_if="", critical=True)
    found = origin(moved, core)
    assert found is not None
    assert found.how is How.SAME


def test_other_words_make_a_question_reworded() -> None:
    question = core.questions["policy"]
    found = origin(
        question, core, load_words(CORE, core.version), load_words(CORE, core.version, "ru")
    )
    assert found is not None
    assert found.how is How.REWORDED


def test_a_question_that_was_split_gives_its_answer_to_each_part() -> None:
    target = read_definition(DEFINITION)
    source = with_questions(replace(core.questions["policy"], key="lodging"))
    for question in target.questions.values():
        found = origin(question, source)
        assert found is not None
        assert (found.question, found.how) == ("lodging", How.SPLIT)


def test_a_question_that_nothing_stems_from_is_retired() -> None:
    fewer = with_questions(*(one for key, one in core.questions.items() if key != "policy"))
    assert retired(core, fewer) == ("policy",)
    assert retired(fewer, core) == ()
    assert origin(core.questions["policy"], fewer) is None


def test_a_retired_key_is_never_asked_again() -> None:
    again = DEFINITION | {"retired": ["lodging_own"]}
    with pytest.raises(DefinitionProblems, match="is retired"):
        read_definition(again)


def test_what_was_split_and_retired_is_part_of_what_is_published() -> None:
    target = read_definition(DEFINITION)
    again = questionnaire_of(target.document())
    assert again.sha256 == target.sha256
    assert again.questions["lodging_own"].map_from == "lodging"
    assert again.retired == ("lodging",)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(KINDS), st.sampled_from(KINDS), st.data())
def test_no_value_is_carried_that_the_question_refuses_and_none_is_made_up(
    now: str, then: str, data: st.DataObject
) -> None:
    target, source = QUESTIONS[now], QUESTIONS[then]
    if target.choices:
        fewer = data.draw(st.sets(st.sampled_from(target.choices), min_size=1))
        target = replace(target, choices=tuple(one for one in target.choices if one in fewer))
    value = data.draw(VALUES[then])
    found = carried(target, source, value)
    assert found is None or (found == value and not answer_type(target).check(found))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([kind for kind in KINDS if kind != "file"]), st.data())
def test_an_unchanged_question_takes_every_answer(kind: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    assert carried(QUESTIONS[kind], QUESTIONS[kind], value) == value


def test_a_number_is_not_read_as_a_share() -> None:
    share = replace(core.questions["contracts_share"], key="workers_total")
    assert carried(share, core.questions["workers_total"], 12) is None


def test_not_knowing_is_recognised_in_one_and_in_many() -> None:
    assert is_dont_know("dont_know")
    assert is_dont_know(["dont_know"])
    assert not is_dont_know("no")
