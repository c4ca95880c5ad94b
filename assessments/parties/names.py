"""How names are compared: without case, accents of typing, and doubled spaces."""

import unicodedata

APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`ʻʼ", "ʻ"))


def folded(name: str) -> str:
    """The form of a name that search and sorting use; the same for every way of typing oʻ."""
    plain = unicodedata.normalize("NFKC", name).translate(APOSTROPHES)
    return " ".join(plain.casefold().split())
