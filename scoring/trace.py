"""The reasons of a result, line by line: every number of it can be calculated from them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from scoring.exact import Number, decimal
from scoring.reference import Citation


class Line(NamedTuple):
    """One reason.

    `points` is what the line adds to the sum of its step (and of its indicator or family), None
    where it only explains. `item` is the indicator, family, factor, rule or part it is about;
    `indicator` is set where the line serves one. `questions` are the keys read; `inputs` the
    numbers that the points were calculated from.
    """

    step: str
    item: str
    points: Number | None
    questions: tuple[str, ...] = ()
    inputs: Mapping[str, Number] | None = None
    rule: str | None = None
    indicator: str | None = None
    reference: tuple[Citation, ...] = ()

    def document(self, answer: Callable[[str], Any]) -> dict[str, Any]:
        """Return the line as plain data; `answer` gives the answer to a question as read."""
        line: dict[str, Any] = {
            "step": self.step,
            "item": self.item,
            "points": None if self.points is None else decimal(self.points),
            "rule": self.rule,
            "questions": list(self.questions),
            "answers": {key: answer(key) for key in self.questions},
            "reference": [_cited(citation) for citation in self.reference],
            "inputs": {name: decimal(value) for name, value in (self.inputs or {}).items()},
        }
        if self.indicator is not None:
            line["indicator"] = self.indicator
        return line


def _cited(citation: Citation) -> dict[str, Any]:
    cited = citation._asdict()
    if not citation.certainty:
        del cited["certainty"]
    if not isinstance(citation.value, str | bool):
        cited["value"] = decimal(citation.value)
    return cited
