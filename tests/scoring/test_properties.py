"""What must hold for any answers: order, monotony, hidden questions, proof, other days."""

import copy
import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires import library
from questionnaires.documents import check_document
from scoring import shipped
from scoring.canonical import canonical, digest
from scoring.engine import Scorer
from scoring.monotonicity import lowered, same_course, worse_documents
from scoring.reference import Reference
from scoring.ruleset import parse_ruleset

numbers = st.integers(0, 2**48)
thorough = settings(max_examples=100, deadline=None)


def scored(scorer, document):
    return scorer.score(document).document()


@thorough
@given(numbers)
def test_invented_documents_are_good_documents(sample, number):
    """The other properties are worth what these documents are worth."""
    questionnaire = library.load(*shipped.QUESTIONNAIRE)
    assert [str(problem) for problem in check_document(questionnaire, sample(number))] == []


def test_invented_documents_reach_every_rule_and_check(scorer, sample):
    rules, checks = set(), set()
    for number in range(1500):
        result = scorer.score(sample(number))
        rules.update(rule.id for rule in result.rules)
        checks.update(check.id for check in result.checks)
    assert rules == {rule.id for rule in scorer.ruleset.rules}
    assert {check.id for check in scorer.ruleset.checks} - checks <= {"X08", "X16"}


@settings(max_examples=60, deadline=None)
@given(number=numbers, shuffle=st.integers())
def test_the_order_of_rules_does_not_matter(scorer, sample, number, shuffle):
    document = copy.deepcopy(dict(scorer.ruleset.document))
    for section in ("rules", "checks"):
        Random(shuffle).shuffle(document[section])
    other = parse_ruleset(document, form=scorer.form, reference=scorer.reference)
    one = scored(scorer, sample(number))
    two = scored(Scorer(other, scorer.reference, scorer.form), sample(number))
    for key in ("headline", "band", "overrides", "indicators", "confidence", "actions", "pattern"):
        assert one[key] == two[key]
    for key in ("rules", "unknown_rules", "checks"):
        assert sorted(one[key]) == sorted(two[key])


@thorough
@given(number=numbers, shuffle=st.integers())
def test_the_order_of_answers_does_not_matter(scorer, sample, number, shuffle):
    document = sample(number)
    answers = list(document["answers"].items())
    Random(shuffle).shuffle(answers)
    assert canonical(scored(scorer, document | {"answers": dict(answers)})) == canonical(
        scored(scorer, document)
    )


@thorough
@given(numbers)
def test_a_worse_answer_never_lowers_an_indicator(scorer, sampler, sample, number):
    """While the shown questions and the fired checks stay the same: see scoring.monotonicity."""
    document, random = sample(number), Random(number)
    better = scorer.score(document)
    question = random.choice(sorted(scorer.ruleset.orders))
    order = scorer.ruleset.orders[question]
    for changed in worse_documents(scorer, sampler, document, question, random):
        worse = scorer.score(changed)
        if same_course(order, better, worse):
            assert not lowered(better, worse), (question, changed["answers"][question])


def test_the_monotony_is_tried_on_every_question_with_an_order(scorer, sampler):
    tried = set()
    for number in range(40):
        random = Random(number)
        document = sampler.document(random)
        for question in scorer.ruleset.orders:
            for changed in worse_documents(scorer, sampler, document, question, random):
                assert changed["answers"][question] != document["answers"][question]
                tried.add(question)
    unordered = {key for key, order in scorer.ruleset.orders.items() if not (
        order.direction or order.steps)}  # fmt: skip
    assert tried == set(scorer.ruleset.orders) - unordered
    assert unordered == {"site_country", "site_region", "activity", "cases"}


@thorough
@given(number=numbers, shuffle=st.integers())
def test_accepted_proof_never_raises_anything(scorer, sample, number, shuffle):
    document = sample(number)
    question = Random(shuffle).choice(sorted(scorer.form.questions))
    before = scorer.score(document)
    after = scorer.score(document | {"proof": document["proof"] | {question: "accepted"}})
    assert after.headline <= before.headline
    assert not lowered(after, before)
    assert after.confidence.score >= before.confidence.score
    bands = ["low", "medium", "high", "critical"]
    assert bands.index(after.banding.band) <= bands.index(before.banding.band)


@thorough
@given(number=numbers, other=numbers)
def test_the_answer_and_proof_of_a_hidden_question_have_no_effect(scorer, sample, number, other):
    document, stranger = sample(number), sample(other)
    result = scored(scorer, document)
    hidden = result["hidden"]
    for part in ("answers", "proof"):
        changed = {key: value for key, value in document[part].items() if key not in hidden}
        changed |= {key: value for key, value in stranger[part].items() if key in hidden}
        document[part] = changed
    assert canonical(scored(scorer, document)) == canonical(result)


@pytest.fixture(scope="module")
def stored(scorer):
    """The same scorer made from stored canonical documents, as on another day."""
    reference = Reference(json.loads(canonical(scorer.reference.document)))
    ruleset = parse_ruleset(
        json.loads(canonical(scorer.ruleset.document)), form=scorer.form, reference=reference
    )
    return Scorer(ruleset, reference, scorer.form)


@thorough
@given(numbers)
def test_a_stored_snapshot_gives_the_same_result_on_another_day(scorer, stored, sample, number):
    document = sample(number)
    snapshot = json.loads(canonical(document))
    assert digest(scored(stored, snapshot)) == digest(scored(scorer, document))


@thorough
@given(numbers)
def test_a_result_holds_no_float_and_shares_nothing_with_the_document(scorer, sample, number):
    document = sample(number)
    result = scorer.score(document)
    before = canonical(result.document())
    for answer in document["answers"].values():
        if isinstance(answer, list | dict):
            answer.clear()
    assert canonical(result.document()) == before


@thorough
@given(numbers)
def test_every_number_lies_between_0_and_100(scorer, sample, number):
    result = scorer.score(sample(number))
    risks = result.indicators.values()
    numbers_of = [result.headline, result.confidence.score, result.controls.total]
    numbers_of += [n for risk in risks for n in (risk.observed, risk.exposure, risk.residual)]
    numbers_of += [result.inherent.score, result.inherent.workforce, result.inherent.recruitment]
    assert all(0 <= one <= 100 for one in numbers_of)
