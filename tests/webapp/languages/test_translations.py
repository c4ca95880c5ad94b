"""What gettext says comes from the files as they are; what they lack is said in English."""

from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from webapp.languages import catalogues
from webapp.languages.catalogues import translations
from webapp.languages.files import messages, read, translation_of
from webapp.languages.spoken import COMPANY, SPOKEN, SUPPLIER


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], Catalog]]:
    made: dict[tuple[str, str], Catalog] = {}

    def of(language: str, audience: str) -> Catalog:
        return made.setdefault((language, audience), Catalog(locale=language))

    monkeypatch.setattr(catalogues, "read", of)
    translations.cache_clear()
    yield made
    translations.cache_clear()


def catalog(language: str, **texts: str) -> Catalog:
    made = Catalog(locale=language)
    for english, translation in texts.items():
        made.add(english, translation)
    return made


def test_a_text_without_translation_is_said_in_english(known: dict) -> None:
    known["kk", SUPPLIER] = catalog("kk", Save="Сақтау", Send="")
    assert translations("kk").gettext("Save") == "Сақтау"
    assert translations("kk").gettext("Send") == "Send"
    assert translations("kk").ngettext("%(num)s file", "%(num)s files", 2) == "%(num)s files"


def test_a_translation_that_awaits_a_new_look_is_not_said(known: dict) -> None:
    known["kk", SUPPLIER] = catalog("kk")
    known["kk", SUPPLIER].add("Save", "Сақтау", flags=["fuzzy"])
    assert translations("kk").gettext("Save") == "Save"


def test_a_text_with_a_missing_plural_form_is_said_in_english(known: dict) -> None:
    known["ru", SUPPLIER] = catalog("ru")
    known["ru", SUPPLIER].add(("%(num)s file", "%(num)s files"), ("%(num)s файл", "", ""))
    assert translations("ru").ngettext("%(num)s file", "%(num)s files", 5) == "%(num)s files"


def test_russian_counts_in_three_forms(known: dict) -> None:
    known["ru", SUPPLIER] = catalog("ru")
    known["ru", SUPPLIER].add(("1 file", "files"), ("файл", "файла", "файлов"))
    said = [translations("ru").ngettext("1 file", "files", number) for number in (1, 3, 5, 21)]
    assert said == ["файл", "файла", "файлов", "файл"]


def test_uzbek_in_cyrillic_is_made_from_uzbek(known: dict) -> None:
    known["uz", SUPPLIER] = catalog("uz", **{"Asked by %(company)s": "Soʻragan: %(company)s"})
    said = translations("uz-Cyrl").gettext("Asked by %(company)s")
    assert said == "Сўраган: %(company)s"


def test_companies_texts_are_said_in_russian_too(known: dict) -> None:
    known["ru", COMPANY] = catalog("ru", Portfolio="Портфель")
    assert translations("ru").gettext("Portfolio") == "Портфель"


@pytest.mark.parametrize("tag", SPOKEN)
def test_every_language_can_be_spoken(tag: str) -> None:
    assert translations(tag).gettext("There is no such text") == "There is no such text"


def test_what_the_files_say_is_what_gettext_says() -> None:
    spoken = translations("ky")
    for message in messages(read("ky", SUPPLIER)):
        if isinstance(message.id, str) and translation_of(message):
            assert spoken.gettext(message.id) == message.string
