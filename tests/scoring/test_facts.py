"""Facts derived from the answers that count."""

from fractions import Fraction

import pytest

from scoring.conditions import DONT_KNOW, HIDDEN
from scoring.facts import Facts
from scoring.regions import Regions

ON = "2026-11-21"


@pytest.fixture
def facts(reference, ruleset):
    made = Facts(reference, ruleset.yes_no_controls, ruleset.inherent.missing_sector)

    def derive(proofs=None, signals=None, **answers):
        values = dict(answers)
        made.add(values, proofs or {}, signals or {}, ON)
        return values

    return derive


def test_a_share_is_over_the_whole_workforce_and_over_one_at_least(facts):
    derived = facts(workers_total=200, workers_foreign=30, workers_agency=1)
    assert derived["foreign_share"] == Fraction(3, 20)
    assert derived["agency_share"] == Fraction(1, 200)
    assert facts(workers_total=0, workers_foreign=3)["foreign_share"] == 3


@pytest.mark.parametrize("nothing", [None, HIDDEN, DONT_KNOW])
def test_a_number_that_was_not_given_counts_as_zero_in_a_share(facts, nothing):
    assert facts(workers_total=200, workers_foreign=nothing)["foreign_share"] == 0
    assert facts(workers_total=nothing, workers_foreign=3)["foreign_share"] == 3


def nationality(country, men=1, women=1):
    return {"country": country, "men": men, "women": women}


def test_nationalities_add_up_men_and_women(facts):
    rows = (nationality("NPL", 3, 4), nationality("BGD", None, 2))
    assert facts(nationalities=rows)["nationality_total"] == 9
    assert facts(nationalities=None)["nationality_total"] == 0
    assert facts(nationalities=(nationality("NPL", DONT_KNOW),))["nationality_total"] is None


def agent(**cells):
    return {"licence_no": "L-1", "licence_expiry": None, "subagents": "no"} | cells


def test_unlisted_subagents_are_yes_before_dont_know_before_no(facts):
    def said(*answers):
        return facts(agents=tuple(agent(subagents=one) for one in answers))["unlisted_subagents"]

    assert said("no", "dont_know", "yes") == "yes"
    assert said("no", "dont_know") == "dont_know"
    assert said("no", None) == "no"
    assert facts(agents=HIDDEN)["unlisted_subagents"] == "no"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({}, False),
        ({"licence_no": None}, True),
        ({"licence_expiry": "2026-11-20"}, True),
        ({"licence_expiry": "2026-11-21"}, False),
        ({"licence_no": DONT_KNOW}, None),
        ({"licence_no": DONT_KNOW, "licence_expiry": "2026-11-20"}, True),
        ({"licence_expiry": DONT_KNOW}, None),
    ],
)
def test_a_licence_is_a_problem_where_it_is_missing_or_ended(facts, cells, problem):
    assert facts(agents=(agent(), agent(**cells)))["licence_problem"] is problem


@pytest.mark.parametrize(
    ("site", "countries", "free"),
    [
        ("DEU", ["POL", "CHE"], True),
        ("DEU", ["POL", "UKR"], False),
        ("KAZ", ["KGZ"], True),
        ("KAZ", ["UZB"], False),
        ("GBR", ["IRL"], True),
        ("DEU", ["GBR"], False),
        ("DEU", [], False),
        ("DEU", [None], False),
        (None, ["POL"], False),
        ("DEU", [None, "UKR"], False),
    ],
)
def test_free_movement_holds_where_every_nationality_shares_an_area(facts, site, countries, free):
    rows = tuple(nationality(country) for country in countries)
    assert facts(site_country=site, nationalities=rows)["free_movement"] is free


def imposed(facts, country=None, region=None, goods=(), inputs=()):
    return facts(
        site_country=country,
        site_region=region,
        products=tuple({"good": good} for good in goods),
        inputs=tuple(
            {"country": origin, "region": where, "material": material}
            for origin, where, material in inputs
        ),
    )["state_imposed_place"]


