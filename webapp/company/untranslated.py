"""In which languages a supplier would read a questionnaire, or parts of it, in another one."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from questionnaires.definition import Questionnaire
from questionnaires.transliteration import CYRILLIC_OF
from questionnaires.untranslated import untranslated
from questionnaires.worded import Worded, own_worded
from webapp.company.words import LANGUAGES
from webapp.languages.spoken import SUPPLIER, kept


@dataclass(frozen=True)
class Gap:
    """A language, and the questions that are not asked in it; none named where none is."""

    language: str
    questions: tuple[str, ...]
    said: str


def gaps(worded: Worded) -> list[Gap]:
    """What a questionnaire of the company's own lacks in the languages of suppliers."""
    shown_in = language_of(worded.questionnaire.language)
    lacking = untranslated(worded)
    partly = [
        Gap(tag, keys, _partly(language_of(tag), len(keys), shown_in))
        for tag, keys in lacking.items()
    ]
    wholly = [tag for tag in kept(SUPPLIER) if tag not in worded.texts]
    return partly + [Gap(tag, (), _wholly(language_of(tag), shown_in)) for tag in wholly]


def lacking_for(asked: Questionnaire, languages: Iterable[str]) -> list[Gap]:
    """What people who read these languages would read in another one."""
    read = {CYRILLIC_OF.get(tag, tag) for tag in languages}
    own = asked.own_words is not None
    return [gap for gap in gaps(own_worded(asked)) if gap.language in read] if own else []


def language_of(tag: str) -> str:
    """What a language is called by those who speak it."""
    return LANGUAGES.get(tag, tag)


def _partly(language: str, number: int, shown_in: str) -> str:
    return str(
        ngettext(
            "%(language)s: %(num)s question is not wholly translated; it is shown in %(other)s.",
            "%(language)s: %(num)s questions are not wholly translated; they are shown in "
            "%(other)s.",
            number,
            language=language,
            other=shown_in,
        )
    )


def _wholly(language: str, shown_in: str) -> str:
    return str(
        _(
            "%(language)s: nothing is translated; all is shown in %(other)s.",
            language=language,
            other=shown_in,
        )
    )
