"""Steps 1 to 5: where, what, who and how recruited."""

from decimal import Decimal

import pytest

PLAIN = "careful-factory-germany"


@pytest.fixture
def inherent(scorer, case):
    def score(**answers):
        return scorer.score(case(PLAIN, **answers)).document()["inherent"]

    return score


def test_a_place_and_a_sector_without_a_row_take_the_scores_for_missing(inherent):
    assert inherent(site_country="ATA")["country"] == 60
    assert inherent(site_country=None)["country"] == 60
    assert inherent(site_country="dont_know")["country"] == 60
    assert inherent(activity=None)["sector"] == 50


@pytest.mark.parametrize(
    ("foreign", "points"),
    [(0, 0), (1, 5), (49, 5), (50, 15), (199, 15), (200, 30), (499, 30), (500, 40), (1000, 40)],
)
def test_the_share_of_foreign_workers_counts_by_bands(inherent, foreign, points):
    assert inherent(workers_total=1000, workers_foreign=foreign)["workforce"] == points


@pytest.mark.parametrize(
    ("agency", "points"), [(0, 0), (1, 8), (99, 8), (100, 18), (399, 18), (400, 28)]
)
def test_the_share_of_agency_workers_counts_by_bands(inherent, agency, points):
    got = inherent(workers_total=1000, workers_foreign=0, workers_agency=agency)["workforce"]
    assert got == points


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({"workers_internal_migrant": 299}, 0),
        ({"workers_internal_migrant": 300}, 10),
        ({"workers_temporary": 299}, 0),
        ({"workers_temporary": 300}, 10),
        ({"special_groups": ["prisoners", "refugees"]}, 30),
        ({"special_groups": ["compulsory_students"]}, 30),
        ({"special_groups": ["homeworkers"]}, 12),
        ({"special_groups": ["dont_know"]}, 0),
        ({"special_groups": "dont_know"}, 0),
        ({"special_groups": None}, 0),
        ({"pay_basis": "piece"}, 8),
        ({"pay_basis": "task_quota"}, 8),
        ({"pay_basis": "mixed"}, 0),
        ({"housing": "mandatory"}, 8),
        ({"housing": "by_agent"}, 8),
        ({"housing": "optional"}, 4),
        ({"housing": "dont_know"}, 0),
        ({"remoteness": "remote_no_transport"}, 8),
        ({"remoteness": "vessel_offshore"}, 20),
    ],
)
def test_each_factor_of_the_workforce_adds_its_points(inherent, answers, points):
    got = inherent(workers_total=1000, workers_foreign=0, **answers)["workforce"]
    assert got == points


@pytest.mark.parametrize(
    ("tie", "points"),
    [("free_to_change", 5), ("tied_no_change", 23), ("change_with_consent", 15), ("dont_know", 15)],
)
def test_a_permit_that_ties_the_worker_adds_points_where_it_is_asked(inherent, tie, points):
    assert inherent(permit_tie=tie)["workforce"] == points
    assert inherent(permit_tie=tie, workers_foreign=0)["workforce"] == 0


def test_the_workforce_is_capped_at_one_hundred(inherent):
    worst = inherent(
        workers_total=100, workers_foreign=90, workers_agency=90, permit_tie="tied_no_change",
        workers_temporary=90, special_groups=["prisoners"], remoteness="vessel_offshore",
    )  # fmt: skip
    assert worst["workforce"] == 100


@pytest.mark.parametrize(
    ("channels", "points"),
    [
        (["direct"], 0),
        (["worker_referral"], 10),
        (["licensed_agency", "worker_referral"], 20),
        (["labour_contractor", "licensed_agency"], 30),
        (["informal_individuals", "direct"], 40),
        (["government_assignment", "informal_individuals"], 50),
        (None, 0),
    ],
)
def test_the_worst_channel_counts(inherent, channels, points):
    assert inherent(workers_foreign=0, channels=channels)["recruitment"] == points


def nationality(country):
    return {"country": country, "men": 50, "women": 0, "permit": "work"}


def test_the_riskiest_origin_counts_three_tenths_of_its_score(inherent, reference):
    rows = [nationality("POL"), nationality("PRK"), nationality("NPL")]
    score = reference.countries.row("PRK")["score"]
    got = inherent(workers_foreign=100, nationalities=rows)["recruitment"]
    assert abs(got - Decimal(str(float(score * 3 / 10)))) <= Decimal("0.05")


