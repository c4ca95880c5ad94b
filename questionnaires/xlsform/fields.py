"""One row of a form as a question or a column of ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from questionnaires.catalogue import ENGLISH
from questionnaires.definition import DONT_KNOW
from questionnaires.reading import YES_PARTLY_NO
from questionnaires.xlsform.checks import Bounds, read_constraint
from questionnaires.xlsform.choices import ChoiceList
from questionnaires.xlsform.sheets import SheetRow
from questionnaires.xlsform.told import Finding, Verdict
from questionnaires.xlsform.types import (
    ADVICE,
    METADATA,
    NAMES,
    OURS,
    OURS_IN_TABLES,
    SIMPLER,
    split_type,
)

OTHER = "other"
RANGE_END = re.compile(r"\bend\s*=\s*(\d{1,9})\b", re.ASCII)
MOST_BY_DEFAULT = 1_000_000_000
LONGEST = 20_000
LEFT = ("choice_filter", "default", "trigger", "read_only", "calculation")
YES = frozenset(["yes", "true", "true()", "1"])


@dataclass
class ReadField:
    """What a row became: the entry of a definition document, and the labels of its choices."""

    entry: dict[str, Any]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    has_other: bool = False

    @property
    def listed(self) -> tuple[str, ...]:
        """The choices that a condition may name."""
        if self.entry["type"] == "ypn":
            return YES_PARTLY_NO
        return tuple(self.entry.get("choices", ()))


class FieldReader:
    """Reads rows that ask something. What is told about them is collected in `findings`."""

    def __init__(self, lists: Mapping[str, ChoiceList]) -> None:
        self.lists = lists
        self.findings: list[Finding] = []

    def read(self, row: SheetRow, *, in_table: bool) -> ReadField | None:
        """The question or column of a row; None where it cannot be asked, which is told."""
        base, rest = split_type(row["type"])
        ours = self._our_type(row, base, in_table=in_table)
        if ours is None:
            return None
        entry: dict[str, Any] = {"type": ours}
        read = ReadField(entry)
        if ours in ("single", "ypn", "multi", "choice") and not self._choose(row, rest, read):
            return None
        bounds = read_constraint(row["constraint"])
        if not self._bounded(row, base, entry, bounds):
            bounds.complete = False
        self._leftovers(row, base, bounds)
        if row["x_region_of"]:
            entry["region_of"] = row["x_region_of"]
        self._tell(row, Verdict.TAKEN, "taken", what=NAMES[ours])
        return read

    def money(self, row: SheetRow) -> ReadField:
        """The amount of money that a group of ours stands for."""
        self._tell(row, Verdict.TAKEN, "taken", what=NAMES["money"])
        return ReadField({"type": "money"})

    def _our_type(self, row: SheetRow, base: str, *, in_table: bool) -> str | None:
        if base in METADATA:
            self._tell(row, Verdict.SIMPLIFIED, "metadata", type=base)
            return None
        known = (OURS_IN_TABLES if in_table else OURS).get(base, ())
        if not known:
            self._refuse_type(row, base, in_table=in_table)
            return None
        wanted = row["x_type"] or known[0]
        if wanted not in known:
            self._tell(row, Verdict.REFUSED, "x_type", given=wanted[:40], type=base)
            return None
        if base in SIMPLER:
            self._tell(row, Verdict.SIMPLIFIED, SIMPLER[base])
        return wanted

    def _refuse_type(self, row: SheetRow, base: str, *, in_table: bool) -> None:
        if in_table and base in OURS:
            self._tell(row, Verdict.REFUSED, "column_type", type=base, advice=ADVICE[base])
        elif base in ADVICE:
            self._tell(row, Verdict.REFUSED, "type_refused", type=base, advice=ADVICE[base])
        elif base:
            self._tell(row, Verdict.REFUSED, "type_unknown", type=base[:40])
        else:
            self._tell(row, Verdict.REFUSED, "no_type")

    def _choose(self, row: SheetRow, rest: list[str], read: ReadField) -> bool:
        """Take the choices of the list that the type names."""
        if not rest:
            self._tell(row, Verdict.REFUSED, "no_choices_named", type=row["type"])
            return False
        found = self.lists.get(rest[0])
        if found is None or not found.choices:
            self._tell(row, Verdict.REFUSED, "no_list", name=rest[0][:40])
            return False
        found.used = True
        read.choices = dict(found.choices)
        if rest[1:] == ["or_other"]:
            self._tell(row, Verdict.SIMPLIFIED, "or_other")
            read.has_other = True
            read.choices = {**found.choices, OTHER: {ENGLISH: "Other"}}
        elif rest[1:]:
            self._tell(row, Verdict.REFUSED, "type_unknown", type=row["type"][:40])
            return False
        return self._listed(row, read)

    def _listed(self, row: SheetRow, read: ReadField) -> bool:
        if read.entry["type"] != "ypn":
            read.entry["choices"] = list(read.choices)
            return True
        if tuple(read.choices) != YES_PARTLY_NO:
            self._tell(row, Verdict.REFUSED, "x_type", given="ypn", type=row["type"])
            return False
        return True

    def _bounded(self, row: SheetRow, base: str, entry: dict[str, Any], bounds: Bounds) -> bool:
        """Whether the bounds fit the type; those that do become part of the entry."""
        match entry["type"]:
            case "number":
                bounds.most = _end(row) if base == "range" else bounds.most
                entry["whole"] = base == "integer"
                entry["most"] = max(1, bounds.most or MOST_BY_DEFAULT)
                if bounds.most is None:
                    self._tell(row, Verdict.SIMPLIFIED, "as_number", most=MOST_BY_DEFAULT)
                return bounds.longest is None and not bounds.alone
            case "percent":
                entry["whole"] = base == "integer"
                return bounds.most in (None, 100) and not bounds.alone
            case "text":
                if bounds.longest is not None:
                    entry["longest"] = min(max(1, bounds.longest), LONGEST)
                return bounds.most is None and bounds.least is None and not bounds.alone
            case "multi":
                return self._alone(row, entry, bounds)
        return bounds == Bounds()

    def _alone(self, row: SheetRow, entry: dict[str, Any], bounds: Bounds) -> bool:
        wanted = row["x_alone"]
        if wanted and wanted not in entry["choices"]:
            self._tell(row, Verdict.REFUSED, "x_alone", given=wanted[:40])
            return True
        known = [choice for choice in bounds.alone if choice in entry["choices"]]
        others = [choice for choice in known if choice != DONT_KNOW]
        if wanted in known:
            entry["alone"] = wanted
        elif others:
            entry["alone"] = others[0]
        return bounds.most is None and bounds.longest is None and len(others) <= 1

    def _leftovers(self, row: SheetRow, base: str, bounds: Bounds) -> None:
        if not bounds.complete:
            self._tell(row, Verdict.SIMPLIFIED, "check_left", given=row["constraint"][:80])
        if row["required"].casefold() in YES:
            self._tell(row, Verdict.SIMPLIFIED, "required_left")
        for column in LEFT:
            if row[column]:
                self._tell(row, Verdict.SIMPLIFIED, "cell_left", column=column)
        if row["parameters"] and base != "range":
            self._tell(row, Verdict.SIMPLIFIED, "cell_left", column="parameters")

    def _tell(self, row: SheetRow, verdict: Verdict, reason: str, **params: object) -> None:
        self.findings.append(row.told(verdict, reason, **params))


def _end(row: SheetRow) -> int | None:
    found = RANGE_END.search(row["parameters"])
    return int(found[1]) if found else None