@pytest.mark.parametrize(
    ("place", "truth"),
    [
        ({"country": "PRK"}, True),
        ({"country": "TKM", "goods": ["thread_yarn"]}, False),
        ({"country": "TKM", "goods": ["cottonseed_hybrid"]}, True),
        ({"country": "CHN", "region": "Xinjiang"}, True),
        ({"country": "CHN", "region": "Guangdong"}, False),
        ({"country": "CHN"}, None),
        ({"country": "CHN", "region": "somewhere"}, None),
        ({"country": "CHN", "region": HIDDEN}, None),
        ({"country": "CHN", "region": DONT_KNOW}, None),
        ({"country": "DEU", "inputs": [("PRK", None, "steel")]}, True),
        ({"country": "DEU", "inputs": [("TKM", None, "cotton")]}, True),
        ({"country": "DEU", "inputs": [("TKM", None, "silk")]}, False),
        ({"country": "DEU", "inputs": [("CHN", "CN-XJ", "tomatoes")]}, True),
        ({"country": "DEU", "inputs": [("CHN", None, "tomatoes")]}, None),
        ({"country": "CHN", "region": None, "inputs": [("PRK", None, "x")]}, True),
        ({"country": "CHN", "region": "Guangdong", "inputs": [("CHN", "", "x")]}, None),
        ({"country": None}, False),
        ({"country": "DEU", "inputs": [(DONT_KNOW, None, None)]}, False),
    ],
)
def test_the_place_of_state_imposed_labour(facts, place, truth):
    assert imposed(facts, **place) is truth


@pytest.fixture(scope="module")
def regions(reference):
    return Regions((row["alias"], row["region"]) for row in reference.table("china_regions"))


@pytest.mark.parametrize(
    "text",
    ["Xinjiang", "XINJIANG UYGUR", "cn-xj", "CN XJ", "新疆", "位于新疆维吾尔自治区", "Ürümqi",
     "U\u0308ru\u0308mqi", "Guangdong and Xinjiang", "Kashgar/Hotan", "新疆Xinjiang", "г. Урумчи",
     "XPCC (8th division)", "East  Turkestan"],
)  # fmt: skip
def test_a_region_that_names_xinjiang_is_found(regions, text):
    assert "CN-XJ" in regions.named(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Guangdong", {"CN-GD"}),
        ("inner-mongolia", {"CN-NM"}),
        ("Shaanxi", {"CN-SN"}),
        ("Guangdong, Fujian", {"CN-GD", "CN-FJ"}),
        ("广东省", {"CN-GD"}),
        ("Guangdong省", {"CN-GD"}),
        ("Chilin", set()),
        ("other", set()),
        ("", set()),
        ("Hamilton", set()),
    ],
)
def test_aliases_are_whole_words_and_chinese_ones_stand_anywhere(regions, text, found):
    assert regions.named(text) == found


def test_all_controls_say_yes_where_every_shown_one_does(facts, ruleset):
    controls = ruleset.yes_no_controls
    assert len(controls) == 18
    answers = dict.fromkeys(controls, "yes")
    assert facts(**answers)["all_controls_yes"] is True
    assert facts(**answers | {"policy": "na", "owner": HIDDEN})["all_controls_yes"] is True
    for answer in ("partly", "no", DONT_KNOW, None):
        assert facts(**answers | {"policy": answer})["all_controls_yes"] is False
    assert facts(**dict.fromkeys(controls, HIDDEN))["all_controls_yes"] is False


def test_proof_counts_where_its_question_is_shown(facts):
    assert facts(policy="yes")["no_proof_at_all"] is True
    assert facts({"policy": "rejected"}, policy="yes")["no_proof_at_all"] is True
    assert facts({"policy": "uploaded"}, policy="yes")["no_proof_at_all"] is False
    assert facts({"policy": "accepted"}, policy=HIDDEN)["no_proof_at_all"] is True


def test_signals_are_false_and_zero_unless_given(facts):
    derived = facts()
    assert derived["signal_listed_entity"] is False
    assert derived["signal_worker_survey_fee_share"] == 0
    derived = facts(signals={"listed_entity": True, "worker_survey_fee_share": "0.05"})
    assert derived["signal_listed_entity"] is True
    assert derived["signal_worker_survey_fee_share"] == Fraction(1, 20)
