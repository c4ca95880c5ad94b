"""The order in which people look for a name in a list, by the alphabet of their language."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TypeVar

CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"
LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
ALPHABETS: Mapping[str, str] = {
    "ru": CYRILLIC,
    "kk": "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я",
    "ky": "а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я",
    "uz": "a b c d e f g h i j k l m n o p q r s t u v w x y z oʻ gʻ sh ch",
    "uz-Cyrl": "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш ъ ь э ю я ў қ ғ ҳ",
    "tk": "a b c ç d e ä f g h i j ž k l m n ň o ö p q r s ş t u ü v w x y ý z",
}
APOSTROPHES = dict.fromkeys(map(ord, "ʼ‘’'`"), "ʻ")
Name = TypeVar("Name", bound=str)
FOREIGN = 1000
"""Letters of other alphabets come after our own, and everything else before."""


def in_order(named: Iterable[tuple[str, Name]], language: str) -> list[tuple[str, Name]]:
    """(key, name) in the order of the names in a language."""
    place = order(language)
    return sorted(named, key=lambda pair: place(pair[1]))


@cache
def order(language: str) -> Callable[[str], list[int]]:
    """What to sort names by. A letter with a mark stands beside the plain one, unless the alphabet
    has a place for it."""
    letters = ALPHABETS.get(language, LATIN).split()
    places = {letter: place for place, letter in enumerate(letters, start=1)}
    longest_first = sorted(letters, key=len, reverse=True)
    pieces = re.compile("|".join([*longest_first, "."]), re.DOTALL)

    def place(text: str) -> list[int]:
        written = unicodedata.normalize("NFC", text).casefold().translate(APOSTROPHES)
        found = (_place(piece, places) for piece in pieces.findall(written))
        return [one for several in found for one in several]

    return place


def _place(piece: str, places: Mapping[str, int]) -> list[int]:
    if piece in places:
        return [places[piece]]
    plain = [c for c in unicodedata.normalize("NFKD", piece) if not unicodedata.combining(c)]
    return [places.get(c, FOREIGN + ord(c) if c.isalpha() else 0) for c in plain]
