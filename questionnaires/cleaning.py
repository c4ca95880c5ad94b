"""Text from outside, made safe to store: one form of each letter, no control characters."""

import unicodedata

KEPT_CONTROLS = "\n\t"


def clean_text(text: str) -> str:
    """The text in NFC without control characters (line breaks and tabs stay) and outer spaces.

    Line ends become one kind; characters that no database can store (lone surrogates) go.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    stored = "".join(c for c in unified if storable(c))
    return unicodedata.normalize("NFC", stored).strip()


def storable(character: str) -> bool:
    """Whether a single character can be stored and printed."""
    if character in KEPT_CONTROLS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cs")


def one_line(text: str) -> str:
    """The cleaned text on one line, each run of white space being one space."""
    return " ".join(clean_text(text).split())
