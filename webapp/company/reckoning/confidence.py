"""How far the answers can be relied on: four parts, their sum, and what holds it down."""

from decimal import Decimal

from flask_babel import gettext as _

from assessments.reports.material import Document, Material, decimal
from webapp.company.reckoning.steps import MINUS, TIMES, Step, Total, of_answer, of_check, step_of
from webapp.company.words import exact


def confidence(material: Material) -> list[Total]:
    """Completeness, evidence, consistency, verification, and the weighted sum of them."""
    lines = material.trace("confidence")
    return [
        _completeness(material),
        _evidence(material),
        _part("consistency", material),
        _part("verification", material),
        Total(
            title=material.term("steps", "confidence", "name"),
            steps=[_weighted(line, material) for line in lines],
            equals=decimal(material.result["confidence"]["score"]),
            plain=material.term("steps", "confidence", "plain"),
            anchor="confidence",
        ),
    ]


def _completeness(material: Material) -> Total:
    share = material.ruleset["confidence"]["dont_know_counts"]
    (line,) = material.trace("completeness")
    shown, blank, unsure = (exact(line["inputs"][key]) for key in ("shown", "blank", "dont_know"))
    left = f"{shown} {MINUS} {blank} {MINUS} {unsure} + {exact(share)} {TIMES} {unsure}"
    formula = f"100 {TIMES} ({left}) / {shown}" if shown != "0" else ""
    return _total("completeness", [], material, formula=formula)


def _evidence(material: Material) -> Total:
    lines = material.trace("evidence")
    steps = [of_answer(line, material) for line in lines]
    shown = sum((step.points or Decimal(0) for step in steps), Decimal(0))
    formula = f"100 {TIMES} {exact(shown)} / {len(lines)}" if lines else ""
    return _total("evidence", steps, material, formula=formula)


def _part(part: str, material: Material) -> Total:
    steps = [
        of_check(line, material) if line["rule"] else step_of(line, material)
        for line in material.trace(part)
    ]
    return _total(part, steps, material)


def _total(part: str, steps: list[Step], material: Material, formula: str = "") -> Total:
    return Total(
        title=material.term("steps", part, "name"),
        steps=steps,
        equals=_exactly(part, material),
        plain=material.term("steps", part, "plain"),
        formula=formula,
        anchor=part,
    )


def _exactly(part: str, material: Material) -> Decimal:
    """The part as the sum of confidence reads it, before it was rounded for the first page."""
    line = next(line for line in material.trace("confidence") if line["item"] == part)
    return decimal(line["inputs"]["value"])


def _weighted(line: Document, material: Material) -> Step:
    inputs = line["inputs"]
    if "cap" in inputs:
        most = _("At most %(most)s") % {"most": exact(inputs["cap"])}
        return step_of(line, material, note=most)
    if "weight" not in inputs:
        return step_of(line, material)
    formula = f"{exact(inputs['weight'])} {TIMES} {exact(inputs['value'])}"
    return step_of(line, material, formula=formula)
