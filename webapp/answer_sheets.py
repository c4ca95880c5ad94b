"""Answer sheets as files, with what they say beside the words of the questionnaire."""

from flask_babel import force_locale
from flask_babel import gettext as _

from questionnaires.answer_sheet.layout import Given, layout
from questionnaires.answer_sheet.plan import SheetTexts
from questionnaires.definition import Questionnaire
from questionnaires.words import Words
from webapp.documents import render_answer_sheet


def write_answer_sheet(questionnaire: Questionnaire, words: Words) -> bytes:
    """The XLSX of a questionnaire without any answer, in the language of the words."""
    with force_locale(words.language.replace("-", "_")):
        return render_answer_sheet(layout(questionnaire, words, sheet_texts(), Given()))


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
