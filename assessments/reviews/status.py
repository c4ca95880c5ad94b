"""The state of each question of a submission, derived from what happened. Pure.

A submission and what was said about it belong together, so nothing here compares clocks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from questionnaires.definition import Questionnaire
from questionnaires.routing import visible

State = Literal["unreviewed", "changes requested", "resubmitted", "accepted"]
STATES: tuple[State, ...] = ("resubmitted", "changes requested", "unreviewed", "accepted")
"""What waits for the company comes first."""
DECIDED: dict[str, State] = {"accepted": "accepted", "change-requested": "changes requested"}


class Happened(Protocol):
    """Something that happened to one question of a submission."""

    @property
    def submission_id(self) -> int: ...

    @property
    def question(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def contradiction(self) -> str | None: ...


Event = TypeVar("Event", bound=Happened)


@dataclass(frozen=True)
class Round:
    """One submission and what happened to it since, in order.

    `changed` are the questions whose answer differs from the submission before.
    """

    changed: frozenset[str]
    events: Sequence[Happened]


def states(questions: Iterable[str], rounds: Sequence[Round]) -> dict[str, State]:
    """Question → its state after these submissions, the first one in front."""
    found: dict[str, State] = dict.fromkeys(questions, "unreviewed")
    undecided: dict[str, State] = {}
    back: frozenset[str] = frozenset()
    for number, one in enumerate(rounds):
        if number:
            found |= dict.fromkeys((back | one.changed) & set(found), "resubmitted")
        for event in one.events:
            if event.question in found:
                _happen(event, found, undecided)
        back = sent_back(one.events)
    return found


def sent_back(events: Iterable[Happened]) -> frozenset[str]:
    """The questions that were sent back, of all that happened to one submission."""
    return frozenset(event.question for event in events if event.kind == "sent-back")


def to_send_back(rounds: Sequence[Round]) -> frozenset[str]:
    """The questions for which a change is requested that was not sent back yet.

    A request of an earlier round waits on, unless the answer was changed since.
    """
    spoken = {event.question for one in rounds for event in one.events}
    requested = {
        question
        for question, state in states(spoken, rounds).items()
        if state == "changes requested"
    }
    return frozenset(requested) - sent_back(rounds[-1].events)


def as_sent(events: Iterable[Event]) -> list[Event]:
    """What the supplier reads of what happened to one question: a request for a change stands
    there once it was sent back, and one that was dropped before never does.
    """
    sent: list[Event] = []
    unsent: list[Event] = []
    for event in events:
        if event.kind == "change-requested":
            unsent.append(event)
        elif event.kind == "sent-back":
            sent += [*unsent, event]
            unsent = []
        else:
            unsent = unsent if event.kind == "said" else []
            sent += [event] if event.kind != "request-withdrawn" else []
    return sent


def replied_since(events: Sequence[Happened]) -> frozenset[str]:
    """The questions that were sent back and that the supplier has written about since.

    What is written about a check counts for every question that the check compares.
    """
    back: set[str] = set()
    replied: set[str] = set()
    for event in events:
        if event.kind == "sent-back":
            back.add(event.question)
        elif event.side == "supplier":
            replied |= _about(event, events) & back
    return frozenset(replied)


def waiting_for_company(events: Iterable[Happened]) -> frozenset[str]:
    """The questions on which the supplier spoke last."""
    last = {event.question: event.side for event in events}
    return frozenset(question for question, side in last.items() if side == "supplier")


def came_back(events: Iterable[Happened], newest: int) -> frozenset[str]:
    """The questions that were sent back, that came back with the newest submission or before,
    and that nobody decided about since.
    """
    waiting: dict[str, int] = {}
    for event in events:
        if event.kind == "sent-back":
            waiting[event.question] = event.submission_id
        elif event.kind in DECIDED and event.submission_id > waiting.get(event.question, newest):
            del waiting[event.question]
    return frozenset(question for question, sent in waiting.items() if sent < newest)


def waiting_for_supplier(events: Iterable[Happened]) -> frozenset[str]:
    """The questions on which the company asked last, without sending them back."""
    last = {event.question: (event.side, event.kind) for event in events}
    asked = ("company", "said")
    return frozenset(question for question, happened in last.items() if happened == asked)


def open_again(
    questionnaire: Questionnaire,
    returned: frozenset[str],
    sealed: Mapping[str, Any],
    values: Mapping[str, Any],
) -> frozenset[str]:
    """The questions that can be changed after some were sent back: those, and whatever the
    answers lead to now and did not lead to when they were sealed.
    """
    led_to = visible(questionnaire, values) - visible(questionnaire, sealed)
    return (returned & set(questionnaire.questions)) | led_to


def _about(event: Happened, events: Iterable[Happened]) -> set[str]:
    if event.contradiction is None:
        return {event.question}
    return {one.question for one in events if one.contradiction == event.contradiction}


def _happen(event: Happened, now: dict[str, State], undecided: dict[str, State]) -> None:
    """Note a decision; `undecided` is what a question was before a change was asked for."""
    question = event.question
    if event.kind in DECIDED:
        if now[question] != "changes requested":
            undecided[question] = now[question]
        now[question] = DECIDED[event.kind]
    elif event.kind == "request-withdrawn" and now[question] == "changes requested":
        now[question] = undecided[question]
