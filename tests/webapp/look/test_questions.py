"""Each question drawn as a form posts back the answer that it shows."""

from collections.abc import Mapping

import pytest
from flask import Flask, render_template_string
from lxml import html

from questionnaires.definition import Column, Question
from questionnaires.types import Value, answer_type
from questionnaires.types.cells import cell_type
from tests.webapp.look.questions import AGENT_2, ANSWERS, CORE, LISTS, WORDS

PAGE = """{% import 'macros/question.html' as questions %}<form>
{{ questions.question(question, words, typed, problems, lists, rows) }}</form>"""
CELL = """{% import 'macros/question.html' as questions %}<form>
{{ questions.cell(column, words, name, typed, none, lists) }}</form>"""
COLUMNS = [column for question in CORE.questions.values() for column in question.columns]


def drawn(gallery: Flask, template: str, **given: object) -> html.HtmlElement:
    values = {"words": WORDS, "lists": LISTS, "problems": {}, "rows": [], **given}
    with gallery.test_request_context():
        return html.document_fromstring(render_template_string(template, **values))


def posted_by(tree: html.HtmlElement) -> dict[str, list[str]]:
    """What a browser would send without anything being touched."""
    fields: dict[str, list[str]] = {}
    for name, value in tree.forms[0].form_values():
        fields.setdefault(name, []).append(value)
    return fields


def shown_and_sent(gallery: Flask, question: Question, value: Value) -> Value:
    kind, name = answer_type(question), f"q.{question.key}"
    tree = drawn(gallery, PAGE, question=question, typed=kind.posted(value, name))
    return kind.parse(posted_by(tree), name).value


def some_answer(question: Question) -> Value:
    given: Mapping[str, Value] = {
        "number": 12,
        "percent": 40,
        "money": {"amount": "1200.5", "currency": "UZS"},
        "text": "Жетысу, near “Number 5” & <co>",
        "country": "TJK",
        "date": "2027-03-09",
        "table": [],
    }
    if question.type == "multi":
        return [choice for choice in question.choices if choice != question.alone][:2]
    if question.choices:
        return question.choices[1]
    return given[question.type]


@pytest.mark.parametrize("question", CORE.questions.values(), ids=lambda q: q.key)
def test_an_untouched_question_sends_no_answer(gallery: Flask, question: Question) -> None:
    assert shown_and_sent(gallery, question, None) is None


@pytest.mark.parametrize("question", CORE.questions.values(), ids=lambda q: q.key)
def test_a_question_sends_the_answer_it_shows(gallery: Flask, question: Question) -> None:
    value = some_answer(question)
    assert shown_and_sent(gallery, question, value) == value


@pytest.mark.parametrize("question", CORE.questions.values(), ids=lambda q: q.key)
def test_every_question_may_be_answered_with_dont_know(gallery: Flask, question: Question) -> None:
    value = answer_type(question).dont_know
    assert shown_and_sent(gallery, question, value) == value
    tree = drawn(gallery, PAGE, question=question, typed={})
    assert "Don’t know" in tree.text_content()


@pytest.mark.parametrize("question", CORE.questions.values(), ids=lambda q: q.key)
def test_dont_know_says_of_which_question(gallery: Flask, question: Question) -> None:
    tree = drawn(gallery, PAGE, question=question, typed={})
    (box,) = tree.xpath("//input[@value='dont_know' or contains(@name, '.dont_know')]")
    text = WORDS.question(question.key).text
    legends = [each.text_content() for each in box.xpath("ancestor::fieldset/legend")]
    assert text in " ".join([*legends, box.getparent().text_content()])


@pytest.mark.parametrize("column", COLUMNS, ids=lambda c: f"{c.table}-{c.key}")
def test_a_cell_of_a_table_sends_what_it_shows(gallery: Flask, column: Column) -> None:
    examples: Mapping[str, Value] = {
        "number": 3,
        "percent": 5,
        "country": "NPL",
        "text": "EX-204",
        "date": "2027-03-09",
        "money": {"amount": "120", "currency": "NPR"},
    }
    value = column.choices[-1] if column.choices else examples[column.type]
    value = "5201 00" if column.key == "hs" else value  # a customs code
    kind, name = cell_type(column), f"q.{column.table}.1.{column.key}"
    tree = drawn(gallery, CELL, column=column, name=name, typed=kind.posted(value, name))
    assert kind.parse(posted_by(tree), name).value == value


def test_a_region_of_a_country_without_a_list_is_typed(gallery: Flask) -> None:
    question = CORE.questions["site_region"]
    tree = drawn(
        gallery, PAGE, question=question, lists={}, typed={"q.site_region": ["Lebap welaýaty"]}
    )
    assert posted_by(tree)["q.site_region"] == ["Lebap welaýaty"]


def test_what_was_typed_is_shown_again_beside_its_problem(gallery: Flask) -> None:
    question = CORE.questions["fee_amount"]
    typed = {"q.fee_amount.amount": ["six <thousand>"], "q.fee_amount.currency": ["MYR"]}
    parsed = answer_type(question).parse(typed, "q.fee_amount")
    problems = {problem.field_name: problem.text for problem in parsed.problems}
    tree = drawn(gallery, PAGE, question=question, typed=parsed.typed, problems=problems)
    assert list(problems) == ["q.fee_amount.amount"]
    assert posted_by(tree) == typed
    assert problems["q.fee_amount.amount"] in tree.text_content()
    assert tree.get_element_by_id("q.fee_amount.amount") is not None


def test_a_problem_of_another_question_is_not_shown_here(gallery: Flask) -> None:
    problems = {"q.workers_total": "Elsewhere", "q.workers_agency_2": "Elsewhere too"}
    tree = drawn(
        gallery, PAGE, question=CORE.questions["workers_agency"], typed={}, problems=problems
    )
    assert "Elsewhere" not in tree.text_content()


def test_rows_of_a_table_are_changed_and_removed_by_their_number(gallery: Flask) -> None:
    question = CORE.questions["agents"]
    kind = answer_type(question)
    rows = kind.show_rows([AGENT_2, {"name": "Another"}], WORDS)  # type: ignore[attr-defined]
    tree = drawn(gallery, PAGE, question=question, typed={}, rows=rows)
    pressed = [(button.get("name"), button.get("value")) for button in tree.xpath("//button")]
    assert pressed == [
        (None, None),
        ("change", "q.agents.1"),
        ("remove", "q.agents.1"),
        ("change", "q.agents.2"),
        ("remove", "q.agents.2"),
        ("add", "q.agents"),
    ]
    assert "9 March 2027" in tree.text_content()


def test_a_table_with_rows_does_not_offer_none_to_list(gallery: Flask) -> None:
    question = CORE.questions["agents"]
    empty = drawn(gallery, PAGE, question=question, typed={})
    full = drawn(gallery, PAGE, question=question, typed={}, rows=[{"name": "x"} | BLANK_ROW])
    assert empty.xpath("//input[@name='q.agents.none']")
    assert not full.xpath("//input[@name='q.agents.none']")


BLANK_ROW = {column.key: "" for column in CORE.questions["agents"].columns[1:]}


def test_the_gallery_shows_every_type_that_the_questionnaire_has() -> None:
    shown = {CORE.questions[key].type for key in ANSWERS}
    assert shown == {question.type for question in CORE.questions.values()}
