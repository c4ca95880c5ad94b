"""An XLSForm that somebody brings as a questionnaire of ours, with every row accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaires.reading import DefinitionProblems, read_definition
from questionnaires.schema import DefinitionProblem
from questionnaires.worded import Path, Worded, put
from questionnaires.xlsform.choices import read_lists, told_of_lists
from questionnaires.xlsform.fields import FieldReader
from questionnaires.xlsform.pages import laid_out
from questionnaires.xlsform.routing import conditions
from questionnaires.xlsform.settings import Settings, first_language, read_settings
from questionnaires.xlsform.sheets import ReadSheet, Table, read_sheet
from questionnaires.xlsform.survey import Item, Part, Survey, entry_of, read_survey
from questionnaires.xlsform.told import CHOICES, SETTINGS, SURVEY, Finding, Verdict

DEFAULT_VERSION = "2026.1"
Said = Mapping[str, str]


@dataclass(frozen=True)
class Reading:
    """What became of a form: a finding for each row, and the questionnaire if none was refused."""

    findings: tuple[Finding, ...]
    worded: Worded | None = None

    def told(self, verdict: Verdict) -> list[Finding]:
        """The findings of one kind, in the order of the sheets and rows."""
        return [finding for finding in self.findings if finding.verdict == verdict]


def read_form(
    sheets: Mapping[str, Table], *, referee: str = "", default_version: str = DEFAULT_VERSION
) -> Reading:
    """Read a form from its sheets, each a table of text cells with the headings first.

    `referee` is what pyxform says against it, if anything. Never raises for what a sheet holds.
    """
    named = {name.strip().casefold(): table for name, table in sheets.items()}
    findings = [_of_sheet(name, Verdict.SIMPLIFIED, "sheet_ignored") for name in _others(named)]
    if SURVEY not in named:
        return Reading((*findings, _of_sheet(SURVEY, Verdict.REFUSED, "no_sheet", name=SURVEY)))
    settings = read_settings(named.get(SETTINGS, ()), default_version)
    language = first_language(named.get(SETTINGS, ()))
    survey_sheet = read_sheet(SURVEY, named[SURVEY], language)
    choice_sheet = ReadSheet(CHOICES)
    if named.get(CHOICES):
        choice_sheet = read_sheet(CHOICES, named[CHOICES], language)
    if referee:
        findings.append(_of_sheet(SURVEY, Verdict.REFUSED, "referee", said=referee))
    findings += [*settings.findings, *survey_sheet.findings, *choice_sheet.findings]
    lists, found = read_lists(choice_sheet.rows)
    survey = read_survey(survey_sheet.rows, FieldReader(lists))
    findings += [*found, *survey.findings, *conditions(survey), *told_of_lists(lists)]
    worded, problems = _built(survey, settings)
    findings += problems
    refused = any(one.verdict is Verdict.REFUSED for one in findings)
    return Reading(_in_order(findings), None if refused else worded)


def _built(survey: Survey, settings: Settings) -> tuple[Worded | None, list[Finding]]:
    parts, split = laid_out(survey)
    if not parts:
        return None, [_of_sheet(SURVEY, Verdict.REFUSED, "no_questions")]
    document: dict[str, Any] = {
        "slug": settings.slug,
        "version": settings.version,
        "language": settings.language,
        "lists": settings.lists,
        "retired": list(settings.retired),
        "sections": [{"id": part.id, "pages": pages} for part, pages in parts],
        "questions": {item.key: _entry(item) for item in survey.items},
    }
    try:
        questionnaire = read_definition(document)
    except DefinitionProblems as found:
        rows = {item.key: item for item in survey.items}
        return None, [*split, *(_wrong(problem, rows) for problem in found.problems)]
    texts = _Texts()
    texts.whole(survey, settings)
    for part, _pages in parts:
        texts.part(part)
    for item in survey.items:
        texts.question(item)
    return Worded(questionnaire, {each: said for each, said in texts.found.items() if said}), split


def _entry(item: Item) -> dict[str, Any]:
    entry = entry_of(item)
    return entry | {"show_if": item.show_if} if item.show_if else entry


class _Texts:
    def __init__(self) -> None:
        self.found: dict[str, dict[str, Any]] = {}

    def whole(self, survey: Survey, settings: Settings) -> None:
        """The title and the introduction."""
        title = survey.title or {settings.language: settings.title or settings.slug}
        self._put(("questionnaire", "title"), title)
        self._put(("questionnaire", "intro"), survey.intro)

    def part(self, part: Part) -> None:
        """The texts of a section."""
        path = ("sections", part.id)
        self._put((*path, "title"), part.title)
        self._put((*path, "task"), part.task)
        self._put((*path, "intro"), part.intro)

    def question(self, item: Item) -> None:
        """The texts of a question, its choices and its columns."""
        path = ("questions", item.key)
        for name, said in item.said.items():
            self._put((*path, name), said)
        for choice, said in item.read.choices.items():
            self._put((*path, "choices", choice), said)
        for column in item.columns:
            self._put((*path, "columns", column.key), column.said["text"])
            for choice, said in column.read.choices.items():
                self._put((*path, "column_choices", column.key, choice), said)

    def _put(self, path: Path, said: Said) -> None:
        for language, text in said.items():
            put(self.found.setdefault(language, {}), path, text)


def _wrong(problem: DefinitionProblem, items: Mapping[str, Item]) -> Finding:
    """A problem of the definition, at the row that it comes from."""
    parts = problem.place.split(".")
    item = items.get(parts[1]) if parts[0] == "questions" and len(parts) > 1 else None
    said = problem.message if item else str(problem)
    if item is None:
        return _of_sheet(SETTINGS, Verdict.REFUSED, "definition", said=said)
    if parts[-1] == "show_if":
        return item.row.told(Verdict.REFUSED, "condition_wrong", column="relevant", said=said)
    return item.row.told(Verdict.REFUSED, "definition", said=said)


def _others(sheets: Mapping[str, Table]) -> Sequence[str]:
    return [name for name, table in sheets.items() if name not in _SHEETS and any(table)]


_SHEETS = (SURVEY, CHOICES, SETTINGS)


def _of_sheet(sheet: str, verdict: Verdict, reason: str, **params: object) -> Finding:
    return Finding(sheet[:40], 0, verdict, reason, params)


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """By sheet and row; each thing once."""
    order = {name: number for number, name in enumerate(_SHEETS)}
    once = {(one.place, one.text): one for one in findings}.values()
    return tuple(sorted(once, key=lambda one: (order.get(one.sheet, len(order)), one.row)))
