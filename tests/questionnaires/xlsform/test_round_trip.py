"""Ours → XLSForm → ours is the same questionnaire with the same words, and pyxform takes it."""

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from questionnaires import worded
from questionnaires.library import SLUGS, versions
from questionnaires.xlsform.reading import read_form
from questionnaires.xlsform.referee import as_pyxform_reads
from questionnaires.xlsform.told import Verdict
from questionnaires.xlsform.writing import write_form
from tests.questionnaires.xlsform import made

SHIPPED = [(slug, version) for slug in SLUGS for version in versions(slug)]


def assert_comes_back(sent, language=""):
    reading = read_form(write_form(sent, language).sheets())
    assert [(one.place, one.text) for one in reading.told(Verdict.REFUSED)] == []
    back = reading.worded
    assert back.questionnaire.document() == sent.questionnaire.document()
    assert back.questionnaire.language == sent.questionnaire.language
    assert back.questionnaire.lists == sent.questionnaire.lists
    assert back.texts == sent.texts


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
@pytest.mark.parametrize(("slug", "version"), SHIPPED)
def test_a_shipped_questionnaire_comes_back_as_it_left(slug, version, language):
    assert_comes_back(worded.shipped(slug, version), language)


@pytest.mark.parametrize(("slug", "version"), SHIPPED)
def test_nothing_of_a_shipped_questionnaire_is_simplified(slug, version):
    reading = read_form(write_form(worded.shipped(slug, version)).sheets())
    assert reading.told(Verdict.SIMPLIFIED) == []


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ky", "uz", "tk"])
@pytest.mark.parametrize(("slug", "version"), SHIPPED)
def test_pyxform_accepts_a_shipped_questionnaire_without_a_warning(slug, version, language):
    sheets = write_form(worded.shipped(slug, version), language).sheets()
    warnings = []
    form = convert(as_pyxform_reads(sheets), warnings=warnings, form_name="data")
    assert warnings == []
    assert "<value>-</value>" not in form.xform


made_slowly = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(made_slowly, max_examples=40)
@given(made.worded())
def test_any_questionnaire_comes_back_as_it_left(sent):
    assert_comes_back(sent)


@settings(made_slowly, max_examples=10)
@given(made.worded())
def test_pyxform_accepts_any_questionnaire_and_misses_no_translation(sent):
    sheets = write_form(sent).sheets()
    form = convert(as_pyxform_reads(sheets), form_name="data")
    assert "<value>-</value>" not in form.xform
