"""Days as people write them in each language (CLDR)."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from questionnaires.transliteration import CYRILLIC_OF, to_cyrillic

LONG = {"en": "d MMMM y", "ru": "d MMMM y"}
"""English as most of its readers write it, and Russian without the “г.”, which ends sentences."""


def written(day: date, language: str) -> str:
    """A day in words: 21 November 2026, 2026 ж. 21 қараша; in English where CLDR lacks it."""
    if language in CYRILLIC_OF:
        return to_cyrillic(written(day, CYRILLIC_OF[language]))
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return written(day, "en")
    return format_date(day, LONG.get(language, "long"), locale=locale)
