"""What an answer sheet says beside the words of the questionnaire, and why one is refused."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.sheets import refusals
from assessments.sheets.refusals import UnreadableSheet
from questionnaires.answer_sheet.plan import SheetTexts

AGAIN = lazy_gettext("Your answers so far are as they were.")
ADVICE = {
    refusals.EMPTY: lazy_gettext("This file is empty. Choose the file that you filled in."),
    refusals.TOO_LARGE: lazy_gettext(
        "This file is larger than 10 MB. Take out pictures and other sheets, then upload it again."
    ),
    refusals.NOT_A_SHEET: lazy_gettext(
        "This is not a spreadsheet. Upload the file that you downloaded here, saved as XLSX or ODS."
    ),
    refusals.OLD_OR_LOCKED: lazy_gettext(
        "This file has a password, or it is an old XLS file. Save it as XLSX or ODS without a"
        " password, then upload it again."
    ),
    refusals.CSV: lazy_gettext(
        "A text file keeps too little of the form. Save the file as XLSX or ODS, then upload it"
        " again."
    ),
    refusals.NUMBERS: lazy_gettext(
        "This is a Numbers file. Export it as Excel (File, Export To, Excel), then upload that."
    ),
    refusals.DAMAGED: lazy_gettext(
        "This file cannot be read. Open it, save it again as XLSX or ODS, then upload the new file."
    ),
    refusals.TOO_HEAVY: lazy_gettext(
        "This file takes too much work to read. Copy your answers into a newly downloaded file,"
        " then upload that."
    ),
    refusals.MACROS: lazy_gettext(
        "This file holds macros. Save it as XLSX or ODS without macros, then upload it again."
    ),
    refusals.TOO_MANY_SHEETS: lazy_gettext(
        "This file has too many sheets. Delete those that are not part of the form."
    ),
    refusals.TOO_FAR: lazy_gettext(
        "Something stands far away from the form. Delete the rows and columns that you do not"
        " need, then upload the file again."
    ),
    refusals.TOO_MANY_CELLS: lazy_gettext(
        "This file has too many filled cells. Delete what is not part of the form."
    ),
    refusals.TOO_MUCH_TEXT: lazy_gettext(
        "This file holds too much text. Delete what is not part of the form."
    ),
    refusals.NOT_OURS: lazy_gettext(
        "No question of this form was found in the file. Download the form here and fill in that"
        " file."
    ),
}


def advice(refusal: UnreadableSheet) -> str:
    """Why a file could not be read, and what to do."""
    said = str(ADVICE[refusal.reason])
    if refusal.place and refusal.reason == refusals.TOO_FAR:
        said += " " + _("It stands in cell %(cell)s.", cell=refusal.place)
    return f"{said} {AGAIN}"


def sheet_texts() -> SheetTexts:
    """The texts in the language of the page."""
    return SheetTexts(
        instructions=_("How to fill in"),
        answers=_("Answers"),
        steps=(
            _("1. Fill in the yellow cells on the sheet “%(sheet)s”.", sheet=_("Answers")),
            _("2. Where a cell has a list, choose from it. You may also type in your language."),
            _("3. Some questions have a sheet of their own with one row for each entry."),
            _("4. You can write “Don’t know” in any cell. It is better than a guess."),
            _("5. Leave empty what you cannot answer yet. You can upload the file several times."),
            _("6. Columns with “Only if” name the question that decides. Skip what does not fit."),
            _("7. Never write names of workers."),
            _("8. Save the file as XLSX or ODS and upload it on the page you downloaded it from."),
            _("9. Before anything is saved, you see what was understood and what was not."),
            _("10. Documents are added on the web pages, and the answers are sent from there."),
        ),
        number=_("No."),
        question=_("Question"),
        help=_("How to answer"),
        answer=_("Answer"),
        unit=_("Unit"),
        only_if=_("Only if (number of the question)"),
        and_=_("and"),
        or_=_("or"),
        question_sheet=_("Question %(number)s", number="{number}"),
        fill_in_sheet=_("Fill in the sheet “%(sheet)s”, one row each.", sheet="{sheet}"),
        tick=_("Put an x beside each answer that applies."),
        declined=_("You declined this question. Leave it empty, or answer it after all."),
        depends=_("Depends on other answers."),
        files=_("Add documents on the web pages."),
    )
