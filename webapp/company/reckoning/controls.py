"""The strength of controls, family by family."""

from assessments.reports.material import Document, Material, decimal
from webapp.company.reckoning.steps import TIMES, Step, Total, of_answer, rounded, weighed
from webapp.company.words import exact


def controls(material: Material) -> list[Total]:
    """Each family from its controls, and the families together."""
    found = [_family(line, material) for line in material.trace("family")]
    return [*found, *(_whole(line, material) for line in material.trace("control_total"))]


def _family(family: Document, material: Material) -> Total:
    key, inputs = family["item"], family["inputs"]
    lines = [line for line in material.trace("control") if line["item"] == key]
    return Total(
        title=f"{key} {material.term('families', key, 'name')}",
        steps=[_control(line, material) for line in lines],
        equals=decimal(family["points"]),
        formula=rounded(f"100 {TIMES} {exact(inputs['sum'])} / {exact(inputs['weight'])}"),
        anchor=key,
    )


def _control(line: Document, material: Material) -> Step:
    factors = (exact(line["inputs"][key]) for key in ("weight", "value", "proof"))
    return of_answer(line, material, formula=f" {TIMES} ".join(factors))


def _whole(line: Document, material: Material) -> Total:
    held, weights = weighed(line["inputs"])
    return Total(
        title=material.term("steps", "control_total", "name"),
        steps=[],
        equals=decimal(line["points"]),
        plain=material.term("steps", "control_total", "plain"),
        formula=rounded(f"({held}) / ({weights})") if held else "",
        anchor="total",
    )
