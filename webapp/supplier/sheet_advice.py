"""Why a spreadsheet cannot be taken, and what to do about it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from assessments.sheets import refusals
from assessments.sheets.refusals import UnreadableSheet

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
