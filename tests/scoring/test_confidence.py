"""Step 12: how far the answers can be relied on."""

from decimal import Decimal

import pytest

PLAIN = "careful-factory-germany"


@pytest.fixture
def scored(scorer, case):
    def score(name=PLAIN, proof=None, **answers):
        document = case(name, **answers)
        if proof is not None:
            document["proof"] = proof
        return scorer.score(document).document()

    return score


@pytest.fixture
def confidence(scored):
    return lambda *arguments, **answers: scored(*arguments, **answers)["confidence"]


def shown_weight(scorer, result):
    return sum(
        2 if question.critical else 1
        for key, question in scorer.form.questions.items()
        if key not in result["hidden"]
    )


def missing(scorer, result, weight):
    return round(100 * (1 - Decimal(weight) / shown_weight(scorer, result)), 1)


def test_a_blank_critical_question_counts_twice(scorer, scored):
    result = scored(notice_days=None)
    assert result["confidence"]["completeness"] == missing(scorer, result, 1)
    result = scored(hours_max=None)
    assert result["confidence"]["completeness"] == missing(scorer, result, 2)


def test_dont_know_counts_three_tenths(scorer, scored):
    result = scored(violence="dont_know")
    assert result["confidence"]["completeness"] == missing(scorer, result, "1.4")
    result = scored(refusal_result=["dont_know"])
    assert result["confidence"]["completeness"] == missing(scorer, result, "0.7")


def test_a_table_that_is_given_and_empty_is_answered_and_a_missing_one_is_blank(scored):
    assert scored(inputs=[])["unknowns"] == []
    assert scored(inputs=None)["unknowns"] == [
        {"question": "inputs", "state": "blank", "gateway": False}
    ]
    assert scored(inputs="dont_know")["unknowns"][0]["state"] == "dont_know"


@pytest.mark.parametrize("blank", [None, "", []])
def test_null_an_empty_text_and_an_empty_multi_are_blank(scored, blank):
    assert [one["question"] for one in scored(guards=blank)["unknowns"]] == ["guards"]


def test_a_hidden_question_is_no_unknown(scored):
    assert "fee_amount" in scored()["hidden"]
    assert scored()["unknowns"] == []


def test_evidence_is_the_mean_over_controls_that_are_worth_something(scored):
    result = scored(proof={"policy": "accepted", "owner": "uploaded", "training": "rejected"})
    valued = sum(1 for line in result["trace"] if line["step"] == "evidence")
    assert result["confidence"]["evidence"] == round(Decimal(160) / valued, 1)
    no_policy = scored(policy="no")
    assert no_policy["confidence"]["evidence"] == 100
    assert not any(
        line["step"] == "evidence" and line["item"] == "policy" for line in no_policy["trace"]
    )


def test_consistency_loses_the_points_of_each_fired_check(scored):
    result = scored(workers_foreign=200, housing="none",
                    deductions=[{"type": "housing", "pct": 5, "consent": "yes"}])  # fmt: skip
    assert result["checks"] == ["X01", "X02", "X06"]
    assert result["confidence"]["consistency"] == 40


def test_consistency_stops_at_zero(scored):
    result = scored(
        workers_foreign=200, hours_max=20, fee_items=["passport"], grievance_quality=["none"],
        proof={}, deductions=[{"type": "housing", "pct": 5, "consent": "yes"}],
        policy="no",
    )  # fmt: skip
    assert sum(one["points_off"] for one in result["fired_checks"]) > 100
    assert result["confidence"]["consistency"] == 0


def test_verification_needs_an_accepted_proof_of_interviews_or_audit(confidence):
    assert confidence()["verification"] == 100
    assert confidence(proof={"independent_interviews": "uploaded"})["verification"] == 0
    assert confidence(proof={"audit_fl_scope": "accepted"})["verification"] == 100
    assert (
        confidence(proof={"audit_fl_scope": "accepted"}, audit_fl_scope="partly")["verification"]
        == 0
    )


def test_evidence_under_twenty_caps_confidence_at_49(confidence):
    low = confidence(proof={"independent_interviews": "accepted"})
    assert low["evidence"] < 20
    assert (low["score"], low["level"]) == (49, "low")


@pytest.mark.parametrize("answer", [None, "dont_know"])
@pytest.mark.parametrize("gateway", ["site_country", "workers_foreign", "channels", "housing"])
def test_an_unanswered_gateway_caps_confidence_and_is_listed_first(scored, gateway, answer):
    result = scored(**{gateway: answer, "hours_max": None, "notice_days": None})
    assert result["confidence"]["score"] <= 49
    first = result["unknowns"][0]
    assert (first["question"], first["gateway"]) == (gateway, True)


def test_unknowns_are_gateways_first_then_critical_then_as_they_are_asked(scored):
    result = scored(notice_days=None, hours_max="dont_know", channels=None, remoteness=None,
                    activity=None, under18="dont_know")  # fmt: skip
    assert [one["question"] for one in result["unknowns"]] == [
        "channels", "under18", "activity", "hours_max", "remoteness", "notice_days",
    ]  # fmt: skip


def test_an_unanswered_table_is_no_gateway(scored):
    result = scored(workers_agency=1, agents=None)
    assert result["unknowns"] == [{"question": "agents", "state": "blank", "gateway": False}]
    assert result["confidence"]["score"] > 49


@pytest.mark.parametrize(
    ("answers", "level"), [({}, "high"), ({"proof": {"audit_fl_scope": "rejected"}}, "low")]
)
def test_levels_follow_the_score(confidence, answers, level):
    assert confidence(**answers)["level"] == level
