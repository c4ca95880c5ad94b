"""Step 14: a supplier who did not answer has an inherent band, never a score."""

from datetime import date
from decimal import Decimal

import pytest

from scoring.no_reply import no_reply, unrated_from


@pytest.fixture
def unanswered(ruleset, reference):
    return lambda *known: no_reply(ruleset, reference, *known).document()


def test_workforce_and_recruitment_count_forty_each(unanswered):
    told = unanswered("MYS", "rubber_gloves")
    expected = Decimal("0.35") * Decimal("49.7") + Decimal("0.25") * 85 + Decimal("0.4") * 40
    assert abs(told["inherent"] - expected) <= Decimal("0.05")
    assert told["status"] == "unrated"


@pytest.mark.parametrize(
    ("country", "sector", "goods", "inherent_band", "shown"),
    [
        ("DEU", "it_professional", [], "low", "medium"),
        ("DEU", "machinery", [], "medium", "high"),
        ("MYS", "rubber_gloves", [], "high", "critical"),
        ("CHN", "polysilicon_solar", ["polysilicon"], "critical", "critical"),
    ],
)
def test_the_band_shown_is_one_step_above_the_inherent(
    unanswered, country, sector, goods, inherent_band, shown
):
    told = unanswered(country, sector, goods)
    assert (told["inherent_band"], told["band"]) == (inherent_band, shown)


def test_goods_that_are_known_from_the_record_add_their_overlay(unanswered):
    assert unanswered("MYS", "rubber_gloves", ["rubber_gloves"])["overlay"] == {
        "listed_good_forced_labour": 12
    }


def test_what_is_not_known_takes_the_scores_for_missing(unanswered):
    told = unanswered("", "")
    assert (told["country"], told["sector"]) == (60, 50)


def test_its_lines_add_up(unanswered):
    told = unanswered("CHN", "textiles", ["cotton"])
    total = sum(line["points"] for line in told["trace"] if line["step"] in ("base", "overlay"))
    assert total == told["inherent"]


def test_silence_counts_thirty_days_after_the_deadline(ruleset):
    assert unrated_from(ruleset, date(2026, 1, 31)) == date(2026, 3, 2)
