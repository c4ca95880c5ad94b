"""What holds for every value of every type."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.library import CORE
from questionnaires.types import answer_type
from questionnaires.words import load_words
from scoring.canonical import canonical
from tests.questionnaires.samples import QUESTIONS, VALUES

KINDS = sorted(QUESTIONS)
ENGLISH = load_words(CORE, "2026.1")

json_like = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=20)
    | st.sampled_from(["dont_know", "yes", "2026-02-30", "1e9", "KAZ", "\ud800", "\x00"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["amount", "currency", "name", "country", "licence_expiry", "x"]), inner
        )
    ),
    max_leaves=12,
)
typed = st.text(max_size=30) | st.sampled_from(
    ["1 200", "2,5", "1,200", "²", "٣", "-4", "1e5", "dont_know", "none", "other", "KAZ", "31"]
)
endings = ["", ".dont_know", ".none", ".amount", ".currency", ".day", ".month", ".year", ".other"]
rows = [f".{row}.{column}" for row in ("0", "3", "x") for column in ("name", "licence_expiry.day")]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_a_form_shows_is_read_back_as_the_same_value(kind: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    answer = answer_type(QUESTIONS[kind])
    read = answer.parse(answer.posted(value, "q.x"), "q.x")
    assert read.problems == ()
    assert canonical(read.value) == canonical(value)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_valid_value_has_no_problems_and_can_be_shown(kind: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    answer = answer_type(QUESTIONS[kind])
    assert answer.check(value) == []
    assert answer.show(value, ENGLISH) != ""
    assert isinstance(answer.cell(value), str | int | Decimal)
    assert answer.compare(value, value) == "same"


@pytest.mark.parametrize("kind", KINDS)
@given(value=json_like)
@settings(max_examples=150, deadline=None)
def test_checking_never_raises_and_what_passes_can_be_hashed(kind: str, value: object) -> None:
    problems = answer_type(QUESTIONS[kind]).check(value)
    assert all(problem.text and problem.place for problem in problems)
    if not problems:
        canonical(value)


@pytest.mark.parametrize("kind", KINDS)
@given(
    posted=st.dictionaries(
        st.sampled_from([f"q.x{end}" for end in endings + rows]), st.lists(typed, max_size=3)
    )
)
@settings(max_examples=150, deadline=None)
def test_any_posted_form_gives_a_checked_value_or_problems(
    kind: str, posted: dict[str, list[str]]
) -> None:
    answer = answer_type(QUESTIONS[kind])
    read = answer.parse(posted, "q.x")
    assert read.typed == posted
    assert answer.check(read.value) == []
    if read.problems:
        assert read.value is None


@pytest.mark.parametrize("kind", KINDS)
def test_dont_know_answers_every_type_and_is_shown_in_words(kind: str) -> None:
    answer = answer_type(QUESTIONS[kind])
    read = answer.parse({"q.x.dont_know": ["1"]}, "q.x")
    assert read.problems == ()
    assert read.value in ("dont_know", ["dont_know"])
    assert answer.check("dont_know") == []
    assert not answer.is_blank(read.value)
    assert "know" in answer.show(read.value, ENGLISH).lower()
    assert answer.parse(answer.posted(read.value, "q.x"), "q.x").value == read.value


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_an_answer_and_dont_know_together_are_asked_back(kind: str, data: st.DataObject) -> None:
    answer = answer_type(QUESTIONS[kind])
    value = data.draw(VALUES[kind].filter(lambda v: v not in ("dont_know", ["dont_know"])))
    read = answer.parse(answer.posted(value, "q.x") | {"q.x.dont_know": ["1"]}, "q.x")
    assert [problem.message.key for problem in read.problems] == ["answer_or_dont_know"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_is_blank_and_blank_is_no_problem(kind: str) -> None:
    answer = answer_type(QUESTIONS[kind])
    read = answer.parse({"q.x": [" "], "q.y": ["1"]}, "q.x")
    assert read.value is None
    assert read.problems == ()
    assert answer.show(None, ENGLISH) == ""
    assert answer.cell(None) is None
    assert answer.compare(None, "") == "same"
    assert answer.compare(None, "dont_know") == "given"
    assert answer.compare("dont_know", None) == "cleared"
