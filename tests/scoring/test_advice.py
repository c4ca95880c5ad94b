"""What would change a result: exact for one and two changes, honest in what it suggests."""

from itertools import combinations
from random import Random

import pytest

from questionnaires import library
from questionnaires.documents import check_document
from scoring import shipped
from scoring.advice import Advisor, applied
from scoring.advice.candidates import GIVEN, HAPPENED, Candidates, merged
from scoring.monotonicity import worse_answers
from scoring.ruleset.parts import BANDS


@pytest.fixture(scope="module")
def advisor(scorer):
    return Advisor(scorer)


@pytest.fixture(scope="module")
def candidates(scorer):
    return Candidates(scorer)


@pytest.fixture
def short_ruleset_case(case, screening):
    """The careful factory as the screening version asks it, with some answers changed."""

    def changed(**answers):
        document = case(**answers)
        shown = {key: one for key, one in document["answers"].items() if key in screening.questions}
        return document | {"answers": shown}

    return changed


def spoilt(document, scorer, random):
    """The document with a few answers made worse and some proof taken away."""
    answers, proof = dict(document["answers"]), dict(document["proof"])
    orders = [order for key, order in scorer.ruleset.orders.items() if key in answers]
    for order in random.sample(orders, random.randint(1, 9)):
        question = scorer.form.questions[order.question]
        worse = list(worse_answers(order, question, answers[order.question]))
        if worse and order.direction != "more rows":
            answers[order.question] = random.choice(worse)
    for key in random.sample(sorted(proof), random.randint(0, min(6, len(proof)))):
        proof[key] = random.choice(("none", "rejected"))
    return {**document, "answers": answers, "proof": proof}


@pytest.fixture(scope="module")
def documents(scorer, sampler, ruleset):
    """The worked examples, examples made worse, and invented documents with few signs."""
    examples = [case.document for case in ruleset.cases]
    found = [spoilt(examples[(0, 0, 4)[n % 3]], scorer, Random(n)) for n in range(30)]
    number = 0
    while len(found) < 40:
        document = sampler.document(Random(number))
        number += 1
        if len(scorer.score(document).rules) <= 16:
            found.append(document)
    return examples + found


@pytest.fixture(scope="module")
def advised(advisor, documents):
    """Every document with its advice."""
    return [(document, advisor.advise(document)) for document in documents]


def lower(scorer, document, changes):
    """The result of the changed document where its band is lower, else None."""
    before = scorer.score(document)
    after = scorer.score(applied(document, merged(document, changes)))
    steps = BANDS.index(before.banding.band) - BANDS.index(after.banding.band)
    return after if steps > 0 else None


def by_brute_force(scorer, document, changes):
    """Every smallest set of one or two changes, by scoring them all."""
    found = [(one,) for one in changes if lower(scorer, document, (one,))]
    rest = [one for one in changes if (one,) not in found]
    for one, other in combinations(rest, 2):
        same = (one.question, one.kind) == (other.question, other.kind)
        settling = one.settles and other.settles
        if (settling or not same) and lower(scorer, document, (one, other)):
            found.append((one, other))
    return found


def test_sets_of_one_and_two_changes_are_those_that_brute_force_finds(scorer, candidates, advised):
    compared = set()
    for document, got in advised:
        changes = candidates.of(document, scorer.score(document))
        if len(changes) > 24:
            continue
        expected = by_brute_force(scorer, document, changes)
        ranked = sorted(
            expected,
            key=lambda one: (
                len(one),
                lower(scorer, document, one).headline,
                [changes.index(change) for change in one],
            ),
        )
        if expected:
            assert [one.changes for one in got] == [merged(document, one) for one in ranked[:10]]
            compared |= {len(one.changes) for one in got}
        else:
            assert all(len(one.changes) > 2 for one in got)
    assert compared == {1, 2}


def test_each_advice_is_what_the_engine_gives_for_the_changed_document(scorer, advised):
    for document, found in advised:
        before = BANDS.index(scorer.score(document).banding.band)
        for advice in found:
            after = scorer.score(applied(document, advice.changes))
            assert (after.headline, after.banding.band) == (advice.headline, advice.band)
            assert BANDS.index(advice.band) < before


