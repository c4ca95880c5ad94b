"""Spreadsheets without a file: the plan of one, as it would be read again."""

from typing import Any

from questionnaires.answer_sheet.changes import Changes, changes, read_sheets
from questionnaires.answer_sheet.layout import Given, layout
from questionnaires.answer_sheet.plan import AnswerSheet, SheetTexts
from questionnaires.answer_sheet.raw import RawSheet
from questionnaires.definition import Questionnaire
from questionnaires.library import CORE, latest
from questionnaires.types import answer_type
from questionnaires.types.sheet_cells import Cell, Reading
from questionnaires.words import Words, load_words

core = latest(CORE)
LANGUAGES = ("en", "ru", "kk", "ky", "uz", "tk")
TEXTS = SheetTexts(
    instructions="How to", answers="Answers", steps=("Fill in the yellow cells.",), number="No.",
    question="Question", help="How to answer", answer="Answer", unit="Unit", only_if="Only if",
    and_="and", or_="or", question_sheet="Question {number}", fill_in_sheet="See “{sheet}”.",
    tick="Put an x beside each.", declined="You declined this.", depends="Depends on others.",
    files="Add files on the web.",
)  # fmt: skip
Grid = list[list[Cell]]


def words(language: str, questionnaire: Questionnaire = core) -> Words:
    return load_words(questionnaire.slug, questionnaire.version, language)


def reading(language: str = "en", questionnaire: Questionnaire = core) -> Reading:
    others = [other for other in LANGUAGES if other != language]
    return Reading([words(each, questionnaire) for each in (language, *others)])


def plan(
    given: Given | None = None, language: str = "en", questionnaire: Questionnaire = core
) -> AnswerSheet:
    return layout(questionnaire, words(language, questionnaire), TEXTS, given or Given())


def grids(made: AnswerSheet) -> dict[str, Grid]:
    """The cells of every sheet, to be changed as somebody would."""
    return {
        sheet.name: [[c.value for c in row.cells] for row in sheet.rows] for sheet in made.sheets
    }


def raw(changed: dict[str, Grid]) -> list[RawSheet]:
    return [RawSheet(name, rows) for name, rows in changed.items()]


def taken(
    sheets: list[RawSheet],
    given: Given | None = None,
    language: str = "en",
    questionnaire: Questionnaire = core,
) -> Changes:
    """What taking the sheets would do."""
    read = reading(language, questionnaire)
    found = read_sheets(questionnaire, sheets, read)
    return changes(questionnaire, found, given or Given(), read, questionnaire.questions)


def row_of(grid: Grid, mark: str) -> list[Cell]:
    """The row with a mark."""
    return next(row for row in grid if f"erkin:{mark}" in row)


def filled(cells: dict[str, Cell], given: Given | None = None) -> list[RawSheet]:
    """The empty spreadsheet (or that of what is given) with cells of the answer column typed."""
    changed = grids(plan(given))
    for mark, cell in cells.items():
        row_of(changed["Answers"], mark)[3] = cell
    return raw(changed)


def differing(
    before: dict[str, Any], after: dict[str, Any], questionnaire: Questionnaire = core
) -> list[str]:
    """The questions whose answers do not mean the same."""
    return [
        key
        for key, question in questionnaire.questions.items()
        if answer_type(question).compare(before.get(key), after.get(key)) != "same"
    ]
