import pytest

from questionnaires.library import CORE
from questionnaires.types import answer_type
from questionnaires.words import load_words
from tests.questionnaires.samples import core, question

ENGLISH = load_words(CORE, "2026.1")
SINGLE = answer_type(question("single"))
MULTI = answer_type(question("multi"))


def texts(problems):
    return [problem.text for problem in problems]


def test_a_misspelt_choice_is_answered_with_the_nearest_one():
    assert texts(SINGLE.check("some ")) == [
        "“some ” is not one of the choices. Did you mean “some”?"
    ]


def test_an_unknown_choice_is_answered_with_the_choices():
    assert texts(SINGLE.check("yes")) == [
        "“yes” is not one of the choices. Choose one of: none, some, most, dont_know"
    ]


def test_a_single_takes_one_choice_only():
    read = SINGLE.parse({"q.fees_paid": ["none", "some"]}, "q.fees_paid")
    assert texts(read.problems) == ["Choose one answer only"]


def test_a_single_in_a_document_is_text():
    assert texts(SINGLE.check(["none"])) == ["Give one choice as text, such as “none”"]


def test_a_multi_keeps_the_order_of_the_choices_and_drops_repeats():
    read = MULTI.parse({"q.g": ["refugees", "prisoners", "refugees"]}, "q.g")
    assert read.value == ["prisoners", "refugees"]


@pytest.mark.parametrize("chosen", [["none", "refugees"], ["refugees", "none"]])
def test_none_cannot_stand_beside_another_choice(chosen):
    assert texts(MULTI.check(chosen)) == ["Choose “none” alone, or leave it out"]


def test_nothing_happened_cannot_stand_beside_something_that_happened():
    happened = answer_type(core.questions["refusal_result"])
    assert texts(happened.check(["nothing", "fined"])) == [
        "Choose “nothing” alone, or leave it out"
    ]


@pytest.mark.parametrize("chosen", [["dont_know", "refugees"], ["none", "dont_know"]])
def test_dont_know_cannot_stand_beside_another_choice(chosen):
    assert texts(MULTI.check(chosen)) == ["Choose “Don’t know” alone, or leave it out"]


def test_a_choice_named_twice_in_a_document_is_refused():
    assert texts(MULTI.check(["refugees", "refugees"])) == [
        "“refugees” is chosen twice. Leave one of them out"
    ]


def test_a_multi_in_a_document_is_a_list():
    assert texts(MULTI.check("refugees")) == ["Give a list of choices, such as [“prisoners”]"]


def test_an_empty_multi_is_blank():
    assert MULTI.is_blank([])
    assert MULTI.parse({}, "q.g").value is None


def test_a_multi_compares_without_regard_to_order():
    assert MULTI.compare(["refugees", "prisoners"], ["prisoners", "refugees"]) == "same"
    assert MULTI.compare(["refugees"], ["prisoners", "refugees"]) == "changed"


def test_a_choice_is_shown_in_words_and_kept_as_key_in_a_cell():
    assert SINGLE.show("none", ENGLISH) != "none"
    assert SINGLE.cell("none") == "none"
    assert MULTI.cell(["prisoners", "refugees"]) == "prisoners refugees"


def test_every_choice_is_offered_and_dont_know_comes_last():
    assert [value for value, _ in SINGLE.options(ENGLISH)] == ["none", "some", "most", "dont_know"]
    assert MULTI.options(ENGLISH)[-1] == ("dont_know", "Don’t know")


def test_goods_are_offered_by_name_and_a_cell_offers_no_dont_know():
    goods = answer_type(question("table of goods")).columns["material"].options(ENGLISH)
    names = [name for _, name in goods]
    assert names.index("Açaí Berries") < names.index("Alcoholic Beverages")
    assert names[-1] == "Zinc"
    assert "dont_know" not in dict(goods)
