"""One set of answers on the engine's desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.conditions import HIDDEN
from scoring.trace import Line


@dataclass(slots=True)
class Sheet:
    """The answers that count (HIDDEN where not asked) with facts, proof, date, and the reasons

    written down so far.
    """

    values: dict[str, Any]
    proofs: Mapping[str, str]
    on: str
    lines: list[Line] = field(default_factory=list)

    def proof(self, question: str) -> str:
        """The state of proof of a question; `none` where it was not shown."""
        if self.values[question] is HIDDEN:
            return "none"
        return self.proofs.get(question) or "none"
