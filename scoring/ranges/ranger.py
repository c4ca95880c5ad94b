"""Step 13: the lowest and the highest headline that the open questions still allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scoring.conditions import Condition
from scoring.engine import Scorer
from scoring.exact import one_decimal
from scoring.ranges.conditions import Foreseen, foresee
from scoring.ranges.controls import ControlRange
from scoring.ranges.forecast import Forecast
from scoring.ranges.headline import HeadlineRange
from scoring.ranges.inherent import InherentRange
from scoring.ranges.intervals import Interval
from scoring.ranges.observed import ObservedRange
from scoring.ranges.outlook import Outlook
from scoring.result import Result


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is not answered, or not so that every rule can be decided.

    `width` is how wide the range would be with this question alone open, all others taken as
    they stand; in points of the headline.
    """

    question: str
    width: Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """`low` and `high` are headlines in tenths; `open` the open questions, widest first."""

    low: Fraction
    high: Fraction
    open: tuple[OpenQuestion, ...]

    def document(self) -> dict[str, Any]:
        """Return the range as plain data; numbers are Decimals with one decimal."""
        return {
            "low": one_decimal(self.low),
            "high": one_decimal(self.high),
            "open": [
                {"question": one.question, "width": one_decimal(one.width)} for one in self.open
            ],
        }


class Ranger:
    """Calculates the range of results of one scorer; made once and used again and again."""

    def __init__(self, scorer: Scorer) -> None:
        ruleset = scorer.ruleset
        self._scorer = scorer
        seen: dict[str, Foreseen] = {}

        def foreseen(condition: Condition) -> Foreseen:
            if condition.text not in seen:
                seen[condition.text] = foresee(condition, ruleset.names)
            return seen[condition.text]

        self._inherent = InherentRange(scorer, foreseen)
        self._controls = ControlRange(ruleset)
        self._observed = ObservedRange(ruleset, foreseen)
        self._headline = HeadlineRange(ruleset, foreseen)
        self._forecast = Forecast(scorer, seen.values())

    def range(self, document: Mapping[str, Any], result: Result | None = None) -> Range:
        """Return the range of a document; `result` is its result, where it is at hand.

        The headline lies in it. However the open questions are answered, with whatever proof, the
        new headline lies in it too, and so does the new range. Open are the questions asked that
        are blank or dont_know, what is hidden only because of them, and the answers that leave a
        condition unknown. Each rule, factor and control that hangs on them counts on its own, so
        that the range may be wider than it need be, never narrower. Where nothing is open, low,
        high and headline are the same.
        """
        values = self._scorer.values(document) if result is None else result.values
        proofs, on = document.get("proof") or {}, document["on"]

        questions = self._forecast.open_questions(values)
        every = frozenset(questions)

        def between(left: frozenset[str]) -> Interval:
            outlook = self._forecast.outlook(values, proofs, every - left, left)
            return self._headline_of(outlook, proofs, on)

        widths = []
        for question in questions:
            low, high = between(frozenset((question,)))
            widths.append(OpenQuestion(question, Fraction(high - low)))
        widths.sort(key=lambda one: -one.width)
        low, high = between(every)
        return Range(Fraction(low), Fraction(high), tuple(widths))

    def span(self, document: Mapping[str, Any]) -> Interval:
        """Return low and high alone, without the open questions one by one."""
        values = self._scorer.values(document)
        left = frozenset(self._forecast.open_questions(values))
        proofs = document.get("proof") or {}
        outlook = self._forecast.outlook(values, proofs, frozenset(), left)
        return self._headline_of(outlook, proofs, document["on"])

    def _headline_of(self, outlook: Outlook, proofs: Mapping[str, str], on: str) -> Interval:
        return self._headline.score(
            outlook,
            on,
            self._inherent.score(outlook),
            self._controls.score(outlook, proofs),
            self._observed.score(outlook),
        )
