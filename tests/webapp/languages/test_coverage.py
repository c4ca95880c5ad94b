"""How far the languages are is counted from the files, and drafts are called drafts."""

from collections import Counter

import pytest

from questionnaires.reviews import DRAFTED, MISSING, REVIEWED, STALE
from webapp.languages import coverage
from webapp.languages.coverage import Coverage
from webapp.languages.spoken import COMPANY, SPOKEN, SUPPLIER, Spoken, kept


def test_every_text_is_in_one_state() -> None:
    one = Coverage("kk", SUPPLIER, Counter({MISSING: 4, DRAFTED: 3, STALE: 2, REVIEWED: 1}))
    assert (one.total, one.translated, one.drafted, one.stale, one.reviewed) == (10, 6, 3, 2, 1)


def test_each_language_is_counted_for_its_audiences_and_its_content() -> None:
    counted = {(one.language, one.what) for one in coverage.standing()}
    assert {(language, SUPPLIER) for language in kept(SUPPLIER)} <= counted
    assert [language for language, what in counted if what == COMPANY] == ["ru"]
    assert {language for language, what in counted if what.startswith("rulesets/")} == set(
        kept(SUPPLIER)
    )


def test_a_language_is_a_draft_until_every_text_for_suppliers_is_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked = Coverage("uz", SUPPLIER, Counter({REVIEWED: 2}))
    for_companies = Coverage("uz", COMPANY, Counter({DRAFTED: 2}))
    begun = Coverage("kk", SUPPLIER, Counter({REVIEWED: 2, DRAFTED: 1}))
    monkeypatch.setattr(coverage, "standing", lambda: (checked, for_companies, begun))
    drafts = {tag: coverage.is_draft(tag) for tag in ("en", "uz", "uz-Cyrl", "kk")}
    assert drafts == {"en": False, "uz": False, "uz-Cyrl": False, "kk": True}


def test_a_language_knows_its_direction() -> None:
    assert {language.direction for language in SPOKEN.values()} == {"ltr"}
    assert Spoken("ar", "العربية").direction == "rtl"
    assert Spoken("ug", "ئۇيغۇرچە").direction == "rtl"
