"""The corrective actions that the findings ask for, and the cases that the supplier declared."""

from assessments.reports.deadlines import deadlines, worst
from assessments.reports.material import Material
from assessments.reports.supplier import Action

_CASES = "cases"


def actions(material: Material) -> tuple[Action, ...]:
    """One action for all findings that name it, the one due first in front."""
    found = (_action(key, material) for key in material.result["actions"])
    return tuple(sorted(found, key=lambda one: (one.deadlines[0].on, one.key)))


def _action(key: str, material: Material) -> Action:
    asking = [one for one in material.result["findings"] if one["action"] == key]
    severity = worst([one["severity"] for one in asking])
    return Action(
        key=key,
        title=material.term("actions", key, "title"),
        severity=material.named("severities", severity),
        rules=tuple(one["rule"] for one in asking),
        steps=tuple(str(step) for step in material.terms.texts("actions", key, "steps")),
        deadlines=deadlines(
            material.ruleset, key, severity, material.due_from(key), material.reader
        ),
        closing=material.term("actions", key, "closing"),
    )


def cases(material: Material) -> tuple[str, ...]:
    """The cases of the answers, a line each, without names; empty where none was declared."""
    return () if _CASES in material.hidden else material.row_lines(_CASES)
