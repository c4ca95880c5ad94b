"""Sentences from below the web that pages show: English here, translated at the edge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from questionnaires.catalogue import ENGLISH


def phrase(text: str) -> str:
    """Mark a text for translators: webapp/languages/extraction.py looks for this name."""
    return text


class Filled(str):
    """A marked text with its placeholders filled in: English as it stands, and still translatable.

    What fills a placeholder is translated too where it is such a text itself.
    """

    __slots__ = ("filled", "pattern")
    pattern: str
    filled: Mapping[str, object]

    def __new__(cls, pattern: str, **filled: object) -> "Filled":
        made = super().__new__(cls, pattern.format(**filled))
        made.pattern, made.filled = pattern, filled
        return made


@dataclass(frozen=True)
class Reader:
    """Whoever reads: in which language, and what brings a marked text into it.

    Reports are read in English; a page gives the reader of its own.
    """

    language: str = ENGLISH
    translated: Callable[[str], str] = str

    def said(self, text: str, **filled: object) -> str:
        """A marked text in the language of the reader, with its placeholders filled in."""
        return self.translated(text).format(**filled)

    def told(self, text: str) -> str:
        """What a command refused with: a marked text, plain or filled in."""
        if not isinstance(text, Filled):
            return self.translated(text) if text else text
        parts = {
            name: self.told(part) if isinstance(part, Filled) else part
            for name, part in text.filled.items()
        }
        return self.said(text.pattern, **parts)


IN_ENGLISH = Reader()
