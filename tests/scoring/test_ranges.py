"""The range holds every headline that the open questions allow, and answers narrow it."""

import copy
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.conditions import HIDDEN
from scoring.conditions.vocabulary import PROOF_STATES
from scoring.ranges import Ranger

numbers = st.integers(0, 2**48)
thorough = settings(max_examples=25, deadline=None)
quick = settings(max_examples=15, deadline=None)


@pytest.fixture(scope="module")
def ranger(scorer):
    return Ranger(scorer)


@pytest.fixture(scope="module")
def short_ranger(short_scorer):
    return Ranger(short_scorer)


def opened(document, scorer, random):
    """The document with some of its shown answers taken away or answered by dont_know."""
    result = scorer.score(document)
    shown = [key for key in document["answers"] if result.values[key] is not HIDDEN]
    for key in random.sample(shown, min(len(shown), random.choice((0, 1, 2, 4, 12)))):
        if random.randrange(2):
            document["answers"][key] = "dont_know"
        else:
            del document["answers"][key]
    return document


def answer_one(document, question, sampler, random):
    """The document with one question answered at random, with whatever proof."""
    answer = sampler.fitting(sampler.form.questions[question], random)
    return document | {
        "answers": document["answers"] | {question: answer},
        "proof": document["proof"] | {question: random.choice(PROOF_STATES)},
    }


def documents(side, sample, number):
    """An invented document, or a worked example: in few of those do signs hide what is open."""
    scorer, ranger = side
    document = sample(number)
    if number % 2:
        document = copy.deepcopy(dict(Random(number).choice(scorer.ruleset.cases).document))
    document["answers"] = {
        key: answer for key, answer in document["answers"].items() if key in scorer.form.questions
    }
    return scorer, ranger, opened(document, scorer, Random(number))


@thorough
@given(numbers)
def test_the_headline_lies_in_its_range(side_of, sample, number):
    for side in side_of:
        scorer, ranger, document = documents(side, sample, number)
        result = scorer.score(document)
        found = ranger.range(document)
        assert 0 <= found.low <= result.headline <= found.high <= 100
        assert found == ranger.range(document, result)


@pytest.fixture(scope="module")
def side_of(scorer, ranger, short_scorer, short_ranger):
    return [(scorer, ranger), (short_scorer, short_ranger)]


@thorough
@given(numbers)
def test_however_open_questions_are_answered_headline_and_range_lie_in_the_range(
    side_of, sampler, sample, number
):
    """Hidden questions come back with any answer, not with the one kept from earlier."""
    for side in side_of:
        scorer, ranger, document = documents(side, sample, number)
        random = Random(number)
        before = ranger.span(document)
        for key, value in scorer.score(document).values.items():
            if value is HIDDEN and key in scorer.form.questions:
                document = answer_one(document, key, sampler, random)
        for unknown in random.sample(list(scorer.form.questions), len(scorer.form.questions)):
            if unknown not in {one.question for one in scorer.score(document).unknowns}:
                continue
            document = answer_one(document, unknown, sampler, random)
            after = ranger.span(document)
            assert before.low <= after.low <= after.high <= before.high, unknown
            before = after


@pytest.mark.parametrize("name", ["careful-factory-germany", "perfect-on-paper-uzbekistan"])
def test_each_question_opened_alone_allows_all_its_answers(scorer, ranger, sampler, case, name):
    """With a listed input from China, so that place and goods hang on several questions."""
    inputs = [{"material": "polysilicon", "country": "CHN", "region": "Guangdong"}]
    document, random = case(name, inputs=inputs), Random(1)
    shown = [key for key in scorer.form.questions if key not in scorer.score(document).hidden]
    for question in shown:
        answers = {key: one for key, one in document["answers"].items() if key != question}
        found = ranger.span(document | {"answers": answers})
        for _ in range(4):
            answered = answer_one(document, question, sampler, random)
            after = ranger.span(answered)
            assert found.low <= after.low <= after.high <= found.high, question
            assert after.low <= scorer.score(answered).headline <= after.high, question


@thorough
@given(numbers)
def test_where_nothing_is_unknown_low_and_high_are_the_headline(scorer, ranger, sample, number):
    document = sample(number)
    result = scorer.score(document)
    found = ranger.range(document, result)
    if not found.open:
        assert not result.unknowns
        assert found.low == found.high == result.headline


def test_the_worked_examples_that_answer_everything_have_no_width(scorer, ranger, ruleset):
    without = {case.name for case in ruleset.cases if not scorer.score(case.document).unknowns}
    assert without == {case.name for case in ruleset.cases} - {"half-answered-vietnam"}
    for case in ruleset.cases:
        if case.name in without:
            found = ranger.range(case.document)
            headline = scorer.score(case.document).headline
            assert (found.low, found.high, found.open) == (headline, headline, ())


