"""Every text that a supplier may meet is said in every language, and the files know all texts."""

import pytest

from webapp.languages import files
from webapp.languages.extraction import extracted
from webapp.languages.spoken import COMPANY, SUPPLIER, kept

UPDATE = "run make i18n-update, then translate what make i18n counts as missing"


@pytest.mark.parametrize("audience", [SUPPLIER, COMPANY])
def test_the_files_hold_the_texts_of_the_sources_and_no_others(audience: str) -> None:
    texts = {files.english_of(message) for message in files.messages(extracted(audience))}
    for language in kept(audience):
        known = files.messages(files.read(language, audience))
        assert {files.english_of(message) for message in known} ^ texts == set(), UPDATE


@pytest.mark.parametrize("language", kept(SUPPLIER))
def test_suppliers_read_every_text_in_their_language(language: str) -> None:
    known = files.messages(files.read(language, SUPPLIER))
    missing = [files.key_of(message) for message in known if not files.translation_of(message)]
    assert missing == [], UPDATE
