"""What follows from what happened to the answers of a submission."""

from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.reviews.status import (
    Round,
    as_sent,
    came_back,
    open_again,
    replied_since,
    sent_back,
    states,
    to_send_back,
    waiting_for_company,
    waiting_for_supplier,
)
from questionnaires.library import CORE, load
from questionnaires.routing import visible

CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUESTIONS = ("policy", "housing", "fees_paid")
KINDS = ("accepted", "change-requested", "request-withdrawn", "sent-back")


@dataclass(frozen=True)
class Event:
    question: str
    kind: str
    side: str = "company"
    contradiction: str | None = None
    submission_id: int = 1


@st.composite
def rounds(draw: st.DrawFn) -> list[Round]:
    event = st.builds(Event, st.sampled_from(QUESTIONS), st.sampled_from(KINDS))
    changed = st.frozensets(st.sampled_from(QUESTIONS))
    return draw(
        st.lists(st.builds(Round, changed, st.lists(event, max_size=6)), min_size=1, max_size=3)
    )


MESSAGES = st.lists(
    st.builds(
        Event,
        st.sampled_from(QUESTIONS),
        st.just("said"),
        st.sampled_from(["company", "supplier"]),
    ),
    max_size=4,
)


@CALM
@given(rounds(), MESSAGES, st.data())
def test_messages_change_no_state_wherever_they_stand(
    happened: list[Round], messages: list[Event], data: st.DataObject
) -> None:
    mixed = []
    for one in happened:
        events: list[Any] = list(one.events)
        for message in messages:
            events.insert(data.draw(st.integers(0, len(events))), message)
        mixed.append(Round(one.changed, events))
    assert states(QUESTIONS, mixed) == states(QUESTIONS, happened)
    assert sent_back(mixed[-1].events) == sent_back(happened[-1].events)
    assert to_send_back(mixed) == to_send_back(happened)


@CALM
@given(rounds())
def test_a_new_submission_puts_what_came_back_first_and_leaves_the_rest(
    happened: list[Round],
) -> None:
    before = states(QUESTIONS, happened)
    back = sent_back(happened[-1].events)
    after = states(QUESTIONS, [*happened, Round(frozenset({"policy"}), [])])
    for question in QUESTIONS:
        came = question in back | {"policy"}
        assert after[question] == ("resubmitted" if came else before[question])


def test_a_request_that_is_withdrawn_leaves_what_was_decided_before() -> None:
    accepted, asked = Event("policy", "accepted"), Event("policy", "change-requested")
    withdrawn = Event("policy", "request-withdrawn")
    happened = [Round(frozenset(), [accepted, asked, asked, withdrawn])]
    assert states(["policy"], happened) == {"policy": "accepted"}
    assert not to_send_back(happened)


def test_a_request_waits_over_later_rounds_until_its_answer_changes() -> None:
    asked = Round(frozenset(), [Event("policy", "accepted"), Event("policy", "change-requested")])
    later = Round(frozenset({"housing"}), [])
    assert to_send_back([asked, later]) == {"policy"}
    taken_back = Round(frozenset(), [Event("policy", "request-withdrawn")])
    assert states(["policy"], [asked, later, taken_back]) == {"policy": "accepted"}
    assert not to_send_back([asked, later, taken_back])
    assert not to_send_back([asked, Round(frozenset({"policy"}), [])])
    assert not to_send_back([asked, Round(frozenset(), [Event("policy", "sent-back")])])


def test_the_supplier_reads_only_the_requests_that_were_sent_back() -> None:
    dropped, asked = Event("policy", "change-requested"), Event("policy", "change-requested")
    withdrawn, back = Event("policy", "request-withdrawn"), Event("policy", "sent-back")
    later = Event("policy", "change-requested", submission_id=2)
    message = Event("policy", "said")
    happened = [dropped, withdrawn, asked, message, back, later]
    assert [id(one) for one in as_sent(happened)] == [id(one) for one in (message, asked, back)]
    accepted = Event("policy", "accepted")
    assert as_sent([dropped, accepted, back]) == [accepted, back]


def test_one_reply_counts_for_both_answers_that_do_not_fit() -> None:
    put = [Event(key, "change-requested", contradiction="X06") for key in ("housing", "policy")]
    back = [Event(key, "sent-back") for key in ("housing", "policy", "fees_paid")]
    reply = Event("housing", "said", "supplier", contradiction="X06")
    assert replied_since([*put, *back, reply]) == {"housing", "policy"}
    assert not replied_since([Event("policy", "said", "supplier"), *put, *back])


def test_what_came_back_waits_until_somebody_decides_about_it() -> None:
    sent = Event("policy", "sent-back")
    assert not came_back([sent], newest=1)
    assert came_back([sent], newest=2) == {"policy"}
    accepted = Event("policy", "accepted", submission_id=2)
    assert not came_back([Event("policy", "change-requested"), sent, accepted], newest=2)
    assert not came_back([sent, accepted], newest=3)


def test_who_spoke_last_is_waited_for_by_the_other() -> None:
    theirs, ours = Event("policy", "said", "supplier"), Event("policy", "said")
    assert waiting_for_company([ours, theirs]) == {"policy"}
    assert waiting_for_supplier([theirs, ours]) == {"policy"}
    assert not waiting_for_company([theirs, Event("policy", "accepted")])


CORE_QUESTIONS = load(CORE, "2026.1")
SINGLE = [
    key
    for key, question in CORE_QUESTIONS.questions.items()
    if question.type in ("single", "ypn") and question.choices
]


def answers(keys: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {}, optional={key: st.sampled_from(CORE_QUESTIONS.questions[key].choices) for key in keys}
    )


@CALM
@given(answers(SINGLE), st.frozensets(st.sampled_from(SINGLE), min_size=1, max_size=3), st.data())
def test_only_what_was_sent_back_and_what_it_leads_to_can_ever_change(
    sealed: dict[str, Any], returned: frozenset[str], data: st.DataObject
) -> None:
    values = dict(sealed)
    for _ in range(4):
        may_change = open_again(CORE_QUESTIONS, returned, sealed, values)
        question = data.draw(st.sampled_from(sorted(may_change)))
        choices = CORE_QUESTIONS.questions[question].choices
        if choices:
            values[question] = data.draw(st.sampled_from(choices))
    asked_before = visible(CORE_QUESTIONS, sealed)
    for key in asked_before - returned:
        assert values.get(key) == sealed.get(key)
    assert open_again(CORE_QUESTIONS, returned, sealed, sealed) == returned
