"""Which Chinese region a free text names."""

import re
import unicodedata
from collections.abc import Iterable

_CHINESE = re.compile(r"[㐀-鿿]+")


def plain(text: str) -> str:
    """Case-folded, punctuation to spaces, Chinese characters set apart, one space each side."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(sign if sign.isalnum() else " " for sign in folded)
    words = _CHINESE.sub(r" \g<0> ", letters).split()
    return f" {' '.join(words)} "


class Regions:
    """The regions that a text can name, by alias: whole words, Chinese aliases anywhere."""

    def __init__(self, aliases: Iterable[tuple[str, str]]) -> None:
        self._aliases = [
            (plain(alias).strip() if _CHINESE.search(alias) else plain(alias), region)
            for alias, region in aliases
        ]

    def named(self, text: str) -> frozenset[str]:
        """Return every region that the text names (ISO 3166-2), possibly none."""
        words = plain(text)
        return frozenset(region for alias, region in self._aliases if alias in words)