def test_a_larger_set_has_no_change_that_it_can_do_without(scorer, advised):
    larger = [
        (document, advice)
        for document, found in advised
        for advice in found
        if len(advice.changes) > 2 and not any(change.settles for change in advice.changes)
    ]
    assert larger
    for document, advice in larger:
        for change in advice.changes:
            assert not lower(scorer, document, [one for one in advice.changes if one is not change])


def test_the_changed_document_is_a_good_document(advised):
    questionnaire = library.load(*shipped.QUESTIONNAIRE)
    for document, found in advised:
        for advice in found:
            assert check_document(questionnaire, applied(document, advice.changes)) == []


def test_an_answer_is_changed_only_by_an_action_and_proof_without_one(
    scorer, candidates, documents
):
    kinds = set()
    for document in documents:
        result = scorer.score(document)
        for change in candidates.of(document, result):
            kinds.add(change.kind)
            if change.kind == "proof":
                assert change.action is None
                assert change.question in result.controls.valued
            else:
                assert change.action in result.actions
    assert kinds == {"answer", "proof"}


def test_nothing_is_suggested_that_nobody_decides_or_that_has_happened(
    scorer, candidates, documents
):
    for document in documents:
        for change in candidates.of(document, scorer.score(document)):
            if change.kind == "answer":
                assert change.question not in GIVEN
                assert change.question not in HAPPENED or change.value in HAPPENED[change.question]
                assert change.value not in ("dont_know", "na")


def test_what_nobody_decides_and_what_has_happened_are_questions_of_the_form(form):
    assert form.questions.keys() >= GIVEN | HAPPENED.keys()
    assert all(answers <= set(form.questions[key].choices) for key, answers in HAPPENED.items())


def test_the_screening_version_gets_advice_as_well(short_scorer, short_ruleset_case):
    document = short_ruleset_case(id_documents="employer_restricted")
    advice = Advisor(short_scorer).advise(document)
    assert [change.action for change in advice[0].changes] == ["A-DOCS"]


def test_an_unknown_answer_is_never_answered_well(scorer, candidates, case):
    for unknown in (None, "dont_know"):
        document = case(id_documents=unknown, leave_site="curfew_or_locked")
        changes = candidates.of(document, scorer.score(document))
        assert {change.question for change in changes if change.kind == "answer"} >= {"leave_site"}
        assert "id_documents" not in {change.question for change in changes}


def test_documents_held_back_are_returned(scorer, advisor, case):
    document = case(id_documents="employer_restricted")
    advice = advisor.advise(document)[0]
    assert [change.document() for change in advice.changes] == [
        {"question": "id_documents", "kind": "answer", "value": "workers", "action": "A-DOCS"}
    ]
    assert advice.band == "low"


def test_violence_is_remedied_not_denied(scorer, candidates, case):
    document = case(violence="confirmed_open")
    changes = candidates.of(document, scorer.score(document))
    values = {change.value for change in changes if change.question == "violence"}
    assert values == {"confirmed_remedied", "alleged_investigated"} & values
    assert "none" not in values


def test_fees_that_were_paid_are_repaid_and_verified(scorer, advisor, case):
    document = case("glove-maker-malaysia")
    advice = advisor.advise(document)
    settled = [one for one in advice if one.changes[0].question == "cases"]
    rows = settled[0].changes[0].value
    assert {row["indicator"] for row in rows} >= {"DEB"}
    assert all(row["verified_by"] == "independent" for row in rows)
    assert settled[0].changes[0].action == "A-FEE"


def test_nothing_is_said_of_a_low_band_or_of_what_no_change_can_help(advisor, case):
    assert advisor.advise(case()) == ()
    assert advisor.advise(case("cotton-yarn-turkmenistan")) == ()


def test_an_unknown_gateway_keeps_the_band_until_it_is_answered(advisor, case):
    """It belongs to the range: confidence stays low, whatever proof is added."""
    assert advisor.advise(case("half-answered-vietnam")) == ()


def test_pages_get_plain_data(advisor, case):
    document = advisor.advise(case(leave_site="curfew_or_locked"))[0].document()
    assert set(document) == {"changes", "headline", "band"}
    assert document["changes"][0]["action"] == "A-MOVE"
