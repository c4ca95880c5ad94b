"""Strings that no page shows to a stranger: each text of the world carries one."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Marks:
    """The marks that were given out, and to whom each may be shown."""

    readers: dict[str, frozenset[str]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1000))

    def new(self, *readers: str) -> str:
        """A mark that only these principals may see. It survives lower case and addresses."""
        mark = f"canary{next(self._numbers)}x"
        self.readers[mark] = frozenset(readers)
        return mark

    def seen_wrongly(self, text: str, reader: str) -> Iterable[str]:
        """The marks in a text that its reader should not see."""
        lowered = text.lower()
        if "canary" not in lowered:
            return []
        return [
            mark
            for mark, readers in self.readers.items()
            if reader not in readers and mark in lowered
        ]
