"""Inherent risk: each part with what was read and where it comes from."""

from assessments.reports.glance import percent
from assessments.reports.material import Material, decimal
from assessments.reports.reckoning import score_parts
from assessments.reports.supplier import Inherent, InherentPart

PARTS = ("country", "sector", "workforce", "recruitment")


def inherent(material: Material) -> Inherent:
    """Country, sector, workforce and recruitment, what listed goods add, and the floor."""
    found = material.result["inherent"]
    return Inherent(
        score=decimal(found["score"]),
        floored=decimal(found["floored"]),
        parts=tuple(_part(step, material) for step in PARTS),
        overlay=score_parts(material.trace("overlay"), material),
        floor=_floor(material),
    )


def _part(step: str, material: Material) -> InherentPart:
    weight = percent(material.ruleset["inherent"]["weights"][step])
    return InherentPart(
        name=material.term("steps", step, "name"),
        score=decimal(material.result["inherent"][step]),
        weight=f"weight {weight} %",
        parts=score_parts(material.trace(step), material),
    )


def _floor(material: Material) -> str:
    found = material.result["inherent"]
    score, floored = decimal(found["score"]), decimal(found["floored"])
    if floored <= score:
        return ""
    return (
        f"For the line of state-imposed forced labour alone the inherent risk counts as "
        f"{floored:.1f}: {material.term('steps', 'floor', 'plain')}"
    )
