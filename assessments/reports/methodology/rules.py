"""Rules, checks and actions, one after the other, with their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.reports.deadlines import MILESTONES
from assessments.reports.methodology.markdown import bullets, code, table
from assessments.reports.methodology.method import Document, Method, figure

GROUPS = {
    "REC": "Recruitment",
    "PAY": "Pay",
    "MOV": "Documents, movement, lodging and contact",
    "HRS": "Hours",
    "EXT": "Leaving the job",
    "TRT": "Treatment",
    "VUL": "People at special risk, and structure",
    "SIF": "State-imposed labour",
    "UNK": "Not known",
}
SIDES = {
    "INV": "involuntary work (`INV`)",
    "MEN": "menace of a penalty (`MEN`)",
}
_UNITS = {"hours": "hours", "days": "days", "working_days": "working days"}


def severities(method: Method) -> str:
    """What the severities of rules mean."""
    return _meanings(method, "severities", ("Z", "R", "M", "L", "U"))


def check_severities(method: Method) -> str:
    """What the severities of checks mean."""
    return _meanings(method, "check_severities", ("major", "minor"))


def _meanings(method: Method, kind: str, keys: Sequence[str]) -> str:
    return table(
        ("Key", "Name", "Meaning"),
        [(key, method.name(kind, key), method.terms.text(kind, key, "plain")) for key in keys],
    )


def rules(method: Method) -> str:
    """Every rule under the heading of its group."""
    parts, group = [], ""
    for rule in method.document["rules"]:
        if rule["id"].rstrip("0123456789") != group:
            group = rule["id"].rstrip("0123456789")
            parts.append(f"### {GROUPS.get(group, group)}")
        parts.append(_rule(method, rule))
    return "\n\n".join(parts)


def _rule(method: Method, rule: Document) -> str:
    key = rule["id"]
    facts = [
        f"Severity: {method.name('severities', rule['severity'])} ({rule['severity']}).",
        f"Fires where {code(rule['when'])}",
        f"Adds {_points(method, rule.get('points', {}))}.",
        f"Asks for {rule['action']}: {method.name('actions', rule['action'])}.",
    ]
    if rule.get("icls"):
        facts.insert(1, f"Side of the 2018 definition: {SIDES[rule['icls']]}.")
    title = method.terms.text("rules", key, "title")
    sentence = method.terms.text("rules", key, "sentence")
    return f"#### {key} {title}\n\n{sentence}\n\n{bullets(facts)}"


def _points(method: Method, points: Mapping[str, Any]) -> str:
    told = [f"{figure(number)} to {method.indicator(code)}" for code, number in points.items()]
    return ", ".join(told) or "no points"


def checks(method: Method) -> str:
    """Every check with the question that the supplier is asked."""
    parts = []
    for check in method.document["checks"]:
        key = check["id"]
        facts = [
            (
                f"{method.name('check_severities', check['severity'])}; takes "
                f"{figure(check['points_off'])} points off consistency."
            ),
            f"Fires where {code(check['when'])}",
        ]
        if check.get("suspected"):
            facts.append(f"Adds {_points(method, check['suspected'])} until it is cleared up.")
        question = f"The supplier is asked: “{method.terms.text('checks', key, 'question')}”"
        title = method.terms.text("checks", key, "title")
        parts.append(f"#### {key} {title}\n\n{question}\n\n{bullets(facts)}")
    return "\n\n".join(parts)


def actions(method: Method) -> str:
    """Every action with its steps, what closes it, and its deadlines by severity."""
    return "\n\n".join(_action(method, key) for key in method.document["actions"])


def _action(method: Method, key: str) -> str:
    deadlines = method.document["actions"][key]["deadlines"]
    facts = [
        f"{method.name('severities', severity)} ({severity}): "
        f"{'; '.join(_deadline(step) for step in steps)}."
        for severity, steps in deadlines.items()
    ]
    steps = " ".join(method.terms.texts("actions", key, "steps"))
    closing = f"Closed by: {method.terms.text('actions', key, 'closing')}"
    return f"#### {key} {method.name('actions', key)}\n\n{steps}\n\n" + bullets([*facts, closing])


def _deadline(step: Mapping[str, Any]) -> str:
    unit = next(unit for unit in _UNITS if unit in step)
    what = MILESTONES.get(step["milestone"], step["milestone"].replace("_", " "))
    most = (
        f", by instalments up to {figure(step['at_most_days'])}" if "at_most_days" in step else ""
    )
    return f"{what.lower()} within {figure(step[unit])} {_UNITS[unit]}{most}"
