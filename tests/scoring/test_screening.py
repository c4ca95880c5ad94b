"""The screening version: the same ruleset, with questions that are not there."""

import pytest

from scoring.engine import Scorer
from scoring.form import Form, Question


def test_a_question_that_the_form_does_not_have_counts_as_hidden(short_scorer, case):
    result = short_scorer.score(case(remoteness="vessel_offshore", phone="confiscated")).document()
    assert "MOV08" not in result["rules"] + result["unknown_rules"]
    assert result["inherent"]["workforce"] == 5


def test_hidden_lists_only_questions_of_the_form(short_scorer, case):
    result = short_scorer.score(case()).document()
    assert set(result["hidden"]) <= set(short_scorer.form.questions)


def test_a_china_site_without_a_region_question_stays_unknown(short_scorer, case):
    result = short_scorer.score(case(site_country="CHN")).document()
    assert "SIF02" in result["unknown_rules"]


def test_zero_tolerance_fires_in_the_screening_version(short_scorer, case):
    result = short_scorer.score(case(id_documents="agent")).document()
    assert result["band"] == "critical"


def test_a_form_that_asks_another_kind_of_question_is_refused(ruleset, reference, form):
    changed = {**form.questions, "hours_max": Question("hours_max", "text")}
    other = Form("other", "1", "", changed)
    with pytest.raises(ValueError, match="hours_max is a text question"):
        Scorer(ruleset, reference, other)


def test_a_form_without_a_column_that_is_read_is_refused(ruleset, reference, form):
    changed = {**form.questions, "cases": Question("cases", "table")}
    with pytest.raises(ValueError, match="cases has no column"):
        Scorer(ruleset, reference, Form("other", "1", "", changed))


def test_a_float_in_a_document_is_refused(scorer, case):
    with pytest.raises(TypeError, match="exact number"):
        scorer.score(case(housing="mandatory", housing_m2=2.8))
