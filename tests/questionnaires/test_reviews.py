"""A review holds for exactly the wording that was read."""

from datetime import date
from pathlib import Path

from questionnaires.reviews import Review, Reviews, read_reviews, wording

READ = Reviews({"a": Review("Aizada", date(2026, 11, 22), wording("Yes", "Ооба"))})


def test_a_text_without_translation_is_missing_and_one_without_review_a_draft() -> None:
    assert READ.state("b", "No", "") == "missing"
    assert READ.state("b", "No", "Жок") == "drafted"


def test_a_review_of_this_very_wording_counts() -> None:
    assert READ.state("a", "Yes", "Ооба") == "reviewed"


def test_a_review_is_stale_when_either_text_has_changed() -> None:
    assert READ.state("a", "Yes, always", "Ооба") == "stale"
    assert READ.state("a", "Yes", "Макул") == "stale"


def test_a_file_without_reviews_has_none(tmp_path: Path) -> None:
    assert read_reviews(tmp_path / "ky.review.toml").of == {}
