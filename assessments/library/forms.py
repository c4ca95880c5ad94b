"""Questionnaires that somebody brings as a file: an XLSForm, or our own JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.evidence.apart import GaveUp, run_apart
from assessments.sheets.reading import read_cells, sheets_in
from questionnaires.answer_sheet.raw import RawSheet
from questionnaires.interchange import from_json, is_surveyjs
from questionnaires.reading import DefinitionProblems
from questionnaires.schema import DefinitionProblem
from questionnaires.types.sheet_cells import Cell
from questionnaires.worded import Worded
from questionnaires.xlsform.reading import DEFAULT_VERSION, read_form
from questionnaires.xlsform.told import SURVEY, Finding, Verdict

LONGEST_REFUSAL = 4_000
GAVE_UP = "it takes too much work to check. Make the form smaller"
JSON = "document"


@dataclass(frozen=True)
class Brought:
    """A file that was read: what became of each row, and the questionnaire if all can be taken."""

    findings: tuple[Finding, ...]
    worded: Worded | None

    def told(self, verdict: Verdict) -> list[Finding]:
        """The findings of one kind, in the order of the file."""
        return [finding for finding in self.findings if finding.verdict == verdict]


def read_file(data: bytes, filename: str, default_version: str = DEFAULT_VERSION) -> Brought:
    """Read a file of either kind. It may take seconds, so call it outside of transactions.

    Raises UnreadableSheet for what is neither.
    """
    if data.lstrip()[:1] == b"{":
        return _json(data)
    tables = {sheet.name: table(sheet) for sheet in sheets_in(read_cells(data, filename))}
    known = {name.strip().casefold() for name in tables}
    said = _referee(tables) if SURVEY in known else ""
    reading = read_form(tables, referee=said, default_version=default_version)
    return Brought(reading.findings, reading.worded)


def table(sheet: RawSheet) -> list[list[str]]:
    """The cells of a sheet as text, from its first row and column on."""
    above: list[list[str]] = [[] for _ in range(sheet.first_row - 1)]
    before = [""] * (sheet.first_column - 1)
    return [*above, *([*before, *map(_text, row)] for row in sheet.rows)]


def _text(cell: Cell) -> str:
    match cell:
        case str():
            return cell
        case bool():
            return str(cell).upper()
        case int() | Decimal():
            return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
        case date():
            return cell.isoformat()
    return ""


def _referee(tables: dict[str, list[list[str]]]) -> str:
    given = json.dumps(tables).encode()
    try:
        return run_apart(
            "assessments.library.refereeing", given=given, most=LONGEST_REFUSAL
        ).decode("utf-8", "replace")
    except GaveUp:
        return GAVE_UP


def _json(data: bytes) -> Brought:
    try:
        text = data.decode("utf-8-sig")
        worded = from_json(text)
    except UnicodeDecodeError:
        return _refused([DefinitionProblem("document", "is not in UTF-8: save it so")])
    except DefinitionProblems as found:
        return _foreign(text) if found.problems[0].place == "format" else _refused(found.problems)
    taken = [
        Finding(JSON, 0, Verdict.TAKEN, "taken_json", {"place": key}, key)
        for key in worded.questionnaire.questions
    ]
    return Brought(tuple(taken), worded)


def _foreign(text: str) -> Brought:
    """JSON of somebody else's: which, and what can be brought instead."""
    reason = "surveyjs" if is_surveyjs(text) else "not_ours"
    return Brought((Finding(JSON, 0, Verdict.REFUSED, reason),), None)


def _refused(problems: Sequence[DefinitionProblem]) -> Brought:
    told = [
        Finding(JSON, 0, Verdict.REFUSED, "definition", {"said": problem.message}, problem.place)
        for problem in problems
    ]
    return Brought(tuple(told), None)
