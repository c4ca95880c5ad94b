"""What the rules read and a questionnaire leaves out is not known. It never counts as good."""

from dataclasses import replace
from random import Random

import pytest

from scoring.bulk import BulkScorer
from scoring.engine import Scorer
from scoring.form import Form, Question
from scoring.ranges import Ranger

NUMBERS = range(40)


def without(form: Form, *keys: str) -> Form:
    kept = {key: each for key, each in form.questions.items() if key not in keys}
    return replace(form, slug="own", questions=kept)


def left_out(document, scorer, number):
    """Some questions that the rules read, and the document as if nobody had answered them."""
    keys = Random(number).sample(scorer.ruleset.reads, 1 + number % 7)
    answers = {key: value for key, value in document["answers"].items() if key not in keys}
    return keys, {**document, "answers": answers}


@pytest.mark.parametrize("number", NUMBERS)
def test_leaving_a_question_out_is_like_leaving_it_blank(scorer, sample, number):
    keys, blank = left_out(sample(number), scorer, number)
    shorter = Scorer(scorer.ruleset, scorer.reference, without(scorer.form, *keys))
    expected, found = scorer.score(blank), shorter.score(blank)
    for part in ("headline", "banding", "indicators", "rules", "unknown_rules", "confidence"):
        assert getattr(found, part) == getattr(expected, part)
    assert Ranger(shorter).span(blank) == Ranger(scorer).span(blank)
    bulk = BulkScorer(shorter)
    scores = bulk.score(bulk.columns([blank]))
    assert scores.headline_tenths[0] == 10 * found.headline
    assert scores.confidence_tenths[0] == 10 * found.confidence.score


def test_what_was_left_out_is_listed_as_not_asked_whatever_a_document_says(scorer, case):
    assert case()["answers"]["policy"]
    shorter = Scorer(scorer.ruleset, scorer.reference, without(scorer.form, "policy"))
    (one,) = [each for each in shorter.score(case()).unknowns if each.question == "policy"]
    assert one.state == "not_asked"


def test_a_condition_that_the_form_cannot_answer_shows_the_question(scorer, case):
    channels = replace(scorer.form.questions["channels"], choices=("walk_in", "dont_know"))
    form = without(scorer.form, "agents")
    form = replace(form, questions={**form.questions, "channels": channels})
    shorter = Scorer(scorer.ruleset, scorer.reference, form)
    result = shorter.score(case(channels=["walk_in"], agents=None))
    assert "agents" in {one.question for one in result.unknowns}


def test_a_questionnaire_of_other_questions_is_all_unknown(scorer):
    own = Question("own_question", "text")
    form = replace(scorer.form, slug="own", questions={"own_question": own})
    other = Scorer(scorer.ruleset, scorer.reference, form)
    result = other.score({"answers": {"own_question": "yes"}, "proof": {}, "on": "2026-09-01"})
    assert result.confidence.level == "low"
    assert result.banding.band != "low"
    assert Ranger(other).range({"answers": {}, "proof": {}, "on": "2026-09-01"}).document()
