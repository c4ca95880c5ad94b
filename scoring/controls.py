"""Step 6: what the supplier does, weighted by proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.conditions import HIDDEN
from scoring.exact import Number, tenths
from scoring.ruleset.parts import Family
from scoring.sheet import Sheet
from scoring.trace import Line


@dataclass(frozen=True, slots=True)
class ControlStrength:
    """K of each family (None where none of its questions applies) and the total, 0 to 100.

    `valued` are the control questions with a value above 0 and their state of proof.
    """

    families: Mapping[str, Number | None]
    total: Number
    valued: Mapping[str, str]


class ControlStep:
    """Calculates the strength of the controls of an answer set."""

    def __init__(self, families: tuple[Family, ...], proof: Mapping[str, Number]) -> None:
        self._families = families
        self._proof = proof

    def score(self, sheet: Sheet) -> ControlStrength:
        """Return the strength of the controls and note its reasons."""
        valued: dict[str, str] = {}
        families = {family.id: self._family(family, sheet, valued) for family in self._families}
        return ControlStrength(families, self._total(families, sheet), valued)

    def _family(self, family: Family, sheet: Sheet, valued: dict[str, str]) -> Number | None:
        total: Number = 0
        weights: Number = 0
        for control in family.controls:
            question = control.question
            answer = sheet.values[question]
            if answer is HIDDEN or answer == "na":
                continue
            value = control.value(answer)
            state = sheet.proof(question)
            proof = self._proof[state]
            points = control.weight * value * proof
            if value:
                valued[question] = state
            total += points
            weights += control.weight
            inputs = {"weight": control.weight, "value": value, "proof": proof}
            sheet.lines.append(Line("control", family.id, points, (question,), inputs))
        if not weights:
            return None
        strength = tenths(Fraction(100 * total) / weights)
        sheet.lines.append(
            Line("family", family.id, strength, inputs={"sum": total, "weight": weights})
        )
        return strength

    def _total(self, families: Mapping[str, Number | None], sheet: Sheet) -> Number:
        total: Number = 0
        weights: Number = 0
        inputs: dict[str, Number] = {}
        for family in self._families:
            strength = families[family.id]
            if strength is not None:
                total += family.weight * strength
                weights += family.weight
                inputs[family.id] = strength
                inputs[f"{family.id}_weight"] = family.weight
        strength = tenths(Fraction(total) / weights) if weights else 0
        sheet.lines.append(Line("control_total", "total", strength, inputs=inputs))
        return strength
