"""Steps 6 to 9: controls weighted by proof, exposure, observed signs, residual."""

from decimal import Decimal

import pytest

PLAIN = "careful-factory-germany"
HALF = "half-answered-vietnam"


@pytest.fixture
def scored(scorer, case):
    def score(name=PLAIN, proof=None, **answers):
        document = case(name, **answers)
        document["proof"] = {**document["proof"], **(proof or {})}
        return scorer.score(document).document()

    return score


@pytest.mark.parametrize(
    ("state", "strength"),
    [("accepted", 100), ("uploaded", 97), ("none", 92), ("rejected", 88), ("expired", 88)],
)
def test_proof_weighs_what_a_control_is_worth(scored, state, strength):
    assert scored(proof={"risk_assessment": state})["controls"]["K1"] == strength


@pytest.mark.parametrize(
    ("answer", "strength"),
    [("yes", 100), ("partly", 90), ("no", 80), ("dont_know", 80), (None, 80)],
)
def test_a_control_is_worth_its_answer(scored, answer, strength):
    assert scored(risk_assessment=answer)["controls"]["K1"] == strength


def test_a_control_that_does_not_apply_is_left_out(scored):
    assert scored(owner="no", policy="na")["controls"]["K1"] == Decimal("85.7")


def test_a_family_in_which_nothing_applies_is_left_out_everywhere(scored):
    governance = ("policy", "owner", "risk_assessment", "training", "audit_fl_scope")
    result = scored(**dict.fromkeys(governance, "na"))
    assert result["controls"]["K1"] is None
    with_all = scored()["controls"]
    weights = {"K2": 30, "K3": 25, "K4": 20, "K5": 10}
    mean = sum(with_all[key] * weight for key, weight in weights.items()) / 85
    assert abs(result["controls"]["total"] - mean) <= Decimal("0.05")


def test_without_any_family_the_controls_are_worth_nothing(short_scorer, case):
    result = short_scorer.score(case(PLAIN, grievance="na")).document()
    assert set(result["controls"].values()) == {None, 0}
    assert result["controls"]["total"] == 0
    exposure = result["inherent"]["score"] * driven(result, "VUL")
    assert abs(result["indicators"]["VUL"]["exposure"] - exposure) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("question", "answer", "value"),
    [
        ("contracts_share", 100, 1),
        ("contracts_share", 75, "0.5"),
        ("contracts_share", 50, 0),
        ("contracts_share", 20, 0),
        ("contracts_share", "dont_know", 0),
        ("pay_method", "cash_signed_payslip", "0.7"),
        ("pay_method", "no_payslip", "0.2"),
        ("pay_method", "vouchers", 0),
        ("representation", "elected_reps", "0.8"),
        ("representation", "appointed", "0.3"),
        ("representation", "forbidden", 0),
        ("grievance_quality", ["anonymous"], "0.25"),
        ("grievance_quality", ["none"], 0),
        ("grievance_quality", ["dont_know"], 0),
        ("fee_checks", ["third_party", "interview_on_arrival"], "0.666666667"),
        ("mapping", "tier1", "0.4"),
        ("mapping", "tier2", "0.7"),
        ("mapping", "raw_material", 1),
        ("mapping", "none", 0),
    ],
)
def test_each_scale_values_its_answers(scored, question, answer, value):
    (line,) = [
        line
        for line in scored(**{question: answer})["trace"]
        if line["step"] == "control" and line["questions"] == [question]
    ]
    assert line["inputs"]["value"] == Decimal(value)


