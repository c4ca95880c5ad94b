"""Which answer is worse: the orders that a ruleset declares for its questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scoring.conditions import Name
from scoring.exact import Number
from scoring.ruleset.intake import Intake
from scoring.ruleset.parts import Rule

DIRECTIONS = {
    "more": ("number", "money"),
    "less": ("number", "money"),
    "more choices": ("multi",),
    "fewer choices": ("multi",),
    "more rows": ("table",),
}


@dataclass(frozen=True)
class Order:
    """The declared order of one question.

    `steps` are pairs (better, worse or equal) of choices next to each other in a chain; for the
    other types `direction` says which way is worse. `except_rules` are rules that a step may stop
    from firing; `above` bounds the numbers that are compared. No direction and no steps: the
    question is unordered, and `why` says why.
    """

    question: str
    direction: str = ""
    steps: frozenset[tuple[str, str]] = frozenset()
    except_rules: tuple[str, ...] = ()
    above: Number | None = None
    why: str = ""


def parse_orders(intake: Intake, document: Mapping[str, Any]) -> dict[str, Order]:
    """Return the order of each question of the section `questions`."""
    orders = {}
    for key, entry in intake.section(document, "questions").items():
        name = intake.vocabulary.get(key)
        if name is None or name.reads != (key,):
            intake.problem("questions", key, f"there is no question '{key}'")
        elif not isinstance(entry, Mapping):
            intake.problem("questions", key, "worse = … or unordered = … is needed")
        else:
            orders[key] = _order(intake, key, entry, name)
    return orders


def _order(intake: Intake, key: str, entry: Mapping[str, Any], name: Name) -> Order:
    where = f"questions.{key}"
    intake.keys(entry, where, (), ("worse", "unordered", "except_rules", "above", "why"))
    if ("worse" in entry) == ("unordered" in entry):
        intake.problem("questions", key, "either worse or unordered is needed")
        return Order(key)
    if "unordered" in entry:
        return Order(key, why=str(entry["unordered"]))
    above = intake.number(entry, "above", where, most=10**9) if "above" in entry else None
    worse = entry["worse"]
    extra: dict[str, Any] = {
        "except_rules": intake.texts(entry, "except_rules", where),
        "above": above,
        "why": str(entry.get("why", "")),
    }
    if isinstance(worse, str):
        if name.kind not in DIRECTIONS.get(worse, ()):
            intake.problem("questions", key, f"'{worse}' is no order for a {name.kind} question")
        return Order(key, direction=worse, **extra)
    steps: set[tuple[str, str]] = set()
    for chain in intake.texts(entry, "worse", where):
        steps |= _chain(intake, key, chain, name)
    return Order(key, steps=frozenset(steps), **extra)


def _chain(intake: Intake, key: str, chain: str, name: Name) -> set[tuple[str, str]]:
    levels = [[choice.strip() for choice in level.split("=")] for level in chain.split("<")]
    if name.kind != "choice":
        intake.problem("questions", key, f"a chain is no order for a {name.kind} question")
    for choice in (choice for level in levels for choice in level):
        if choice not in name.choices and choice != "dont_know":
            intake.problem("questions", key, f"there is no choice '{choice}'")
    steps = {(a, b) for level in levels for a in level for b in level if a != b}
    for better, worse in pairwise(levels):
        steps |= {(a, b) for a in better for b in worse}
    return steps


def check_orders(intake: Intake, orders: Mapping[str, Order], rules: tuple[Rule, ...]) -> None:
    """Note orders of questions that nothing reads, and questions without a declared order."""
    known = {rule.id for rule in rules}
    for key, order in orders.items():
        for rule in order.except_rules:
            if rule not in known:
                intake.problem("questions", key, f"there is no rule '{rule}'")
        if key not in intake.reads:
            intake.problem("questions", key, "is declared, but nothing reads it")
    for key in intake.reads:
        if key not in orders:
            intake.problem("questions", key, "is read, but its order is not declared")
