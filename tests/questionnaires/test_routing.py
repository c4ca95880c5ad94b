import pytest

from questionnaires import routing
from questionnaires.library import CORE, latest
from questionnaires.routing import State

core = latest(CORE)


def test_a_question_is_hidden_until_its_gateway_is_plainly_true():
    assert "fees_paid" not in routing.visible(core, {})
    assert "fees_paid" not in routing.visible(core, {"workers_foreign": 0, "workers_agency": 0})
    assert "fees_paid" not in routing.visible(core, {"workers_foreign": "dont_know"})
    assert "fees_paid" in routing.visible(core, {"workers_foreign": 3})


def test_hiding_reaches_through_a_chain_of_gateways():
    answers = {"workers_foreign": 3, "fees_paid": "some"}
    assert "fee_amount" in routing.visible(core, answers)
    assert "fee_amount" not in routing.visible(core, answers | {"workers_foreign": 0})


def test_an_answer_to_a_hidden_question_is_kept_and_named_as_not_counted():
    answers = {"workers_foreign": 0, "workers_agency": 0, "fees_paid": "some"}
    assert routing.not_counted(core, answers) == ("fees_paid",)


def test_progress_counts_only_what_is_shown():
    answers = {"id_documents": "workers", "docs_return_hours": 5, "leave_site": "dont_know"}
    progress = routing.progress(core, answers)["movement"]
    assert (progress.shown, progress.answered, progress.dont_know) == (6, 1, 1)
    assert progress.state == State.IN_PROGRESS


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, State.NOT_STARTED),
        ({"threats": []}, State.NOT_STARTED),
        ({"threats": ["none"]}, State.IN_PROGRESS),
        (
            {
                "threats": ["dont_know"],
                "violence": "none",
                "discipline_rules": "yes",
                "safety_free": "na",
            },
            State.ANSWERED,
        ),
    ],
)
def test_the_state_of_a_section_follows_from_its_answers(answers, state):
    assert routing.progress(core, answers)["treatment"].state == state


def test_every_section_is_told_in_order():
    assert list(routing.progress(core, {})) == [section.id for section in core.sections]


def test_missing_answers_come_with_gateways_first_then_critical_ones():
    missing = routing.unanswered(core, {"site_country": "KAZ"})
    gateways = routing.gateways(core)
    ranks = [0 if k in gateways else 1 if core.questions[k].critical else 2 for k in missing]
    assert ranks == sorted(ranks)
    assert {0, 1, 2} == set(ranks)
    assert "site_country" not in missing


def test_an_empty_table_is_answered_and_an_empty_choice_is_not():
    missing = routing.unanswered(core, {"cases": [], "guards": []})
    assert "cases" not in missing
    assert "guards" in missing


def test_pages_without_a_shown_question_are_left_out():
    assert ["youngest_age"] not in routing.pages(core, "workforce", {"under18": 0})
    assert ["youngest_age"] in routing.pages(core, "workforce", {"under18": 2})


def test_the_gateways_are_those_that_conditions_name():
    assert {"site_country", "workers_foreign", "fees_paid", "housing"} <= routing.gateways(core)
    assert "agents" not in routing.gateways(core)
    assert "policy" not in routing.gateways(core)
