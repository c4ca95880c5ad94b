"""The files of translations: they can be read, and what they say fits the English texts."""

import pytest

from webapp.languages import files
from webapp.languages.checking import faults
from webapp.languages.spoken import COMPANY, ENGLISH, SPOKEN, SUPPLIER, kept

FILES = [(language, audience) for audience in (SUPPLIER, COMPANY) for language in kept(audience)]


@pytest.mark.parametrize(("language", "audience"), FILES)
def test_a_file_of_translations_has_no_faults(language: str, audience: str) -> None:
    assert faults(files.read(language, audience)) == []


@pytest.mark.parametrize(("language", "audience"), FILES)
def test_a_review_is_of_a_text_that_there_is(language: str, audience: str) -> None:
    keys = {files.key_of(message) for message in files.messages(files.read(language, audience))}
    assert set(files.reviews(language, audience).of) <= keys


def test_every_spoken_language_has_its_own_file_or_is_made_by_rule() -> None:
    assert {SPOKEN[tag].written_in for tag in SPOKEN} == {ENGLISH, *kept(SUPPLIER)}


def test_russian_needs_three_plural_forms_and_the_turkic_languages_two() -> None:
    plurals = {tag: files.read(tag, SUPPLIER).num_plurals for tag in kept(SUPPLIER)}
    assert plurals == {"ru": 3, "kk": 2, "ky": 2, "uz": 2, "tk": 2}
