"""Ours → JSON → ours is the same; anything else is refused with its place, never with an error."""

import contextlib
import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.interchange import from_document, from_json, to_document, to_json
from questionnaires.library import SLUGS, versions
from questionnaires.reading import DefinitionProblems
from questionnaires.worded import shipped
from tests.questionnaires.xlsform import made

SHIPPED = [(slug, version) for slug in SLUGS for version in versions(slug)]
SMALL = shipped("forced-labour-screening", "2026.1")

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def assert_comes_back(sent):
    back = from_json(to_json(sent))
    assert back.questionnaire.document() == sent.questionnaire.document()
    assert back.questionnaire.language == sent.questionnaire.language
    assert back.texts == sent.texts


@pytest.mark.parametrize(("slug", "version"), SHIPPED)
def test_a_shipped_questionnaire_comes_back_as_it_left(slug, version):
    assert_comes_back(shipped(slug, version))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(made.worded())
def test_any_questionnaire_comes_back_as_it_left(sent):
    assert_comes_back(sent)


def broken(change):
    document = json.loads(to_json(SMALL))
    change(document)
    with pytest.raises(DefinitionProblems) as caught:
        from_document(document)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.update(format="x"), "format: this is no questionnaire of ours"),
        (lambda d: d.update(more=1), "more: is unknown"),
        (lambda d: d.update(language="English!"), "language: write the code of a language"),
        (lambda d: d.update(lists="1999.1"), "lists: there is no such version"),
        (lambda d: d.update(lists="../../x"), "lists: Write a version as 2026.1"),
        (lambda d: d.update(questionnaire=[]), "questionnaire: is missing"),
        (lambda d: d["questionnaire"].update(questions=[]), "is not the document"),
        (lambda d: d["questionnaire"].pop("sections"), "sections: Missing data"),
        (lambda d: d["questionnaire"]["questions"]["hours_max"].update(points=3), "Unknown field"),
        (lambda d: d["questionnaire"]["questions"]["hours_max"].update(most=True), "most"),
        (lambda d: d.update(words=[]), "words: give the texts of each language"),
        (lambda d: d["words"]["en"].update(rules="x"), "words.en.rules: is the text of nothing"),
        (lambda d: d["words"]["en"]["questionnaire"].update(title=""), "is empty"),
        (lambda d: d["words"]["en"]["questionnaire"].update(title=7), "is no text"),
        (lambda d: d["words"]["en"]["questionnaire"].update(title="a\u202eb"), "U+202E"),
        (lambda d: d["words"]["en"]["questionnaire"].update(title="${x}"), "another answer"),
        (lambda d: d["words"]["en"].pop("questionnaire"), "give the questionnaire a title"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change, message):
    assert any(message in line for line in broken(change)), broken(change)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["questionnaire", "words", "sections", "questions", "en", "hours_max"])
    ),
    anything,
)
def test_any_other_document_is_refused_or_read_and_nothing_else(path, value):
    document = copy.deepcopy(json.loads(json.dumps(to_document(SMALL))))
    place = document
    for name in path[:-1]:
        place = place[name] if isinstance(place, dict) and name in place else place
    if path and isinstance(place, dict):
        place[path[-1]] = value
    with contextlib.suppress(DefinitionProblems):
        from_document(document)
