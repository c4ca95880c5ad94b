"""Steps 10 and 11: headline, bands and overrides."""

from decimal import Decimal

import pytest

from scoring.exact import exact
from scoring.headline import band_of

PLAIN = "careful-factory-germany"
PAPER = "perfect-on-paper-uzbekistan"


@pytest.fixture
def scored(scorer, case):
    def score(name=PLAIN, **answers):
        return scorer.score(case(name, **answers)).document()

    return score


def closed(code):
    return {
        "indicator": code, "workers": 5, "remedy": "repaid_in_full", "opened": "2026-01-01",
        "closed": "2026-06-01", "verified_by": "independent",
    }  # fmt: skip


def test_the_headline_is_six_tenths_of_the_highest_and_four_of_the_mean_of_four(scored):
    result = scored("seasonal-farm-kazakhstan")
    highest = sorted((risk["residual"] for risk in result["indicators"].values()), reverse=True)
    expected = Decimal("0.6") * highest[0] + Decimal("0.4") * sum(highest[:4]) / 4
    assert abs(result["headline"] - expected) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("headline", "band"),
    [("0", "low"), ("24.9", "low"), ("25", "medium"), ("49.9", "medium"), ("50", "high"),
     ("74.9", "high"), ("75", "critical"), ("100", "critical")],
)  # fmt: skip
def test_bands_begin_at_their_threshold(scorer, headline, band):
    assert band_of(exact(headline), scorer.ruleset.headline) == band


def test_low_confidence_lifts_low_to_medium_and_marks_it_provisional(scored):
    result = scored(PAPER)
    assert (result["computed_band"], result["band"]) == ("low", "medium")
    assert (result["overrides"], result["provisional"]) == (["low_confidence"], True)


def test_low_confidence_lifts_nothing_else(scored):
    result = scored(PAPER, activity="rubber_gloves", housing="by_agent", pay_basis="piece",
                    hours_max=70, rest_day="less", housing_standard="no")  # fmt: skip
    assert result["computed_band"] == "medium"
    assert (result["overrides"], result["provisional"]) == ([], False)


def test_a_red_flag_lifts_to_high(scored):
    result = scored(violence="alleged_open")
    assert result["rules"] == ["TRT04"]
    assert (result["computed_band"], result["band"]) == ("medium", "high")
    assert result["overrides"] == ["red_flag"]


def test_a_red_flag_that_raises_nothing_is_not_listed(scored):
    result = scored("glove-maker-malaysia")
    assert (result["computed_band"], result["overrides"]) == ("critical", [])


def test_a_red_flag_of_remedied_indicators_does_not_count(scored):
    result = scored(violence="alleged_open", cases=[closed("VIO")])
    assert result["band"] == result["computed_band"]
    assert result["overrides"] == []
    assert result["findings"][0] | {"remedied": True} == result["findings"][0]


def test_a_rule_lives_while_one_of_its_indicators_is_not_remedied(scored):
    result = scored(deposits="yes", cases=[closed("DEB")])
    assert "red_flag" in result["overrides"]
    result = scored(deposits="yes", cases=[closed("DEB"), closed("MOV")])
    assert result["overrides"] == []


def test_zero_tolerance_is_critical_remedied_or_not(scored):
    for cases in ([], [closed("DOC")]):
        result = scored(id_documents="agent", cases=cases)
        assert result["band"] == "critical"
        assert result["overrides"][-1] == "zero_tolerance"


def test_zero_tolerance_is_listed_even_where_it_raises_nothing(scored):
    result = scored("glove-maker-malaysia", id_documents="agent")
    assert result["computed_band"] == "critical"
    assert result["overrides"] == ["zero_tolerance"]


INVOLUNTARY = {"terms_changed": "repeated"}
MENACE = {"phone": "confiscated"}


def test_a_pattern_needs_both_sides_and_is_critical(scored):
    assert scored(**INVOLUNTARY)["pattern"] is False
    assert scored(**MENACE)["pattern"] is False
    result = scored(**INVOLUNTARY, **MENACE)
    assert result["pattern"] is True
    assert result["band"] == "critical"
    assert result["overrides"] == ["red_flag", "pattern"]


def test_a_moderate_rule_makes_no_pattern(scored):
    assert scored(terms_changed="isolated", **MENACE)["pattern"] is False


def test_a_remedied_side_makes_no_pattern(scored):
    result = scored(**INVOLUNTARY, **MENACE, cases=[closed("ISO")])
    assert result["pattern"] is False
    assert "pattern" not in result["overrides"]


def test_a_pattern_is_told_beside_zero_tolerance_without_being_an_override(scored):
    result = scored(**INVOLUNTARY, id_documents="agent")
    assert result["pattern"] is True
    assert "zero_tolerance" in result["overrides"]
    assert "pattern" not in result["overrides"]


def test_findings_are_ordered_by_severity_then_as_the_ruleset_has_them(scored):
    result = scored(
        id_documents="agent", hours_max=50, violence="dont_know", deposits="yes",
        phone="confiscated", notice_days=90,
    )  # fmt: skip
    order = [(one["severity"], one["rule"]) for one in result["findings"]]
    assert order == [
        ("Z", "MOV01"), ("R", "REC06"), ("R", "MOV08"), ("M", "EXT05"), ("L", "HRS03"),
        ("U", "UNK06"),
    ]  # fmt: skip


def test_actions_are_sorted_and_named_once(scored):
    actions = scored("seasonal-farm-kazakhstan")["actions"]
    assert actions == sorted(set(actions))
