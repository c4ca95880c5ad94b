"""Which questions are asked."""

import pytest

from scoring.conditions import HIDDEN
from scoring.form import Column, Form, Question
from scoring.routing import Routing, shown_questions


def form_of(*questions: Question) -> Form:
    return Form("try", "1", "", {question.key: question for question in questions})


NUMBER = Question("workers", "number")
OPEN = Question("why", "single", ("a", "b"), show_if="workers > 0")
DEEP = Question("more", "text", show_if="why != 'a'")


def test_a_question_is_shown_where_its_condition_is_plainly_true():
    assert shown_questions(form_of(NUMBER, OPEN), {"workers": 1}) == {"workers", "why"}


@pytest.mark.parametrize("answer", [0, None, "", "dont_know"])
def test_a_condition_that_is_false_or_unknown_hides_the_question(answer):
    assert shown_questions(form_of(NUMBER, OPEN), {"workers": answer}) == {"workers"}


def test_the_answer_to_a_hidden_question_does_not_count_for_other_questions():
    routing = Routing(form_of(NUMBER, OPEN, DEEP))
    assert routing.shown({"workers": 1, "why": "b"}) == {"workers", "why", "more"}
    assert routing.shown({"workers": 0, "why": "b", "more": "x"}) == {"workers"}
    assert routing.read({"workers": 0, "why": "b", "more": "x"})["why"] is HIDDEN


def test_routing_does_not_depend_on_the_order_of_questions():
    forward, backward = form_of(NUMBER, OPEN, DEEP), form_of(DEEP, OPEN, NUMBER)
    answers = {"workers": 1, "why": "b"}
    assert shown_questions(forward, answers) == shown_questions(backward, answers)


def test_a_table_without_rows_opens_nothing():
    table = Question("agents", "table", columns=(Column("name", "text"),))
    then = Question("checks", "ypn", show_if="count_rows(agents) > 0")
    routing = Routing(form_of(table, then))
    for nothing in (None, [], "dont_know"):
        assert routing.shown({"agents": nothing}) == {"agents"}
    assert routing.shown({"agents": [{"name": "x"}]}) == {"agents", "checks"}


def test_questions_that_wait_for_each_other_are_refused():
    one = Question("one", "number", show_if="two > 0")
    two = Question("two", "number", show_if="one > 0")
    with pytest.raises(ValueError, match="wait for each other: one, two"):
        Routing(form_of(one, two))


def test_a_condition_that_names_no_question_is_refused_with_its_place():
    with pytest.raises(ValueError, match="try, why, show_if: there is no question 'wrokers'"):
        Routing(form_of(NUMBER, Question("why", "text", show_if="wrokers > 0")))


def test_proof_decides_no_routing():
    with pytest.raises(ValueError, match="proof decides no routing"):
        Routing(form_of(NUMBER, Question("why", "text", show_if="proof(workers) == 'none'")))


def test_gateways_are_the_questions_that_conditions_read_without_tables(form):
    gateways = Routing(form).gateways
    assert {"workers_foreign", "channels", "housing", "grievances_12m"} <= gateways
    assert "agents" not in gateways
