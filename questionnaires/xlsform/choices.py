"""The lists of choices of a form that somebody brings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from questionnaires.xlsform.lists import IMPLIED, SHARED
from questionnaires.xlsform.sheets import SheetRow
from questionnaires.xlsform.told import CHOICES, Finding, Verdict

CHOICE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
MOST_CHOICES = 500


@dataclass
class ChoiceList:
    """One list: its choices in order, each with its labels by language."""

    name: str
    row: int
    choices: dict[str, Mapping[str, str]] = field(default_factory=dict)
    used: bool = False


def read_lists(rows: Sequence[SheetRow]) -> tuple[dict[str, ChoiceList], list[Finding]]:
    """The lists by their name, and what is wrong with their rows."""
    lists: dict[str, ChoiceList] = {}
    findings: list[Finding] = []
    for row in rows:
        name = row["list_name"]
        if not name or name in SHARED or row["x_code"] == IMPLIED:
            continue
        found = lists.setdefault(name, ChoiceList(name, row.number))
        problem = _problem(row, found)
        if problem:
            findings.append(problem)
        if not problem or problem.verdict is Verdict.SIMPLIFIED:
            found.choices[row["name"]] = row.own_texts("label")
    return lists, findings


def told_of_lists(lists: Mapping[str, ChoiceList]) -> list[Finding]:
    """What became of each list as a whole."""
    return [_told(one) for one in lists.values()]


def _told(one: ChoiceList) -> Finding:
    if not one.used:
        params: dict[str, object] = {"name": one.name}
        return Finding(CHOICES, one.row, Verdict.SIMPLIFIED, "list_unused", params, one.name)
    if len(one.choices) > MOST_CHOICES:
        params = {"name": one.name, "most": MOST_CHOICES}
        return Finding(CHOICES, one.row, Verdict.REFUSED, "too_many_choices", params, one.name)
    params = {"count": len(one.choices)}
    return Finding(CHOICES, one.row, Verdict.TAKEN, "choices_taken", params, one.name)


def _problem(row: SheetRow, found: ChoiceList) -> Finding | None:
    name = row["name"]
    if not name:
        return row.told(Verdict.REFUSED, "choice_no_name")
    if not CHOICE.fullmatch(name):
        return row.told(Verdict.REFUSED, "choice_name", given=name[:40])
    if name in found.choices:
        return row.told(Verdict.REFUSED, "choice_twin", name=name, list=found.name)
    if any("${" in text for text in row.texts.get("label", {}).values()):
        return row.told(Verdict.REFUSED, "reference_in_label")
    if not row.has_text("label"):
        return row.told(Verdict.SIMPLIFIED, "choice_label", name=name)
    return None
