"""What follows from a screening submission."""

import json

import pytest
from jsonschema import Draft202012Validator

from scoring.canonical import as_json
from scoring.engine import Scorer
from scoring.ruleset import RulesetProblems, parse_ruleset
from scoring.triage import screening
from tests.scoring.test_schemas import SCHEMAS

CALM = {
    "site_country": "DEU",
    "activity": "machinery",
    "products": [],
    "workers_total": 100,
    "workers_agency": 0,
    "workers_foreign": 0,
    "special_groups": ["none"],
    "wages_held": "no",
    "id_documents": "workers",
    "leave_site": "any_time",
    "hours_max": 44,
    "resign_cost": "nothing",
    "grievance": "yes",
    "state_labour": "no",
}
RISKY_COUNTRY = {"site_country": "MYS", "activity": "it_professional"}


def answered(scorer, **answers):
    return scorer.score({"answers": CALM | answers, "on": "2026-11-21"})


@pytest.fixture
def triaged(short_scorer):
    return lambda **answers: screening(short_scorer, answered(short_scorer, **answers))


def kinds(found):
    return [(reason.kind, reason.rule or reason.state) for reason in found.reasons]


def test_a_calm_site_is_screened_again_in_a_year_and_there_is_no_reason_to_give(triaged):
    assert triaged().document() == {"outcome": "yearly_screening", "reasons": []}


@pytest.mark.parametrize(
    ("answers", "rule"),
    [({"id_documents": "agent"}, "MOV01"), ({"resign_cost": "lose_wages"}, "EXT02")],
)
def test_a_zero_tolerance_rule_or_a_red_flag_means_stop_and_talk(triaged, answers, rule):
    found = triaged(**answers)
    assert found.outcome == "stop_and_talk"
    assert rule in [reason.rule for reason in found.reasons]


def test_a_moderate_rule_does_not_stop_anything(triaged, short_scorer):
    result = answered(short_scorer, hours_max=55)
    assert result.rules
    assert {rule.severity for rule in result.rules} <= {"M", "L"}
    assert triaged(hours_max=55).outcome == "yearly_screening"


def test_zero_tolerance_is_named_before_red_flags_and_both_before_the_rest(triaged):
    found = triaged(
        id_documents="agent", resign_cost="lose_wages", state_labour="dont_know", **RISKY_COUNTRY
    )
    outcomes = [reason.outcome for reason in found.reasons]
    assert outcomes == sorted(outcomes, key=["stop_and_talk", "full_questionnaire"].index)
    assert found.reasons[-1].questions == ("state_labour",)


def test_inherent_risk_counts_from_the_threshold_on(ruleset, reference, screening_scorer_from):
    result = answered(screening_scorer_from(0), workers_foreign=20, fees_paid="none")
    score = result.inherent.score
    for at_least, outcome in ((score, "inherent"), (score + 1, None)):
        scorer = screening_scorer_from(at_least)
        found = screening(scorer, answered(scorer, workers_foreign=20, fees_paid="none"))
        assert (found.reasons[0].kind if found.reasons else None) == outcome


@pytest.fixture
def screening_scorer_from(ruleset, reference, form, short_scorer, document):
    def made(inherent_from):
        document["screening"]["inherent_from"] = inherent_from
        changed = parse_ruleset(document, form=form, reference=reference)
        return Scorer(changed, reference, short_scorer.form)

    return made


@pytest.mark.parametrize(
    ("workers", "told"),
    [
        ({"workers_foreign": 1}, ("workers", "used")),
        ({"workers_agency": 1}, ("workers", "used")),
        ({"workers_foreign": "dont_know"}, ("workers", "dont_know")),
        ({"workers_agency": None}, ("workers", "blank")),
        ({"workers_foreign": None}, ("workers", "blank")),
    ],
)
def test_foreign_or_agency_workers_in_a_risky_country_need_the_full_version(triaged, workers, told):
    found = triaged(**RISKY_COUNTRY, **workers, fees_paid="none")
    assert found.outcome == "full_questionnaire"
    assert told in kinds(found)


