"""Where in the source of a ruleset something is written, as far as its lines tell."""

import re

_ID = re.compile(r'(?:^|[ {])id = "([^"]{1,64})"')
_KEY = re.compile(r"([A-Za-z0-9_.-]{1,128}) = ")
NEAR = 60


class Places:
    """The lines of a TOML source by the headings, ids and keys that stand in them."""

    def __init__(self, source: str) -> None:
        self._lines = source.splitlines()
        self._found: dict[tuple[str, str], int] = {}
        for number, line in enumerate(self._lines, start=1):
            self._note(line, number)

    def line(self, rule: str, place: str) -> int:
        """The line where a rule or section, and in it a key, is written; 0 where none is found."""
        headings = (rule, f"rules.{rule}", f"checks.{rule}", f"{rule}.{place}")
        anchors = [("id", rule), *(("heading", name) for name in headings), ("key", rule)]
        at = next((self._found[anchor] for anchor in anchors if anchor in self._found), 0)
        return self._near(at, place) or at if at and place else at

    def _note(self, line: str, number: int) -> None:
        if line.startswith("["):
            name = line.partition("#")[0].strip().strip("[]")
            self._found.setdefault(("heading", name), number)
        elif found := _KEY.match(line):
            self._found.setdefault(("key", found[1]), number)
        if found := _ID.search(line):
            self._found.setdefault(("id", found[1]), number)

    def _near(self, at: int, place: str) -> int:
        """The line of a key below a heading, before the next one."""
        texts = (f"{place} = ", f"{place.split('.')[0]} = ")
        for number, line in enumerate(self._lines[at : at + NEAR], start=at + 1):
            if line.startswith("["):
                return 0
            if any(line.startswith(text) or f" {text}" in line for text in texts):
                return number
        return 0
