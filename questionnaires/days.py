"""Days as people write them in each language (CLDR)."""

from collections.abc import Mapping
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from questionnaires.transliteration import CYRILLIC_OF, to_cyrillic

LONG = {
    "en": "d MMMM y",
    "ru": "d MMMM y",
    "ky": "y-'ж'. d-MMMM",
    "uz": "y-'yil' d-MMMM",
}
MONTH = {
    "ru": "LLLL y",
    "kk": "y\u202f'ж'. MMMM",
    "ky": "y-'ж'. MMMM",
    "uz": "y-'yil' MMMM",
}
"""Where CLDR writes otherwise than most readers do; Russian is without the “г.”, which ends
sentences."""


def written(day: date, language: str) -> str:
    """A day in words: 21 November 2026, 2026 ж. 21 қараша; in English where CLDR lacks it."""
    return _said(day, language, LONG, "long")


def month(day: date, language: str) -> str:
    """The month of a day in words: November 2026, 2026-yil noyabr."""
    return _said(day, language, MONTH, "MMMM y")


def _said(day: date, language: str, patterns: Mapping[str, str], usual: str) -> str:
    if language in CYRILLIC_OF:
        return to_cyrillic(_said(day, CYRILLIC_OF[language], patterns, usual))
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        language, locale = "en", Locale("en")
    return format_date(day, patterns.get(language, usual), locale=locale)
