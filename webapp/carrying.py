"""Questionnaires as files: out in every format, and why one that comes in cannot be read."""

import json
from collections.abc import Callable, Mapping

from flask_babel import lazy_gettext as _

from assessments.sheets import refusals
from assessments.sheets.refusals import UnreadableSheet
from questionnaires.interchange import to_json
from questionnaires.surveyjs import to_surveyjs
from questionnaires.worded import Worded
from questionnaires.xlsform.writing import write_form
from webapp.answer_sheets import write_answer_sheet
from webapp.documents import render_form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json"

_UNREADABLE: Mapping[str, object] = {
    refusals.EMPTY: _("The file is empty"),
    refusals.TOO_LARGE: _("The file is larger than 10 MB"),
    refusals.NOT_A_SHEET: _("The file is neither a spreadsheet nor our JSON"),
    refusals.OLD_OR_LOCKED: _("The file has a password, or it is an old XLS file: save it as XLSX"),
    refusals.CSV: _("A text file keeps too little of a form: save it as XLSX"),
    refusals.NUMBERS: _("This is a Numbers file: export it as Excel"),
    refusals.DAMAGED: _("The file cannot be read: open it and save it again as XLSX"),
    refusals.TOO_HEAVY: _("The file takes too much work to read: make it smaller"),
    refusals.MACROS: _("The file holds macros: save it as XLSX without them"),
    refusals.TOO_MANY_SHEETS: _("The file has too many sheets: delete those that are not needed"),
    refusals.TOO_FAR: _("Something stands far away from the form: delete what is not needed"),
    refusals.TOO_MANY_CELLS: _("The file has too many filled cells: split the form"),
    refusals.TOO_MUCH_TEXT: _("The file holds too much text: split the form"),
}


def carried(worded: Worded, kind: str, language: str) -> bytes:
    """The questionnaire as a file of that kind, one of FORMATS, opening in a language."""
    return _WRITERS[kind](worded.with_language(language), language)


def media_type(kind: str) -> str:
    """What a browser is told that the file is."""
    return XLSX if ending(kind) == "xlsx" else JSON


def ending(kind: str) -> str:
    """How the name of the file ends."""
    return "xlsx" if kind in ("xlsform", "answer-sheet") else "json"


def unreadable(refusal: UnreadableSheet) -> str:
    """Why a file cannot be read, and what to do."""
    return str(_UNREADABLE[refusal.reason])


def _xlsform(worded: Worded, language: str) -> bytes:
    form = write_form(worded, language)
    return render_form(form.settings["form_title"], form.sheets())


def _surveyjs(worded: Worded, language: str) -> bytes:
    text = json.dumps(to_surveyjs(worded, language), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _answer_sheet(worded: Worded, language: str) -> bytes:
    return write_answer_sheet(worded.questionnaire, worded.words(language))


def _json(worded: Worded, _language: str) -> bytes:
    return to_json(worded).encode()


_WRITERS: Mapping[str, Callable[[Worded, str], bytes]] = {
    "xlsform": _xlsform,
    "surveyjs": _surveyjs,
    "json": _json,
    "answer-sheet": _answer_sheet,
}
FORMATS = tuple(_WRITERS)
