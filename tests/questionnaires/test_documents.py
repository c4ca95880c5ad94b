from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.documents import (
    UnreadableDocument,
    check_document,
    line_of,
    read_document,
)
from questionnaires.library import CORE, latest

core = latest(CORE)
SOUND = {
    "answers": {"site_country": "KAZ", "workers_total": 120, "special_groups": ["none"]},
    "proof": {"policy": "accepted", "owner": "none"},
    "signals": {"listed_entity": False, "worker_survey_fee_share": Decimal("0.05")},
    "on": "2026-11-21",
}

STATES = "Use one of: none, uploaded, accepted, rejected, expired"


def told(**changes):
    problems = check_document(core, SOUND | changes)
    return [(p.part, p.place, p.text) for p in problems]


def test_a_sound_document_has_no_problems():
    assert told() == []


def test_proof_and_signals_may_be_left_out_and_expectations_stand_beside():
    assert check_document(core, {"answers": {}, "on": "2026-11-21", "expected": {"x": 1}}) == []


def test_an_unknown_question_is_answered_with_the_nearest_one():
    assert told(answers={"worker_total": 5}) == [
        (
            "answers",
            "worker_total",
            "There is no question “worker_total” here. Did you mean “workers_total”?",
        )
    ]


def test_a_question_like_no_other_is_just_unknown():
    assert told(answers={"weather": "fine"}) == [
        ("answers", "weather", "There is no question “weather” in this questionnaire")
    ]


def test_an_impossible_value_says_what_would_be_right():
    assert told(answers={"hours_max": 200, "workers_total": "120"}) == [
        ("answers", "hours_max", "Enter 168 or less: a larger number is not possible here"),
        ("answers", "workers_total", "Enter a whole number, such as 120"),
    ]


def test_proof_is_one_of_five_states_of_a_known_question():
    assert told(proof={"polcy": "accepted", "owner": "seen", "training": ["accepted"]}) == [
        ("proof", "polcy", "There is no question “polcy” here. Did you mean “policy”?"),
        (
            "proof",
            "owner",
            f"“seen” is not a state of proof. {STATES}",
        ),
        (
            "proof",
            "training",
            f"“list” is not a state of proof. {STATES}",
        ),
    ]


def test_signals_are_known_by_name_and_typed():
    signals = {"listed_entity": "no", "worker_survey_fee_share": 5, "signal_listed_entity": True}
    assert [(part, place) for part, place, _ in told(signals=signals)] == [
        ("signals", "listed_entity"),
        ("signals", "worker_survey_fee_share"),
        ("signals", "signal_listed_entity"),
    ]


@pytest.mark.parametrize("on", ["21.11.2026", "2026-11-31", 20261121, ""])
def test_the_assessment_date_is_a_real_day(on):
    assert told(on=on) == [("on", "", "Give the assessment date as text, such as “2026-11-21”")]


def test_missing_and_misspelt_parts_are_named():
    problems = check_document(core, {"anwsers": {}})
    assert [p.text for p in problems] == [
        "“anwsers” is not a part of a document. Did you mean “answers”?",
        '“answers” is missing. Add it, such as {"site_country": "KAZ"}',
        '“on” is missing. Add it, such as "2026-11-21"',
    ]


def test_a_part_of_the_wrong_shape_is_named():
    assert [p for p, _, _ in told(answers=[], proof="x", signals=[1])] == [
        "answers",
        "proof",
        "signals",
    ]


@pytest.mark.parametrize("document", [None, [], "x", 5])
def test_a_document_is_an_object(document):
    (problem,) = check_document(core, document)
    assert problem.text == "Give an object with “answers”, “proof”, “signals” and “on”"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["answers", "proof", "signals", "on", "x"]),
        json_values
        | st.dictionaries(
            st.sampled_from([*core.questions, "x", "listed_entity"]), json_values, max_size=5
        ),
    )
)
def test_checking_a_document_never_raises(document):
    for problem in check_document(core, document):
        assert problem.text
        assert isinstance(problem.place, str)


def test_numbers_are_read_exactly():
    assert read_document('{"a": 2.80, "b": 3}') == {"a": Decimal("2.80"), "b": 3}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "No JSON"),
        ('{"a": NaN}', "NaN is not a number that can be scored"),
        ('{"a": 1, "a": 2}', "“a” is given twice in one object"),
        ("[" * 100_000, "The document is nested too deeply"),
        ("9" * 5000, "A number in the document is far too long"),
        ('{"a": 1e99999999999999999999}', "A number in the document is far too large"),
    ],
)
def test_what_cannot_be_read_says_why(text, message):
    with pytest.raises(UnreadableDocument) as caught:
        read_document(text)
    assert caught.value.message.startswith(message)


def test_broken_json_is_placed_by_line_and_column():
    with pytest.raises(UnreadableDocument) as caught:
        read_document('{\n "a": }')
    assert (caught.value.line, caught.value.column) == (2, 7)


def test_a_problem_is_placed_on_the_line_of_its_question():
    text = '{\n "proof": {\n  "policy": "accepted"\n },\n "answers": {\n  "policy": "yess"\n }\n}'
    (problem,) = check_document(core, read_document(text) | {"on": "2026-11-21"})
    assert line_of(text, problem) == 6
