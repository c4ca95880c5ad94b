"""Sentences from below the web that pages show: English here, translated at the edge."""

from collections.abc import Callable
from dataclasses import dataclass

from questionnaires.catalogue import ENGLISH


def phrase(text: str) -> str:
    """Mark a text for translators: webapp/languages/extraction.py looks for this name."""
    return text


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


IN_ENGLISH = Reader()
