"""How far the translations of each language have come."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from questionnaires import translations
from questionnaires.reviews import DRAFTED, MISSING, REVIEWED, STALE
from questionnaires.translations import Entry
from webapp.languages import files
from webapp.languages.spoken import COMPANY, ENGLISH, SPOKEN, SUPPLIER, kept


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts of one file of translations are in which state."""

    language: str
    what: str
    states: Counter[str]

    @property
    def total(self) -> int:
        """How many texts there are in English."""
        return self.states.total()

    @property
    def translated(self) -> int:
        """How many of them are said in the language."""
        return self.total - self.states[MISSING]

    @property
    def drafted(self) -> int:
        """How many were never reviewed by a native speaker."""
        return self.states[DRAFTED]

    @property
    def reviewed(self) -> int:
        """How many a native speaker has reviewed as they stand."""
        return self.states[REVIEWED]

    @property
    def stale(self) -> int:
        """How many have changed since their review, or wait for a new look."""
        return self.states[STALE]


def coverage() -> list[Coverage]:
    """All files of translations, by language: the pages first, then questionnaires and rulesets."""
    pages = [
        Coverage(language, audience, _states(page_entries(language, audience)))
        for audience in (SUPPLIER, COMPANY)
        for language in kept(audience)
    ]
    content = [
        Coverage(language, name, _states(translations.entries(name, language)))
        for name in translations.translated_names()
        for language in kept(SUPPLIER)
    ]
    return sorted(pages + content, key=lambda one: kept(SUPPLIER).index(one.language))


@cache
def standing() -> tuple[Coverage, ...]:
    """The coverage as it was when it was first asked for: an installation changes no texts."""
    return tuple(coverage())


def is_draft(tag: str) -> bool:
    """Whether texts for suppliers in a language were not checked by a native speaker."""
    written_in = SPOKEN[tag].written_in
    if written_in == ENGLISH:
        return False
    own = [one for one in standing() if one.language == written_in and one.what != COMPANY]
    return any(one.reviewed < one.total for one in own)


def entries(language: str, what: str) -> list[Entry]:
    """The texts of a file of translations, which is named as in `coverage`."""
    if what in (SUPPLIER, COMPANY):
        return list(page_entries(language, what))
    return translations.entries(what, language)


def page_entries(language: str, audience: str) -> Iterator[Entry]:
    """The texts of an audience's pages, mails and messages."""
    reviews = files.reviews(language, audience)
    for message in files.messages(files.read(language, audience)):
        key, english = files.key_of(message), files.english_of(message)
        translation = files.translation_of(message)
        state = STALE if message.fuzzy else reviews.state(key, english, translation)
        yield Entry(key, english, translation, state)


def _states(entries: Iterable[Entry]) -> Counter[str]:
    return Counter(entry.state for entry in entries)