def test_an_origin_without_a_row_scores_sixty(inherent):
    for country in ("ATA", "dont_know", None):
        assert inherent(workers_foreign=100, nationalities=[nationality(country)])[
            "recruitment"
        ] == Decimal("18.0")


def test_origins_count_only_where_foreign_workers_are_named(inherent):
    assert inherent(workers_foreign=100, nationalities=[])["recruitment"] == 0
    assert inherent(workers_foreign=100, nationalities="dont_know")["recruitment"] == 0
    assert inherent(workers_foreign=0, nationalities=[nationality("PRK")])["recruitment"] == 0


@pytest.mark.parametrize(("subagents", "points"), [("yes", 35), ("dont_know", 35), ("no", 20)])
def test_unlisted_subagents_add_fifteen(inherent, subagents, points):
    agents = [{"name": "A", "licence_no": "1", "subagents": subagents}]
    answers = {"workers_foreign": 0, "channels": ["licensed_agency"], "agents": agents}
    assert inherent(**answers)["recruitment"] == points


def test_recruitment_counts_half_with_few_foreign_and_no_agency_workers(inherent):
    answers = {"workers_total": 100, "nationalities": [nationality("ATA")]}
    assert inherent(workers_foreign=4, **answers)["recruitment"] == 9
    assert inherent(workers_foreign=5, **answers)["recruitment"] == 18
    assert inherent(workers_foreign=4, workers_agency=1, **answers)["recruitment"] == 18


def good(key):
    return {"good": key, "hs": ""}


def material(key, country, region=""):
    return {"material": key, "country": country, "region": region}


@pytest.mark.parametrize(
    ("site", "goods", "inputs", "overlay"),
    [
        ("MYS", ["rubber_gloves"], [], {"listed_good_forced_labour": 12}),
        ("DEU", ["rubber_gloves"], [], {}),
        ("AFG", ["carpets"], [], {"listed_good_child_labour": 4}),
        ("AFG", ["carpets", "bricks"], [], {"listed_good_forced_labour": 12}),
        ("DEU", [], [("cotton", "TKM")], {"listed_input": 6}),
        ("DEU", [], [("cotton", "DEU")], {}),
        ("CHN", ["steel"], [], {"uflpa_priority_china": 10}),
        ("DEU", ["steel"], [], {}),
        ("DEU", [], [("steel", "CHN")], {"uflpa_priority_china": 10}),
        ("DEU", [], [("carpets", "AFG")], {}),
        ("CHN", ["cotton"], [("cotton", "CHN")],
         {"listed_good_forced_labour": 12, "listed_input": 6, "uflpa_priority_china": 10}),
    ],
)  # fmt: skip
def test_goods_on_a_list_add_each_overlay_once(inherent, site, goods, inputs, overlay):
    got = inherent(
        site_country=site,
        site_region="Guangdong",
        products=[good(key) for key in goods],
        inputs=[material(key, country, "Guangdong") for key, country in inputs],
    )
    assert got["overlay"] == overlay


@pytest.mark.parametrize(
    ("answers", "signals", "floored"),
    [
        ({"special_groups": ["conscripts"]}, {}, 90),
        ({"special_groups": ["state_labour_transfer"]}, {}, 90),
        ({"state_labour": "yes"}, {}, 90),
        ({"inputs": [material("steel", "PRK")]}, {}, 90),
        ({}, {"listed_entity": True}, 95),
        ({"state_labour": "yes"}, {"listed_entity": True}, 95),
    ],
)
def test_the_floor_lifts_the_state_line_and_nothing_else(scorer, case, answers, signals, floored):
    document = case(PLAIN, **answers) | {"signals": signals}
    result = scorer.score(document).document()
    assert result["inherent"]["floored"] == floored
    assert result["inherent"]["score"] < 30
    others = [risk["exposure"] for code, risk in result["indicators"].items() if code != "SIF"]
    assert max(others) < 30


def test_an_unrecognised_region_in_china_makes_no_floor_and_leaves_its_rule_unknown(scorer, case):
    result = scorer.score(case(PLAIN, inputs=[material("silk", "CHN", "somewhere")])).document()
    assert result["inherent"]["floored"] == result["inherent"]["score"]
    assert "SIF02" in result["unknown_rules"]
    assert "SIF02" not in result["rules"]
