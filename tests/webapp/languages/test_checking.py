"""Faults that a translation can have are found."""

import pytest
from babel.messages.catalog import Catalog

from webapp.languages.checking import faults


def found(english: object, translation: object, language: str = "ru") -> list[str]:
    catalog = Catalog(locale=language)
    catalog.add(english, translation)
    return [fault.fault for fault in faults(catalog)]


def test_a_sound_translation_has_no_fault() -> None:
    assert found("Asked by %(company)s", "Спрашивает %(company)s") == []


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("Asked by %(company)s", "Спрашивает компания"),
        ("Enter {least} or more", "Введите {most} или больше"),
        ("Help", "Помощь %(name)s"),
        ("12 %% more", "12 % больше"),
    ],
)
def test_other_placeholders_are_a_fault(english: str, translation: str) -> None:
    assert found(english, translation) == ["has other placeholders than the English text"]


def test_markup_that_english_has_not_is_a_fault() -> None:
    assert found("Help", "<b>Помощь</b>") == ["has other markup than the English text"]


def test_a_latin_letter_in_a_cyrillic_word_is_a_fault() -> None:
    assert found("Answer", "Oтвет") == ["mixes Latin and Cyrillic letters: Oт"]


def test_a_missing_plural_form_is_a_fault() -> None:
    assert found(("%(num)s file", "%(num)s files"), ("%(num)s файл", "%(num)s файла")) == [
        "needs 3 plural forms"
    ]


def test_what_is_not_translated_yet_is_no_fault() -> None:
    assert found("Help", "") == []
    assert found(("%(num)s file", "%(num)s files"), ("", "", "")) == []
