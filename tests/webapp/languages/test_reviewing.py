"""A native speaker's review is written down beside the translations."""

from datetime import date
from pathlib import Path

import pytest

from questionnaires.reviews import read_reviews
from webapp.languages import reviewing
from webapp.languages.coverage import entries
from webapp.languages.spoken import SUPPLIER

SCREENING = "forced-labour-screening/2026.1"


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "ky.review.toml"
    monkeypatch.setattr(reviewing, "review_file", lambda *_: path)
    return path


def test_each_text_is_noted_with_who_and_when(beside: Path) -> None:
    noted = reviewing.note("ky", SCREENING, by='Aizada "A." K.', on=date(2026, 12, 1))
    reviews = read_reviews(beside)
    assert noted == len(reviews.of) == len(entries("ky", SCREENING))
    for one in entries("ky", SCREENING):
        assert reviews.of[one.key].by == 'Aizada "A." K.'
        assert reviews.state(one.key, one.english, one.translation) == "reviewed"


def test_a_part_can_be_reviewed_and_earlier_reviews_stay(beside: Path) -> None:
    reviewing.note("ky", SCREENING, by="A", on=date(2026, 12, 1), only="questionnaire.title")
    reviewing.note("ky", SCREENING, by="B", on=date(2026, 12, 2), only="questionnaire.intro")
    assert {key: one.by for key, one in read_reviews(beside).of.items()} == {
        "questionnaire.title": "A",
        "questionnaire.intro": "B",
    }


def test_pages_are_reviewed_in_the_same_way() -> None:
    path = reviewing.review_file("kk", SUPPLIER)
    assert path.as_posix().endswith("webapp/translations/kk/LC_MESSAGES/supplier.review.toml")
