"""A questionnaire that is made a company's own keeps our keys for our questions alone."""

from dataclasses import replace

import pytest

from questionnaires.library import CORE, SCREENING, load
from questionnaires.own import make_own, rename_in
from questionnaires.reading import read_definition
from questionnaires.worded import Worded, shipped, words_of
from scoring.ruleset.parts import SEVERITIES
from scoring.unheard import unheard
from tests.overlays import shipped_ruleset

OURS = (load(CORE, "2026.1"), load(SCREENING, "2026.1"))
FOREIGN = {
    "slug": "farm",
    "version": "2026.1",
    "language": "ru",
    "lists": "2026.1",
    "sections": [{"id": "farm", "pages": [["policy", "pickers"], ["why"], ["agents"]]}],
    "questions": {
        "policy": {"type": "single", "choices": ["good", "bad"]},
        "pickers": {"type": "number", "most": 9},
        "why": {"type": "text", "show_if": "pickers > 5 and policy == 'good'"},
        "agents": {"type": "table", "columns": [{"name": "pickers", "type": "text"}]},
    },
}


def test_ours_as_it_is_keeps_every_key_and_its_rules():
    owned = make_own(shipped(CORE, "2026.1"), OURS)
    assert owned.renamed == {}
    asked = owned.worded.questionnaire
    assert asked.slug == f"own-{CORE}"
    assert dict(asked.questions) == dict(OURS[0].questions)
    assert not unheard(shipped_ruleset(), asked.form(), OURS[0].form()).anything


def test_a_question_of_the_same_key_that_takes_other_answers_is_another_question():
    texts = {"ru": {"questionnaire": {"title": "Ф"}, "questions": {"policy": {"text": "?"}}}}
    owned = make_own(Worded(read_definition(FOREIGN), texts), OURS)
    asked = owned.worded.questionnaire
    assert list(asked.questions) == ["own_policy", "own_pickers", "own_why", "own_agents"]
    assert asked.questions["own_why"].show_if == "own_pickers > 5 and own_policy == 'good'"
    assert asked.questions["own_agents"].columns[0].table == "own_agents"
    assert asked.sections[0].pages == (("own_policy", "own_pickers"), ("own_why",), ("own_agents",))
    assert words_of(asked, "ru").question("own_policy").text == "?"
    assert asked.form().questions.keys().isdisjoint(shipped_ruleset().reads)


def test_making_it_own_again_changes_nothing():
    texts = {"ru": {"questionnaire": {"title": "Ф"}}}
    once = make_own(Worded(read_definition(FOREIGN), texts), OURS).worded
    again = make_own(once, OURS)
    assert again.renamed == {}
    assert again.worded.questionnaire.document() == once.questionnaire.document()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a > 1", "own_a > 1"),
        ("a > 1 and 'a' in b", "own_a > 1 and 'a' in b"),
        ("count_rows(a) > 0", "count_rows(own_a) > 0"),
        ("any_row(a, a == 'a')", "any_row(own_a, a == 'a')"),
        ("b == 'ж' or a in ('x',)", "b == 'ж' or own_a in ('x',)"),
        ("not (a > 1\n or a < a)", "not (own_a > 1\n or own_a < own_a)"),
        ("", ""),
    ],
)
def test_a_condition_is_about_the_same_questions_under_their_new_keys(before, after):
    assert rename_in(before, {"a": "own_a"}) == after


def test_what_a_form_leaves_out_silences_the_rules_that_read_it():
    core = OURS[0]
    kept = {key: one for key, one in core.questions.items() if key != "id_documents"}
    pages = tuple(
        replace(part, pages=tuple(tuple(k for k in page if k in kept) for page in part.pages))
        for part in core.sections
    )
    form = replace(core, questions=kept, sections=pages).form()
    told = unheard(shipped_ruleset(), form, core.form())
    assert told.missing == ("id_documents",)
    ruleset = shipped_ruleset()
    reading = {rule.id for rule in ruleset.rules if "id_documents" in rule.condition.reads}
    assert {one.id for one in told.rules} == reading
    assert reading
    assert all(one.missing == ("id_documents",) for one in told.rules)
    graver = [SEVERITIES.index(one.severity) for one in told.rules]
    assert graver == sorted(graver)


@pytest.mark.parametrize(
    ("missing", "wholly"), [("workers_agency", False), ("workers_total", True)]
)
def test_what_can_still_be_heard_another_way_is_not_silent(missing, wholly):
    core = OURS[0].form()
    kept = {key: one for key, one in core.questions.items() if key != missing}
    told = unheard(shipped_ruleset(), replace(core, questions=kept), core)
    (check,) = [one for one in told.checks if one.id == "X02"]
    assert check.wholly is wholly


def test_a_question_under_another_condition_is_told():
    core = OURS[0]
    changed = dict(core.questions)
    changed["deposits"] = replace(changed["deposits"], show_if="workers_total > 900")
    told = unheard(shipped_ruleset(), replace(core, questions=changed).form(), core.form())
    assert told.asked_less == ("deposits",)
    assert told.anything
