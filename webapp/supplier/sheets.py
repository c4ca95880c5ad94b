"""The answers of a visit as a spreadsheet, and what a spreadsheet would change in them."""

from dataclasses import replace

from assessments.responses.sheets import CELLS, SHEET
from assessments.sheets.reading import sheets_in
from questionnaires.answer_sheet.changes import Changes, changes, read_sheets
from questionnaires.answer_sheet.layout import Given, layout
from questionnaires.types.sheet_cells import Reading
from questionnaires.worded import words_of
from webapp.answer_sheets import sheet_texts
from webapp.documents import render_answer_sheet
from webapp.languages.spoken import SUPPLIER, spoken
from webapp.supplier.visit import Visit


def answer_sheet(here: Visit) -> bytes:
    """The spreadsheet of the questions that the respondent may answer now."""
    plan = layout(here.questionnaire, here.words, sheet_texts(), given(here), here.open)
    return render_answer_sheet(plan)


def given(here: Visit) -> Given:
    """What is answered, as a spreadsheet knows it. It names neither the firm nor anybody else."""
    return Given(
        values={key: value for key, value in here.values.items() if key in here.open},
        versions={key: saved.version for key, saved in here.saved.items()},
        declined=here.declined.keys() & here.open,
        copy=str(here.invitation),
    )


def held_changes(here: Visit) -> Changes | None:
    """What the uploaded spreadsheet would change, None where there is none."""
    held = here.held_for(SHEET)
    return None if held is None else changes_by(here, held.fields[CELLS][0])


def changes_by(here: Visit, cells: str) -> Changes:
    """What these cells would change."""
    read = reading(here)
    readout = read_sheets(here.questionnaire, sheets_in(cells), read)
    return changes(here.questionnaire, readout, _with_all(here), read, here.open)


def reading(here: Visit) -> Reading:
    """All languages in which choices may be typed, that of the page first."""
    language = here.words.language
    others = [one.tag for one in spoken(SUPPLIER) if one.tag != language]
    return Reading([words_of(here.questionnaire, tag) for tag in (language, *others)])


def _with_all(here: Visit) -> Given:
    """The answers of others decide too which questions are asked."""
    return replace(given(here), values=here.values)
