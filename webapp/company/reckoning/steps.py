"""Lines of arithmetic, and how a line of the trace becomes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from assessments.reports.material import Document, Material, decimal
from assessments.reports.reckoning import name_of
from webapp.company.words import exact

TIMES, MINUS = "×", "−"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line: what it is about, what it adds, the answers and rows that it rests on.

    `points` is None where a line adds nothing by itself. `answer`, `rule`, `check`, `indicator`
    and `part` name what the figure comes from, each with a page of its own; `condition` is the
    text in the ruleset that was met.
    """

    name: str
    points: Decimal | None = None
    formula: str = ""
    note: str = ""
    condition: str = ""
    questions: tuple[str, ...] = ()
    reference: tuple[Document, ...] = ()
    answer: str = ""
    rule: str = ""
    check: str = ""
    indicator: str = ""
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Total:
    """Steps, and what they come to; by plain adding unless `formula` says how."""

    title: str
    steps: Sequence[Step]
    equals: Decimal | None
    plain: str = ""
    formula: str = ""
    anchor: str = ""


def step_of(line: Document, material: Material, **more: str) -> Step:
    """A line of the trace as it is. Name the rule's or check's own page in `more`."""
    return Step(
        name=more.pop("name", "") or name_of(line, material),
        points=None if line["points"] is None else decimal(line["points"]),
        questions=tuple(line["questions"]),
        reference=tuple(line["reference"]),
        **more,
    )


def of_answer(line: Document, material: Material, formula: str = "") -> Step:
    """A line that is about one answer."""
    (key,) = line["questions"]
    points = decimal(line["points"])
    return Step(name=material.question(key), points=points, formula=formula, answer=key)


def of_check(line: Document, material: Material) -> Step:
    """A line that a fired check wrote."""
    title = material.term("checks", line["rule"], "title")
    return step_of(line, material, name=title, check=line["rule"])


def of_rule(line: Document, material: Material) -> Step:
    """A line that a fired rule wrote."""
    title = material.term("rules", line["rule"], "title")
    return step_of(line, material, name=title, rule=line["rule"])


def families(inputs: Mapping[str, Any]) -> list[str]:
    """The families of controls among the inputs of a line."""
    return [key for key in inputs if f"{key}_weight" in inputs]


def weighed(inputs: Mapping[str, Any]) -> tuple[str, str]:
    """The families, each with its weight, written out as a sum; and their weights."""
    keys = families(inputs)
    held = (f"{exact(inputs[f'{key}_weight'])} {TIMES} {exact(inputs[key])}" for key in keys)
    return " + ".join(held), " + ".join(exact(inputs[f"{key}_weight"]) for key in keys)


def rounded(formula: str) -> str:
    """A formula whose outcome is rounded."""
    return str(_("%(formula)s, rounded to one decimal", formula=formula))