def driven(result, code):
    (line,) = [
        line for line in result["trace"] if line["step"] == "driver" and line["item"] == code
    ]
    return line["points"]


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("VUL", {"workers_foreign": 12}),
        ("VUL", {"special_groups": ["refugees"]}),
        ("DEC", {"workers_agency": 1}),
        ("DEC", {"workers_foreign": 6}),
        ("DEB", {"channels": ["licensed_agency"]}),
        ("MOV", {"housing": "optional"}),
        ("MOV", {"housing": "dont_know"}),
        ("ISO", {"remoteness": "vessel_offshore"}),
        ("VIO", {"workers_agency": 24}),
        ("INT", {"special_groups": ["homeworkers"]}),
        ("DOC", {"workers_foreign": 1}),
        ("WAG", {"pay_basis": "piece"}),
        ("WAG", {"workers_temporary": 36}),
        ("CON", {"activity": "textiles"}),
        ("OVT", {"activity": "leather_footwear"}),
        ("OVT", {"pay_basis": "task_quota"}),
        ("SIF", {"site_country": "TKM"}),
        ("SIF", {"state_labour": "yes"}),
        ("SIF", {"special_groups": ["conscripts"]}),
    ],
)
def test_a_driver_is_present_in_full_and_absent_in_part(scored, code, answers):
    without = scored(workers_foreign=0)
    assert driven(without, code) == Decimal("0.2" if code == "SIF" else "0.5")
    assert driven(scored(**{"workers_foreign": 0} | answers), code) == 1


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("VUL", {"special_groups": ["dont_know"]}),
        ("MOV", {"housing": None}),
        ("SIF", {"state_labour": "dont_know"}),
        ("WAG", {"pay_basis": "dont_know"}),
        ("DEC", {"workers_agency": "dont_know"}),
    ],
)
def test_what_is_not_plainly_true_drives_nothing(scored, code, answers):
    assert driven(scored(**{"workers_foreign": 0} | answers), code) < 1


def closed_case(**cells):
    return {
        "indicator": "DOC", "workers": 5, "remedy": "resolved", "opened": "2026-01-01",
        "closed": "2026-11-21", "verified_by": "independent",
    } | cells  # fmt: skip


HELD = {"id_documents": "employer_restricted"}


def test_a_case_that_is_resolved_closed_and_verified_halves_what_was_observed(scored):
    assert scored(**HELD)["indicators"]["DOC"]["observed"] == 80
    assert scored(**HELD, cases=[closed_case()])["indicators"]["DOC"]["observed"] == 40


@pytest.mark.parametrize(
    "cells",
    [
        {"remedy": "in_progress"},
        {"remedy": "none"},
        {"closed": "2026-11-22"},
        {"closed": None},
        {"closed": "dont_know"},
        {"verified_by": "management"},
        {"verified_by": None},
        {"indicator": "WAG"},
    ],
)
def test_a_case_that_lacks_anything_halves_nothing(scored, cells):
    cases = [closed_case(**cells)]
    assert scored(**HELD, cases=cases)["indicators"]["DOC"]["observed"] == 80


def test_one_open_case_keeps_the_whole(scored):
    cases = [closed_case(), closed_case(remedy="in_progress")]
    assert scored(**HELD, cases=cases)["indicators"]["DOC"]["observed"] == 80
    assert scored(**HELD, cases="dont_know")["indicators"]["DOC"]["observed"] == 80


def test_observed_points_are_capped_before_they_are_halved(scored):
    answers = {
        "fees_paid": "most", "fee_months": 4, "reimbursed": "not", "deposits": "yes",
        "loans": "employer",
    }  # fmt: skip
    assert scored(**answers)["indicators"]["DEB"]["observed"] == 100
    cases = [closed_case(indicator="DEB")]
    assert scored(**answers, cases=cases)["indicators"]["DEB"]["observed"] == 50


def test_suspected_points_of_a_fired_check_count_as_observed(scored):
    result = scored(fee_items=["visa_permit"])
    assert result["checks"] == ["X03"]
    assert result["indicators"]["DEB"]["observed"] == 20


def test_the_residual_is_the_larger_and_a_quarter_of_the_smaller(scored):
    risk = scored("glove-maker-malaysia")["indicators"]["DEC"]
    assert risk["residual"] == Decimal("67.6")
    assert abs(risk["observed"] + risk["exposure"] / 4 - risk["residual"]) <= Decimal("0.1")


def test_rules_that_cannot_be_decided_are_listed_and_do_not_fire(scored):
    result = scored(hours_max=None, wages_held=None)
    assert result["unknown_rules"] == ["PAY05", "PAY06", "HRS01", "HRS02", "HRS03", "UNK02"]
    assert result["rules"] == []
