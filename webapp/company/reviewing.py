"""What the pages of a review show: every question with its state, its answers and its thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import format_date, format_datetime

from assessments.reports.gaps import contradictions
from assessments.reports.material import Material
from assessments.reports.reading import Reading
from assessments.reports.supplier import Contradiction
from assessments.reviews import status
from assessments.reviews.models import ReviewEvent
from assessments.reviews.queries import Review
from assessments.reviews.status import STATES, State
from webapp.threads import Said, said


@dataclass(frozen=True)
class Reviewed:
    """One question: its state, its answer, and the answer before where that differs.

    `unread` says that the supplier wrote last, `asked` that the company asked and waits.
    """

    key: str
    question: str
    state: State
    lines: Sequence[str]
    before: Sequence[str]
    thread: Sequence[Said]
    unread: bool
    asked: bool
    with_supplier: bool
    to_send_back: bool


@dataclass(frozen=True)
class Doubtful:
    """A fired check: its words, whether it was put to the supplier, and what came back.

    `learned_elsewhere` says that it rests on something that the supplier did not say.
    """

    words: Contradiction
    questions: Sequence[str]
    put: bool
    reply: Sequence[Said]
    learned_elsewhere: bool


def reviewed(reading: Reading, review: Review) -> list[Reviewed]:
    """Every question that was asked or talked about, in the order of the questionnaire."""
    material = reading.material
    spoken = {event.question for event in review.events}
    keys = [
        key
        for key in material.questionnaire.questions
        if key not in material.hidden or key in spoken
    ]
    states = review.states(keys)
    unread = status.waiting_for_company(review.events)
    asked = status.waiting_for_supplier(review.events)
    earlier = _earlier(material, review)
    return [
        Reviewed(
            key=key,
            question=material.question(key),
            state=states[key],
            lines=material.value_lines(key),
            before=_before(material, earlier, key),
            thread=_said(material, review.thread(key)),
            unread=key in unread,
            asked=key in asked,
            with_supplier=key in review.sent_back,
            to_send_back=key in review.to_send_back,
        )
        for key in keys
    ]


def by_state(questions: Sequence[Reviewed]) -> list[tuple[State, list[Reviewed]]]:
    """The questions in groups, what waits for the company first; empty groups are left out."""
    groups = [(state, [one for one in questions if one.state == state]) for state in STATES]
    return [(state, ones) for state, ones in groups if ones]


def doubtful(reading: Reading, review: Review) -> list[Doubtful]:
    """The answers that do not fit together, with what was done about them."""
    material = reading.material
    fired = {one["check"]: one["questions"] for one in material.result["fired_checks"]}
    return [
        Doubtful(
            words=one,
            questions=fired[one.check],
            put=one.check in review.contradictions,
            reply=_said(material, [reply] if (reply := review.reply_to(one.check)) else []),
            learned_elsewhere=_reads_signals(material, one.check),
        )
        for one in contradictions(material)
    ]


def _said(material: Material, events: Sequence[ReviewEvent]) -> list[Said]:
    return said(
        events,
        check_words=lambda check: material.term("checks", check, "question"),
        day=lambda on: str(format_date(on, "d MMM y")),
        moment=lambda at: str(format_datetime(at, "d MMM y HH:mm")),
    )


def _earlier(material: Material, review: Review) -> Material | None:
    return replace(material, snapshot=review.before.snapshot) if review.before else None


def _before(material: Material, earlier: Material | None, key: str) -> Sequence[str]:
    if earlier is None:
        return ()
    old: Any = (earlier.values.get(key), earlier.answers.get(key, {}).get("declined"))
    new: Any = (material.values.get(key), material.answers.get(key, {}).get("declined"))
    return () if old == new else earlier.value_lines(key)


def _reads_signals(material: Material, check: str) -> bool:
    written = {one["id"]: one for one in material.ruleset["checks"]}
    return check in written and "signal_" in str(written[check]["when"])
