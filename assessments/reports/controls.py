"""Controls by family, each with its answer and the state of its proof."""

from decimal import Decimal

from assessments.reports.material import Document, Material, decimal
from assessments.reports.supplier import Control, ControlFamily


def families(material: Material) -> tuple[ControlFamily, ...]:
    """The families of the ruleset in its order; those that do not apply have no score."""
    return tuple(_family(about["id"], about, material) for about in material.ruleset["families"])


def _family(key: str, about: Document, material: Material) -> ControlFamily:
    score = material.result["controls"][key]
    asked = [one["question"] for one in about["questions"]]
    proofs = _proofs(material)
    return ControlFamily(
        key=key,
        name=material.term("families", key, "name"),
        score=None if score is None else decimal(score),
        controls=tuple(
            Control(
                question=material.question(one),
                answer="; ".join(material.value_lines(one)),
                proof=proofs.get(one, ""),
            )
            for one in asked
            if one in material.questionnaire.questions
        ),
    )


def _proofs(material: Material) -> dict[str, str]:
    """The state of proof by question, from the share at which the score counted it."""
    shares = material.ruleset["proof"]["control"]
    names: dict[Decimal, list[str]] = {}
    for state, share in shares.items():
        names.setdefault(decimal(share), []).append(material.term("proof", state, "name"))
    return {
        line["questions"][0]: " or ".join(names[decimal(line["inputs"]["proof"])]).capitalize()
        for line in material.trace("control")
    }
