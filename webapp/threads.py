"""What both sides said about an answer, as the template `macros/thread.html` shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from assessments.reviews.models import ReviewEvent


@dataclass(frozen=True)
class Said:
    """Something that happened to a question: `kind` says what, `until` by when it is expected."""

    side: str
    author: str
    kind: str
    when: str
    until: str
    text: str


def said(
    events: Iterable[ReviewEvent],
    *,
    check_words: Callable[[str], str],
    day: Callable[[date], str],
    moment: Callable[[datetime], str],
) -> list[Said]:
    """Events in words. A check that was put to the supplier speaks by its own question."""
    return [
        Said(
            side=event.side,
            author=event.author,
            kind=event.kind,
            when=moment(event.at),
            until=day(event.due_on) if event.due_on else "",
            text=event.text or _question(event, check_words),
        )
        for event in events
    ]


def _question(event: ReviewEvent, check_words: Callable[[str], str]) -> str:
    return check_words(event.contradiction) if event.contradiction else ""
