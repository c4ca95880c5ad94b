"""Translations as gettext uses them, made in memory from the files that people edit.

There is nothing to compile by hand, and no second copy that could lag behind.
"""

import io
from functools import cache

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.support import Translations
from flask_babel import Babel, Domain, get_locale

from questionnaires.transliteration import CYRILLIC_OF, to_cyrillic
from webapp.languages.files import forms, messages, read
from webapp.languages.spoken import COMPANY, ENGLISH, SUPPLIER, kept


class Gettext(Babel):  # type: ignore[misc]
    """Flask-Babel, with the translations of our files."""

    @property
    def domain_instance(self) -> Domain:
        """Where every text is looked up."""
        return Files()


class Files(Domain):  # type: ignore[misc]
    """The translations that stand in our files."""

    def get_translations(self) -> Translations:
        """Those of the language of this page or letter."""
        return translations(str(get_locale() or Locale(ENGLISH)).replace("_", "-"))


@cache
def translations(tag: str) -> Translations:
    """Every text that has a translation in a language, whoever it is for."""
    written_in = CYRILLIC_OF.get(tag, tag)
    made = Catalog(locale=tag.replace("-", "_"), fuzzy=False)
    for audience in (COMPANY, SUPPLIER):
        if written_in in kept(audience):
            _add(made, read(written_in, audience), tag)
    compiled = io.BytesIO()
    write_mo(compiled, made)
    compiled.seek(0)
    return Translations(compiled)


def _add(made: Catalog, known: Catalog, tag: str) -> None:
    for message in messages(known):
        translated = forms(message.string)
        if all(translated) and not message.fuzzy:
            if tag in CYRILLIC_OF:
                translated = [to_cyrillic(form) for form in translated]
            made.add(message.id, translated if message.pluralizable else translated[0])
