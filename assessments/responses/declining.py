"""Why somebody would rather not answer: a reason of a closed list, with words of their own.

A declined question has no value: it counts as unknown, never as “no”.
"""

from dataclasses import dataclass

REASONS = ("confidential", "forbidden", "endangers", "other")
OTHER = "other"
LONGEST_WORDS = 200
APART = ": "


@dataclass(frozen=True)
class Declined:
    """A reason of `REASONS`, and what was added to it in one's own words."""

    reason: str
    words: str = ""

    @property
    def text(self) -> str:
        """How it is kept beside the answer and sealed."""
        return f"{self.reason}{APART}{self.words}" if self.words else self.reason


def declined_of(text: str) -> Declined:
    """What `Declined.text` was made from. A reason that is not of the list is in its own words."""
    reason, _apart, words = text.partition(APART)
    return Declined(reason, words) if reason in REASONS else Declined(OTHER, text)
