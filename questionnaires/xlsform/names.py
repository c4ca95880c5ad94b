"""Keys for what a form calls by names of its own."""

import keyword
import re

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
LONGEST = 60


class Keys:
    """Gives each name a key, each key once."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def take(self, name: str) -> str:
        """A key for a name: the name itself wherever it can be one and is free."""
        key = name if KEY.fullmatch(name) and not keyword.iskeyword(name) else _fitted(name)
        free, number = key, 1
        while free in self.given:
            number += 1
            free = f"{key[:LONGEST]}_{number}"
        self.given.add(free)
        return free


def _fitted(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)[:LONGEST].strip("_") or "q"
    plain = plain if plain[0].isalpha() else f"q_{plain}"
    return f"{plain}_" if keyword.iskeyword(plain) else plain
