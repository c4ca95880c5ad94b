"""The bulk engine gives what the single engine gives, to the digit."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.bulk import BulkScorer, Scores
from scoring.conditions import DONT_KNOW
from scoring.engine import Scorer
from scoring.form import Form
from scoring.reference import Reference
from scoring.ruleset import Ruleset, parse_ruleset
from scoring.samples import Sampler
from tests.scoring.mutated import digits_of_result, digits_of_scores, mutated

Documents = Sequence[Mapping[str, Any]]
seeds = st.integers(0, 2**48)


def drawn(sampler: Sampler, count: int, seed: int) -> list[dict[str, Any]]:
    random = Random(seed)
    return [sampler.document(random) for _ in range(count)]


def assert_same(scorer: Scorer, documents: Documents) -> Scores:
    bulk = BulkScorer(scorer)
    scores = bulk.score(bulk.columns(documents))
    assert len(scores) == len(documents)
    for number, document in enumerate(documents):
        assert digits_of_scores(scores, number) == digits_of_result(scorer.score(document)), number
    return scores


@pytest.fixture(scope="module")
def bulk(scorer: Scorer) -> BulkScorer:
    return BulkScorer(scorer)


@pytest.fixture(scope="module")
def documents(sampler: Sampler) -> list[dict[str, Any]]:
    return drawn(sampler, 500, 7)


@pytest.fixture(scope="module")
def scores(bulk: BulkScorer, documents: Documents) -> Scores:
    return bulk.score(bulk.columns(documents))


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_every_digit_is_that_of_the_single_engine(
    scorer: Scorer, sampler: Sampler, seed: int
) -> None:
    assert_same(scorer, drawn(sampler, 60, seed))


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_every_digit_of_the_short_version_too(
    short_scorer: Scorer, screening: Form, sampler: Sampler, seed: int
) -> None:
    assert_same(short_scorer, drawn(replace(sampler, form=screening), 60, seed))


def test_the_cases_of_the_ruleset_score_the_same(scorer: Scorer) -> None:
    assert_same(scorer, [case.document for case in scorer.ruleset.cases])


@settings(max_examples=12, deadline=None)
@given(seeds)
def test_every_digit_under_changed_rulesets(
    ruleset: Ruleset, reference: Reference, form: Form, sampler: Sampler, seed: int
) -> None:
    other = parse_ruleset(mutated(ruleset.document, Random(seed)), form=form, reference=reference)
    assert_same(Scorer(other, reference, form), drawn(sampler, 60, seed))


def test_a_million_results_of_rules_are_the_same(
    ruleset: Ruleset, reference: Reference, form: Form, sampler: Sampler
) -> None:
    documents = drawn(sampler, 1000, 3)
    others = [
        parse_ruleset(mutated(ruleset.document, Random(seed)), form=form, reference=reference)
        for seed in range(8)
    ]
    assert sum(len(other.rules) for other in others) * len(documents) >= 1_000_000
    scorers = [Scorer(other, reference, form) for other in others]
    environments = [scorers[0].values(document) for document in documents]
    for scorer in scorers:
        bulk = BulkScorer(scorer)
        scores = bulk.score(bulk.columns(documents))
        fired, unknown = (
            np.unpackbits(planes, axis=1, count=len(documents)).astype(bool)
            for planes in (scores.fired, scores.unknown)
        )
        for place, rule in enumerate(scorer.ruleset.rules):
            truths = [rule.condition.test(environment) for environment in environments]
            assert [truth is True for truth in truths] == fired[place].tolist(), rule
            assert [truth is None for truth in truths] == unknown[place].tolist(), rule


def test_the_reasons_of_one_of_many_come_from_scoring_it_alone(
    scorer: Scorer, documents: Documents, scores: Scores
) -> None:
    for number in (0, 17, 499):
        result = scorer.score(documents[number])
        assert scores.rules(number) == tuple(rule.id for rule in result.rules)
        assert {line.rule for line in result.lines if line.step == "observed" and line.rule} == {
            rule.id for rule in result.rules if rule.points
        }


def test_what_is_unknown_everywhere_scores_the_same(scorer: Scorer, documents: Documents) -> None:
    questions = scorer.form.questions
    blank = {"answers": {}, "on": "2026-11-21"}
    unsure = {"answers": dict.fromkeys(questions, DONT_KNOW), "on": "2026-11-21"}
    empty = {"answers": dict.fromkeys(questions, ""), "proof": None, "on": "2026-11-21"}
    proven = {**unsure, "proof": dict.fromkeys(questions, "accepted")}
    assert_same(scorer, [blank, unsure, empty, proven, documents[0]])


@pytest.mark.parametrize(
    "number",
    [10**18, Decimal("0.00000000000000000001"), Decimal("99999999999999.12345678901234567891")],
)
def test_numbers_beyond_64_bits_score_the_same(
    scorer: Scorer, documents: Documents, number: Any
) -> None:
    spoilt = copy.deepcopy(list(documents[:20]))
    for one in spoilt[:10]:
        one["answers"] |= {"workers_total": number, "workers_foreign": 10**18, "absconded": number}
        one["answers"]["lowest_pay"] = {"amount": format(number, "f"), "currency": "EUR"}
        one["answers"]["contracts_share"] = Decimal("66.66666666666666666667")
    assert_same(scorer, spoilt)


def test_remedied_cases_score_the_same(scorer: Scorer, documents: Documents) -> None:
    settled = {"remedy": "resolved", "closed": "2026-01-05", "verified_by": "independent"}
    open_case = settled | {"closed": None}
    changed = copy.deepcopy(list(documents[:200]))
    for number, one in enumerate(changed):
        codes = list(scorer.score(one).indicators)
        one["answers"]["cases"] = [{"indicator": code, **settled} for code in codes[number % 3 :]]
        if number % 5 == 0:
            one["answers"]["cases"].append({"indicator": codes[-1], **open_case})
    scores = assert_same(scorer, changed)
    assert scores.fired.any()


def test_the_size_of_the_chunks_means_nothing(
    bulk: BulkScorer, documents: Documents, scores: Scores
) -> None:
    columns = bulk.columns(documents)
    assert bulk.score(columns, chunk=8).to_bytes() == scores.to_bytes()
    assert bulk.score(columns, chunk=123).to_bytes() == scores.to_bytes()


def test_two_runs_give_the_same_bytes(scorer: Scorer, documents: Documents, scores: Scores) -> None:
    bulk = BulkScorer(scorer)
    again = bulk.score(bulk.columns(copy.deepcopy(documents)))
    assert again.to_bytes() == scores.to_bytes()


def test_scores_are_read_back_from_their_bytes(scores: Scores) -> None:
    back = Scores.from_bytes(scores.to_bytes())
    assert back.to_bytes() == scores.to_bytes()
    assert digits_of_scores(back, 499) == digits_of_scores(scores, 499)


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[1:], lambda raw: raw[:-1], lambda raw: raw + b"0"]
)
def test_other_bytes_are_refused(scores: Scores, spoil: Any) -> None:
    with pytest.raises(ValueError, match="scores"):
        Scores.from_bytes(spoil(scores.to_bytes()))


def test_columns_can_be_cut_and_picked(
    bulk: BulkScorer, documents: Documents, scores: Scores
) -> None:
    columns = bulk.columns(documents)
    picked = bulk.score(columns.take([3, 3, 499]))
    assert [digits_of_scores(picked, at) for at in range(3)] == [
        digits_of_scores(scores, number) for number in (3, 3, 499)
    ]
    cut = bulk.score(columns.slice(490, 600))
    assert len(cut) == 10
    assert digits_of_scores(cut, 9) == digits_of_scores(scores, 499)


def test_packed_answer_sets_score_the_same(
    bulk: BulkScorer, documents: Documents, scores: Scores
) -> None:
    packed = [bulk.pack(document) for document in documents]
    assert bulk.score(bulk.unpack(packed)).to_bytes() == scores.to_bytes()
    assert [bulk.pack(document) for document in copy.deepcopy(documents[:9])] == packed[:9]


def test_packed_numbers_keep_every_digit(bulk: BulkScorer, scorer: Scorer) -> None:
    document = {"answers": {}, "on": "2026-11-21"}
    document["answers"] = {
        "contracts_share": Decimal("66.66666666666666666667"),
        "lowest_pay": {"amount": "99999999999.123456789", "currency": "EUR"},
        "legal_minimum": {"amount": "111111111110.137174210", "currency": "EUR"},
    }
    scores = bulk.score(bulk.unpack([bulk.pack(document)]))
    assert digits_of_scores(scores, 0) == digits_of_result(scorer.score(document))


def test_an_answer_set_packed_for_another_form_is_refused(
    short_scorer: Scorer, bulk: BulkScorer, documents: Documents
) -> None:
    with pytest.raises(ValueError, match="packed for other"):
        BulkScorer(short_scorer).unpack([bulk.pack(documents[0])])


def test_columns_serve_a_ruleset_that_only_weighs_otherwise(
    ruleset: Ruleset, reference: Reference, form: Form, bulk: BulkScorer, documents: Documents
) -> None:
    changed = copy.deepcopy(dict(ruleset.document))
    for rule in changed["rules"]:
        rule["points"] = dict.fromkeys(rule["points"], 7)
    changed["bands"] = {"medium": 10, "high": 20, "critical": 30}
    scorer = Scorer(parse_ruleset(changed, form=form, reference=reference), reference, form)
    other = BulkScorer(scorer)
    scores = other.score(bulk.columns(documents))
    assert digits_of_scores(scores, 5) == digits_of_result(scorer.score(documents[5]))


def test_columns_of_another_form_are_refused(
    short_scorer: Scorer, bulk: BulkScorer, documents: Documents
) -> None:
    with pytest.raises(ValueError, match="read for other"):
        BulkScorer(short_scorer).score(bulk.columns(documents))


def test_no_bit_is_set_beyond_the_last_answer_set(
    ruleset: Ruleset, reference: Reference, form: Form, documents: Documents
) -> None:
    changed = copy.deepcopy(dict(ruleset.document))
    changed["rules"][0]["when"] = "not state_imposed_place"
    scorer = Scorer(parse_ruleset(changed, form=form, reference=reference), reference, form)
    scores = assert_same(scorer, documents[:3])
    for planes in (scores.fired, scores.unknown, scores.fired_checks, scores.pattern):
        assert not (planes & 0b00011111).any()


def test_an_empty_portfolio_has_no_scores(bulk: BulkScorer) -> None:
    scores = bulk.score(bulk.columns([]))
    assert len(scores) == 0
    assert len(Scores.from_bytes(scores.to_bytes())) == 0
