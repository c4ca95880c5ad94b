"""Step 6 with intervals: what the strength of each family of controls can be."""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.conditions import HIDDEN
from scoring.exact import Number
from scoring.ranges.intervals import Interval, Part, in_tenths, mean
from scoring.ranges.outlook import Outlook
from scoring.ruleset import Ruleset
from scoring.ruleset.parts import Control, Family

NOT_COUNTED = (HIDDEN, "na")


class Strength(NamedTuple):
    """What K can be, 0 to 100. `sure`: some question of the family applies whatever happens."""

    strength: Interval
    sure: bool


class ControlRange:
    """What the controls of an answer set can be worth; made once for a ruleset."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._families = ruleset.families
        self._proof = ruleset.control_proof
        worth = ruleset.control_proof.values()
        self._any_proof = Interval(min(worth), max(worth))

    def score(self, outlook: Outlook, proofs: Mapping[str, str]) -> dict[str, Strength | None]:
        """Return the strength of each family; None where none of its questions can apply."""
        return {family.id: self._family(family, outlook, proofs) for family in self._families}

    def _family(
        self, family: Family, outlook: Outlook, proofs: Mapping[str, str]
    ) -> Strength | None:
        parts = [
            part
            for control in family.controls
            for part in [self._part(control, outlook, proofs)]
            if part is not None
        ]
        strength = mean(parts)
        if strength is None:
            return None
        scaled = Interval(100 * strength.low, 100 * strength.high)
        return Strength(in_tenths(scaled), any(part.sure and part.weight for part in parts))

    def _part(self, control: Control, outlook: Outlook, proofs: Mapping[str, str]) -> Part | None:
        question = control.question
        answers = outlook.of(question)
        if answers is None:
            return Part(control.weight, 0, self._any_proof.high, sure=False)
        values = [control.value(answer) for answer in answers if answer not in NOT_COUNTED]
        if not values:
            return None
        proof = self._worth(question, outlook, proofs)
        return Part(
            control.weight,
            min(values) * proof.low,
            max(values) * proof.high,
            sure=len(values) == len(answers),
        )

    def _worth(self, question: str, outlook: Outlook, proofs: Mapping[str, str]) -> Interval:
        """Any proof may still come with an open answer; an answer that is kept keeps its own."""
        if outlook.is_open(question) and question not in outlook.kept:
            return self._any_proof
        worth: Number = self._proof[proofs.get(question) or "none"]
        return Interval(worth, worth)