@pytest.mark.parametrize("question", ["phone", "leave_site", "violence", "terms_changed"])
@pytest.mark.parametrize("unknown", [None, "dont_know"])
def test_one_open_choice_spans_its_best_and_its_worst_answer(
    scorer, ranger, case, question, unknown
):
    """No wider than it need be: rules that exclude each other do not both count."""
    choices = scorer.form.questions[question].choices
    headlines = [scorer.score(case(**{question: choice})).headline for choice in choices]
    found = ranger.range(case(**{question: unknown}))
    assert (found.low, found.high) == (min(headlines), max(headlines))
    assert [one.question for one in found.open] == [question]
    assert found.open[0].width == found.high - found.low


def test_an_open_number_spans_what_it_is_compared_with(scorer, ranger, case):
    headlines = [scorer.score(case(hours_max=hours)).headline for hours in (40, 48, 60, 80, 90)]
    found = ranger.range(case(hours_max=None))
    assert (found.low, found.high) == (min(headlines), max(headlines))


def test_an_open_gateway_opens_what_is_hidden_because_of_it(scorer, ranger, case):
    """Workers who paid: the fee, the months and the repayment are not asked before that is said."""
    found = ranger.range(case("glove-maker-malaysia", fees_paid="dont_know"))
    worst = case("glove-maker-malaysia", fees_paid="most", fee_months=6, reimbursed="not")
    assert found.high >= scorer.score(worst).headline
    assert [one.question for one in found.open] == ["fees_paid"]


def test_goods_that_are_open_may_be_on_one_list_at_most(scorer, ranger, case):
    """Forced labour or else child labour: the points of both are never added."""
    goods = [row.key[1] for row in scorer.reference.table("listed_goods") if row.key[0] == "UZB"]
    worst = max(
        scorer.score(case("perfect-on-paper-uzbekistan", products=[{"good": good}])).headline
        for good in goods
    )
    assert ranger.range(case("perfect-on-paper-uzbekistan", products=None)).high == worst


def test_an_input_on_a_list_counts_while_the_goods_are_open(scorer, ranger, case):
    inputs = [{"material": "polysilicon", "country": "CHN", "region": "Guangdong"}]
    without = scorer.score(case(inputs=inputs, products=[])).headline
    found = ranger.range(case(inputs=inputs, products=None))
    assert found.low == without == scorer.score(case(inputs=inputs, products=None)).headline
    assert found.low > ranger.range(case(products=None)).low


def test_an_open_control_may_come_with_any_proof(scorer, ranger, case):
    document = case(policy=None)
    for state in PROOF_STATES:
        answered = case(policy="yes")
        answered["proof"] = answered["proof"] | {"policy": state}
        found = ranger.range(document)
        assert found.low <= scorer.score(answered).headline <= found.high


def test_an_answered_question_that_may_yet_be_hidden_keeps_its_answer(ranger, case):
    """Lodging that is not known: whether there is any is open, its standard is not."""
    known = case("seasonal-farm-kazakhstan", housing="dont_know")
    assert [one.question for one in ranger.range(known).open] == ["housing"]


def test_a_region_that_is_not_recognised_is_open_though_it_is_answered(scorer, ranger, case):
    inputs = [{"material": "cotton", "country": "CHN", "region": "somewhere"}]
    document = case(inputs=inputs)
    assert scorer.score(document).unknown_rules == ("SIF02",)
    found = ranger.range(document)
    xinjiang = case(inputs=[inputs[0] | {"region": "Kashgar, Xinjiang"}])
    assert [one.question for one in found.open] == ["inputs"]
    assert found.low == scorer.score(document).headline
    assert found.high >= scorer.score(xinjiang).headline > found.low


def test_amounts_in_two_currencies_leave_both_questions_open(ranger, case):
    document = case(
        lowest_pay={"amount": "2000", "currency": "EUR"},
        legal_minimum={"amount": "2000", "currency": "KZT"},
    )
    found = ranger.range(document)
    assert {one.question for one in found.open} == {"lowest_pay", "legal_minimum"}
    assert found.high > found.low


def test_open_questions_stand_widest_first_and_in_the_order_of_the_form(form, ranger, ruleset):
    document = next(one.document for one in ruleset.cases if one.name == "half-answered-vietnam")
    found = ranger.range(document)
    order = list(form.questions)
    ranks = [(-one.width, order.index(one.question)) for one in found.open]
    assert ranks == sorted(ranks)
    assert all(one.width <= found.high - found.low for one in found.open)
    shuffled = copy.deepcopy(dict(document))
    shuffled["answers"] = dict(reversed(shuffled["answers"].items()))
    assert ranger.range(shuffled) == found


def test_the_range_as_plain_data_has_one_decimal(ranger, case):
    document = ranger.range(case(leave_site=None)).document()
    assert set(document) == {"low", "high", "open"}
    assert [str(document[end]) for end in ("low", "high")] == [
        f"{float(Fraction(str(document[end]))):.1f}" for end in ("low", "high")
    ]
    assert document["open"][0].keys() == {"question", "width"}


@quick
@given(numbers)
def test_the_answer_to_a_hidden_question_does_not_touch_the_range(
    scorer, ranger, sampler, sample, number
):
    document = opened(sample(number), scorer, Random(number))
    before = ranger.range(document)
    for key in scorer.score(document).hidden:
        document = answer_one(document, key, sampler, Random(number))
    assert ranger.range(document) == before