def test_without_such_workers_a_risky_country_alone_does_not_need_it(triaged):
    assert triaged(**RISKY_COUNTRY).outcome == "yearly_screening"


def test_such_workers_alone_do_not_need_it_in_a_country_below_the_threshold(triaged):
    assert triaged(workers_foreign=3, fees_paid="none").outcome == "yearly_screening"


def test_a_country_that_is_not_known_counts_with_the_score_for_missing(triaged):
    found = triaged(site_country="ATA", workers_agency=1, fees_paid="none")
    workers = next(reason for reason in found.reasons if reason.kind == "workers")
    assert (workers.figure, workers.at_least) == (60, 45)


@pytest.mark.parametrize("answer", ["dont_know", None])
@pytest.mark.parametrize("question", ["wages_held", "hours_max", "products", "special_groups"])
def test_a_critical_question_without_an_answer_needs_the_full_version(triaged, question, answer):
    found = triaged(**{question: answer})
    assert found.outcome == "full_questionnaire"
    assert kinds(found) == [("critical_question", answer or "blank")]
    assert found.reasons[0].questions == (question,)


def test_a_question_that_was_not_asked_is_no_reason(triaged, short_scorer):
    assert "fees_paid" in answered(short_scorer).hidden
    assert triaged().reasons == ()


def test_the_full_questionnaire_has_no_screening_outcome(scorer, case):
    assert screening(scorer, scorer.score(case())) is None


def test_rules_that_know_no_screening_miss_what_it_leaves_out(
    short_scorer, reference, form, document
):
    del document["screening"]
    before = Scorer(
        parse_ruleset(document, form=form, reference=reference), reference, short_scorer.form
    )
    result = answered(before)
    assert screening(before, result) is None
    assert {one.state for one in result.unknowns} == {"not_asked"}
    assert result.confidence.completeness < answered(short_scorer).confidence.completeness


def test_the_result_document_does_not_carry_it_and_the_schema_takes_it_beside(
    triaged, short_scorer
):
    answers = {"id_documents": "agent", "workers_foreign": None, **RISKY_COUNTRY}
    result = answered(short_scorer, **answers).document()
    assert "screening" not in result
    beside = result | {"screening": triaged(**answers).document()}
    assert Draft202012Validator(SCHEMAS["result"]).is_valid(json.loads(as_json(beside)))


def test_agency_workers_are_no_contradiction_where_channels_are_not_asked(short_scorer, scorer):
    assert "X04" not in answered(short_scorer, workers_agency=10).document()["checks"]
    full = {"channels": ["direct"], "workers_agency": 10}
    assert "X04" in answered(scorer, **full).document()["checks"]
    assert "X04" in answered(scorer, **full | {"channels": ["dont_know"]}).document()["checks"]


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        ({"inherent_from": 101}, "inherent_from", "101 is not between 0 and 100"),
        ({"country_from": "many"}, "country_from", "a number is needed"),
        ({"stop_severities": ["X"]}, "stop_severities", "'X' is none of Z, R, M, L, U"),
        ({"open_answers": ["perhaps"]}, "open_answers", "'perhaps' is none of dont_know, blank"),
        ({"workers": "workers_abroad > 0"}, "workers", "there is no question 'workers_abroad'"),
        ({"mood": "grim"}, "mood", "means nothing here"),
    ],
)
def test_what_is_wrong_with_the_section_is_told_with_its_place(
    form, reference, document, change, place, message
):
    document["screening"].update(change)
    with pytest.raises(RulesetProblems) as caught:
        parse_ruleset(document, form=form, reference=reference)
    found = [problem for problem in caught.value.problems if problem.rule == "screening"]
    assert [problem.place for problem in found] == [place]
    assert message in found[0].message
