"""What is not known, and which answers do not fit together."""

from assessments.reports.material import Document, Material, decimal
from assessments.reports.supplier import Contradiction, Named, Unknown
from assessments.reports.wording import NO_REPLY_TO_CHECK, UNKNOWN_STATES


def unknowns(material: Material) -> tuple[Unknown, ...]:
    """The questions without an answer in the order of the result: what matters most first."""
    return tuple(
        Unknown(
            question=material.question(one["question"]),
            state=material.reader.said(UNKNOWN_STATES[one["state"]]),
            gateway=bool(one["gateway"]),
            critical=material.is_critical(one["question"]),
        )
        for one in material.result["unknowns"]
    )


def unknown_rules(material: Material) -> tuple[Named, ...]:
    """The rules that could neither fire nor be ruled out."""
    return tuple(
        Named(rule, material.term("rules", rule, "title"))
        for rule in material.result["unknown_rules"]
    )


def contradictions(material: Material) -> tuple[Contradiction, ...]:
    """Each fired check with the answers that do not fit, side by side."""
    return tuple(_contradiction(one, material) for one in material.result["fired_checks"])


def _contradiction(fired: Document, material: Material) -> Contradiction:
    check = fired["check"]
    return Contradiction(
        check=check,
        severity=material.term("check_severities", fired["severity"], "name"),
        title=material.term("checks", check, "title"),
        question=material.term("checks", check, "question"),
        answers=material.given(fired["questions"]),
        points_off=int(fired["points_off"]),
        suspected=tuple((key, decimal(value)) for key, value in fired["suspected"].items()),
        reply=material.reader.said(NO_REPLY_TO_CHECK),
    )
