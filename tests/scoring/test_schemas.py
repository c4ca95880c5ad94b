"""The published formats fit what is really read and written."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import scoring
from scoring.canonical import as_json
from scoring.engine import Scorer
from scoring.ruleset import parse_ruleset
from scoring.ruleset.changes import CHANGES
from scoring.ruleset.overlay import apply_overlay
from tests.scoring.bad import FILES, base_document, example_overlay, read, spoilt

HOME = Path(scoring.__file__).parent / "schemas"
SCHEMAS = {path.name.partition(".")[0]: json.loads(path.read_text()) for path in HOME.iterdir()}


def validator(name):
    return Draft202012Validator(SCHEMAS[name], format_checker=Draft202012Validator.FORMAT_CHECKER)


def as_written(result):
    """The result as the score command writes it, read again."""
    return json.loads(as_json(result), parse_float=Decimal)


def wrong(name, instance):
    return [
        f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(instance)
    ]


@pytest.mark.parametrize("name", ["document", "result", "errors", "overlay", "comparison"])
def test_a_published_schema_is_a_valid_schema(name):
    Draft202012Validator.check_schema(SCHEMAS[name])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**48))
def test_documents_and_results_fit_their_schemas(scorer, sample, number):
    document = sample(number)
    assert wrong("document", json.loads(as_json(document))) == []
    assert wrong("result", as_written(scorer.score(document).document())) == []


def test_the_cases_and_their_results_fit_their_schemas(scorer):
    for case in scorer.ruleset.cases:
        assert wrong("document", json.loads(as_json(case.document))) == []
        assert wrong("result", as_written(scorer.score(case.document).document())) == []


def test_a_result_of_the_screening_version_fits_with_families_that_do_not_apply(short_scorer, case):
    result = as_written(short_scorer.score(case()).document())
    assert result["controls"]["K1"] is None
    assert wrong("result", result) == []


def test_an_empty_answer_set_fits(scorer):
    result = scorer.score({"answers": {}, "on": "2026-11-21"}).document()
    assert wrong("result", as_written(result)) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda result: result.pop("headline"),
        lambda result: result.update(headline="3.5"),
        lambda result: result.update(band="terrible"),
        lambda result: result["trace"][0].update(step="magic"),
        lambda result: result["trace"][0].pop("answers"),
        lambda result: result["indicators"].pop("SIF"),
        lambda result: result["ruleset"].update(sha256="x"),
        lambda result: result.update(more=1),
        lambda result: result["overrides"].append("whim"),
        lambda result: result.update(on="21.11.2026"),
    ],
)
def test_a_spoilt_result_does_not_fit(scorer, case, spoil):
    result = as_written(scorer.score(case()).document())
    spoil(result)
    assert wrong("result", result)


@pytest.mark.parametrize(
    "document",
    [
        {"on": "2026-11-21"},
        {"answers": {}, "on": "tomorrow"},
        {"answers": {}, "on": "2026-11-21", "proof": {"policy": "seen"}},
        {"answers": {}, "on": "2026-11-21", "signals": {"rumour": True}},
        {"answers": {"policy": True}, "on": "2026-11-21"},
        {"answers": [], "on": "2026-11-21"},
    ],
)
def test_a_bad_document_does_not_fit(document):
    assert wrong("document", document)


OVERLAYS = {path.stem: read(path) for path in FILES if path.stem.startswith("overlay-")}
OF_SHAPE = ("an overlay cannot change this", "needs an id such as", "there is no such section")
MISSHAPEN = [
    name
    for name, fixture in OVERLAYS.items()
    if fixture.get("of") == "overlay" and fixture["expect"][0].endswith(OF_SHAPE)
]


def test_the_example_of_an_overlay_fits():
    assert wrong("overlay", json.loads(as_json(example_overlay()))) == []


def test_a_result_made_with_an_overlay_fits(form, reference):
    document = apply_overlay(base_document(), example_overlay())
    scorer = Scorer(parse_ruleset(document, form=form, reference=reference), reference, form)
    for case in scorer.ruleset.cases:
        assert wrong("result", as_written(scorer.score(case.document).document())) == []


def test_the_schema_names_every_section_that_an_overlay_may_change():
    assert SCHEMAS["overlay"]["properties"].keys() >= CHANGES.keys()


@pytest.mark.parametrize("name", MISSHAPEN)
def test_an_overlay_that_changes_what_it_may_not_does_not_fit(name):
    assert wrong("overlay", json.loads(as_json(spoilt(OVERLAYS[name]))))
