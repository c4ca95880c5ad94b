"""Characters that a reader cannot see, or that turn a line around."""

import unicodedata

CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
JOINERS = frozenset("\u200c\u200d")  # Persian and Indic scripts are misspelt without them
BREAKS = frozenset("\n\t")


def hidden_character(text: str, allowed: frozenset[str] = BREAKS) -> str:
    """Return which hidden character a text has and where; nothing where it has none."""
    for position, character in enumerate(text, start=1):
        if unicodedata.category(character) in CATEGORIES and character not in allowed:
            return f"a character that cannot be seen (U+{ord(character):04X}, at {position})"
    return ""
