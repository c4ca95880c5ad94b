"""The languages that are spoken here, by their own names."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale

from questionnaires.transliteration import CYRILLIC_OF

ENGLISH = "en"
SUPPLIER, COMPANY = "supplier", "company"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language: its tag (BCP 47), its own name, and for whom there are pages in it."""

    tag: str
    name: str
    audiences: tuple[str, ...] = (SUPPLIER,)

    @property
    def locale(self) -> Locale:
        """The language as Babel knows it."""
        return Locale.parse(self.tag, sep="-")

    @property
    def direction(self) -> str:
        """Whether it is written from left to right ("ltr") or from right to left ("rtl")."""
        return self.locale.text_direction

    @property
    def written_in(self) -> str:
        """The language whose texts are kept: for Cyrillic made by rule, the Latin one."""
        return CYRILLIC_OF.get(self.tag, self.tag)


SPOKEN: Mapping[str, Spoken] = {
    language.tag: language
    for language in (
        Spoken("en", "English", (SUPPLIER, COMPANY)),
        Spoken("ru", "Русский", (SUPPLIER, COMPANY)),
        Spoken("kk", "Қазақша"),
        Spoken("ky", "Кыргызча"),
        Spoken("uz", "Oʻzbekcha"),
        Spoken("uz-Cyrl", "Ўзбекча"),
        Spoken("tk", "Türkmençe"),
    )
}


def spoken(audience: str) -> list[Spoken]:
    """The languages in which an audience has pages."""
    return [language for language in SPOKEN.values() if audience in language.audiences]


def kept(audience: str) -> list[str]:
    """The languages of which translations for an audience are kept in files."""
    tags = (language.written_in for language in spoken(audience))
    return [tag for tag in dict.fromkeys(tags) if tag != ENGLISH]
