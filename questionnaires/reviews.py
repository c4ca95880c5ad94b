"""Who has reviewed a translation: a line in the file beside it, which names the exact wording.

The state of a text is "missing", "drafted", "reviewed", or "stale": reviewed once, but the English
text or its translation has changed since.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

MISSING, DRAFTED, STALE, REVIEWED = STATES = ("missing", "drafted", "stale", "reviewed")


@dataclass(frozen=True, slots=True)
class Review:
    """A native speaker has read a text: who, when, and which wording."""

    by: str
    on: date
    wording: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of one file of texts, by the key of the text."""

    of: Mapping[str, Review] = field(default_factory=dict)

    def state(self, key: str, english: str, translation: str) -> str:
        """How far the translation of a text has come."""
        if not translation:
            return MISSING
        review = self.of.get(key)
        if review is None:
            return DRAFTED
        return REVIEWED if review.wording == wording(english, translation) else STALE


def wording(english: str, translation: str) -> str:
    """What stands for exactly this English text and exactly this translation."""
    return hashlib.sha256(f"{english}\0{translation}".encode()).hexdigest()[:12]


def read_reviews(path: Traversable) -> Reviews:
    """The reviews in a .review.toml; none where there is no such file."""
    if not path.is_file():
        return Reviews()
    found: dict[str, Any] = tomllib.loads(path.read_text("utf-8")).get("reviewed", {})
    return Reviews({key: Review(**entry) for key, entry in found.items()})
