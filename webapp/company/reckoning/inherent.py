"""Inherent risk: country, sector, workforce, recruitment, listed goods, and the floor."""

from decimal import Decimal

from flask_babel import gettext as _

from assessments.reports.material import Document, Material, decimal
from webapp.company.reckoning.steps import TIMES, Step, Total, rounded, step_of
from webapp.company.words import exact

PARTS = ("country", "sector", "workforce", "recruitment")


def inherent(material: Material) -> list[Total]:
    """Each part with the answers and rows behind it, their weighted sum, and the floor."""
    return [*(_part(step, material) for step in PARTS), _whole(material), *_floor(material)]


def _part(step: str, material: Material) -> Total:
    return Total(
        title=material.term("steps", step, "name"),
        steps=[_because(line, material) for line in material.trace(step)],
        equals=_exactly(step, material),
        plain=material.term("steps", step, "plain"),
        anchor=step,
    )


def _exactly(part: str, material: Material) -> Decimal:
    """The part as the weighted sum reads it, before it was rounded for reports."""
    line = next(line for line in material.trace("base") if line["item"] == part)
    return decimal(line["inputs"]["value"])


def _because(line: Document, material: Material) -> Step:
    """A line with the condition of the ruleset that it met, or the product that it is."""
    inputs = line["inputs"]
    if "country" in inputs:
        share, country = exact(inputs["share"]), exact(inputs["country"])
        return step_of(line, material, formula=rounded(f"{share} {TIMES} {country}"))
    return step_of(line, material, condition=_grade(line, material))


def _grade(line: Document, material: Material) -> str:
    factors = material.ruleset.get(line["step"], ())
    grades = [one for factor in factors if factor["id"] == line["item"] for one in factor["first"]]
    met = (one["when"] for one in grades if decimal(one["points"]) == decimal(line["points"]))
    return next(met, "")


def _whole(material: Material) -> Total:
    base = material.trace("base")
    weighted = [_weighted(line, material) for line in base if line["inputs"]]
    goods = [step_of(line, material) for line in material.trace("overlay")]
    ends = [step_of(line, material) for line in base if not line["inputs"]]
    return Total(
        title=material.term("steps", "inherent", "name"),
        steps=[*weighted, *goods, *ends],
        equals=decimal(material.result["inherent"]["score"]),
        plain=material.term("steps", "inherent", "plain"),
        anchor="inherent",
    )


def _weighted(line: Document, material: Material) -> Step:
    inputs = line["inputs"]
    return step_of(
        line, material, formula=f"{exact(inputs['weight'])} {TIMES} {exact(inputs['value'])}"
    )


def _floor(material: Material) -> list[Total]:
    lines = material.trace("floor")
    if not lines:
        return []
    score = Step(
        name=material.term("steps", "inherent", "name"),
        points=decimal(material.result["inherent"]["score"]),
    )
    return [
        Total(
            title=material.term("steps", "floor", "name"),
            steps=[score, *(_raised(line, material) for line in lines)],
            equals=decimal(material.result["inherent"]["floored"]),
            plain=material.term("steps", "floor", "plain"),
            anchor="floor",
        )
    ]


def _raised(line: Document, material: Material) -> Step:
    least = _("At least %(least)s") % {"least": exact(line["inputs"]["at_least"])}
    return step_of(line, material, note=least)
