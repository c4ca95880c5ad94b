"""File names from outside, kept as text for people. They never become a path."""

import unicodedata

from assessments.evidence.limits import LONGEST_NAME

NAMELESS = "file"
UNSEEN = ("Cc", "Cf", "Co", "Cs")  # controls, direction marks, private use, surrogates
JOINERS = "\u200c\u200d"  # within words of some scripts, and within emoji
LONGEST_ENDING = 10


def display_name(given: str) -> str:
    """The name as it may be shown: NFC, one line, no control or direction marks, no folders.

    At most 200 characters, of which the ending is kept. Never empty. Scripts and emoji stay.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    visible = "".join(map(_visible, unicodedata.normalize("NFC", last)))
    name = unicodedata.normalize("NFC", " ".join(visible.split())).rstrip(" .")
    stem, ending = _split(name)
    stem = stem.strip(" ." + JOINERS) or NAMELESS
    return stem[: LONGEST_NAME - len(ending)] + ending


def ending_of(name: str) -> str:
    """The lower-case ending with its dot, or nothing."""
    return _split(name)[1].lower()


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if dot and ending.isascii() and ending.isalnum() and len(ending) <= LONGEST_ENDING:
        return stem, dot + ending
    return name, ""


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("Z") or character in "\t\n\r":
        return " "
    return "" if category in UNSEEN and character not in JOINERS else character
