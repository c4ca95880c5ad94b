"""A result is computed again from what travels with it; whatever was changed is told."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.reports.bundle import (
    Bundle,
    NoBundle,
    bundle_of,
    read_attachments,
    read_result_file,
)
from assessments.reports.material import Material
from assessments.reports.verification import Verification, verify
from questionnaires.library import CORE, SCREENING
from scoring.canonical import canonical, digest
from tests.assessments.reports.samples import CASES, GLOVES, case, parts, questionnaire, report

Change = Callable[[dict[str, Any]], object]


def made(name: str = GLOVES, *, slug: str = CORE) -> Bundle:
    document = case(name)
    if slug == SCREENING:
        asked = questionnaire(SCREENING).questions
        for part in ("answers", "proof"):
            document[part] = {key: one for key, one in document[part].items() if key in asked}
    given = parts(document, slug=slug)
    del given["scorer"]
    return bundle_of(Material(**given))


def changed(name: str, change: Change, *, sealed_again: bool = False) -> Bundle:
    """The bundle with one document changed; its stated digest too, where it is sealed again."""
    bundle = made()
    documents = copy.deepcopy(dict(bundle.documents))
    change(documents[name])
    stated = dict(bundle.stated)
    if sealed_again:
        stated[name] = digest(documents[name])
    return Bundle(documents, stated)


def paths(verification: Verification) -> list[str]:
    return [one.path for one in verification.differences]


@pytest.mark.parametrize("name", CASES)
def test_every_case_is_the_same_after_it_travelled(name: str) -> None:
    read = read_result_file(canonical(made(name).document()))
    assert verify(read).outcome == "same"
    files = {one.name: one.content for one in report(name).attachments}
    assert verify(read_attachments(files)).outcome == "same"


def test_a_screening_carries_the_questions_that_the_rules_were_written_for() -> None:
    bundle = made(slug=SCREENING)
    assert "rules-questionnaire.json" in bundle.documents
    assert verify(bundle).outcome == "same"
    bare = {k: v for k, v in bundle.documents.items() if k != "rules-questionnaire.json"}
    assert verify(Bundle(bare, bundle.stated)).missing == ("rules-questionnaire.json",)


def answer(snapshot: dict[str, Any], question: str, value: object) -> None:
    next(one for one in snapshot["answers"] if one["question"] == question)["value"] = value


def test_a_changed_answer_shows_in_the_digest_and_in_the_score() -> None:
    found = verify(changed("snapshot.json", lambda it: answer(it, "pay_method", "cash")))
    assert found.outcome == "differs"
    assert paths(found)[0] == "snapshot.json: SHA-256"
    sealed = verify(
        changed("snapshot.json", lambda it: answer(it, "agents", []), sealed_again=True)
    )
    assert "headline" in paths(sealed)
    assert "snapshot.json: SHA-256" not in paths(sealed)


def test_a_changed_number_of_points_shows_in_the_pin_and_in_the_score() -> None:
    def more(ruleset: dict[str, Any]) -> None:
        rule = next(one for one in ruleset["rules"] if one["id"] == fired)
        rule["points"] = dict.fromkeys(rule["points"], "1")

    fired = made().documents["result.json"]["rules"][0]
    found = verify(changed("ruleset.json", more, sealed_again=True))
    assert paths(found)[0] == "ruleset.sha256"
    assert any(path.startswith("findings[") for path in paths(found))


def test_a_changed_band_is_told_with_both_values() -> None:
    found = verify(changed("result.json", lambda it: it.update(band="low"), sealed_again=True))
    (one,) = found.differences
    assert (one.path, one.stated, one.found) == ("band", "low", "critical")


def test_a_changed_digest_is_told_with_both_values() -> None:
    bundle = made()
    found = verify(Bundle(bundle.documents, {**bundle.stated, "inputs.json": "0" * 64}))
    (one,) = found.differences
    assert one.path == "inputs.json: SHA-256"
    assert (one.stated, one.found) == ("0" * 64, bundle.stated["inputs.json"])


def test_another_ruleset_is_told_by_version_and_hash() -> None:
    found = verify(changed("ruleset.json", lambda it: it.update(version="2027.1")))
    assert paths(found)[:3] == ["ruleset.json: SHA-256", "ruleset.sha256", "ruleset.version"]


def test_other_reference_data_is_told() -> None:
    def other(reference: dict[str, Any]) -> None:
        reference["tables"]["countries"]["rows"].pop()

    assert "reference.sha256" in paths(verify(changed("reference.json", other)))


def test_another_engine_is_told() -> None:
    found = verify(changed("result.json", lambda it: it.update(engine="0"), sealed_again=True))
    assert paths(found) == ["engine"]


def test_proof_without_a_sealed_file_is_told() -> None:
    def claim(inputs: dict[str, Any]) -> None:
        inputs["proof"]["workers_total"] = "accepted"

    found = verify(changed("inputs.json", claim, sealed_again=True))
    assert "inputs.json: proof for" in paths(found)


@pytest.mark.parametrize("name", ["snapshot.json", "questionnaire.json", "reference.json"])
def test_what_is_missing_is_named_and_nothing_is_called_the_same(name: str) -> None:
    bundle = made()
    kept = {key: one for key, one in bundle.documents.items() if key != name}
    found = verify(Bundle(kept, bundle.stated))
    assert found.outcome == "unreadable"
    assert found.missing == (name,)


def test_a_report_of_before_lacks_documents_and_its_pins_are_still_compared() -> None:
    old = ("snapshot.json", "ruleset.json", "inputs.json", "result.json")
    files = {one.name: one.content for one in report(GLOVES).attachments if one.name in old}
    found = verify(read_attachments(files))
    assert found.outcome == "unreadable"
    assert set(found.missing) == {"questionnaire.json", "reference.json", "digests.json"}
    files["ruleset.json"] = canonical({**read_attachments(files).documents["ruleset.json"], "x": 1})
    assert verify(read_attachments(files)).outcome == "differs"


@pytest.mark.parametrize("name", list(made().documents))
@pytest.mark.parametrize("junk", [None, [], {}, "text", 7, {"slug": 1}, [[[]]]], ids=str)
def test_a_document_of_another_shape_is_refused_by_name(name: str, junk: object) -> None:
    bundle = made()
    found = verify(Bundle({**bundle.documents, name: junk}, bundle.stated))
    assert found.outcome in ("differs", "unreadable")
    assert found.refused


@pytest.mark.parametrize(
    "value", ["1E999999999", {"amount": "x"}, [{"name": 1}], "nan", ["a"] * 5, -1, True], ids=str
)
@pytest.mark.parametrize("question", ["workers_total", "agents", "site_country", "min_wage"])
def test_an_answer_that_is_none_is_refused(question: str, value: object) -> None:
    def put(snapshot: dict[str, Any]) -> None:
        snapshot["answers"] = [{"question": question, "value": value}]
        snapshot["evidence"] = []

    found = verify(changed("snapshot.json", put))
    assert found.refused
    assert "sealed answers" in found.refused[0]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"format": "erkin-result/1"}',
        b'{"format": "erkin-result/1", "documents": {}, "sha256": [], "a": 1e999999999}',
        b'{"format": "erkin-result/1", "documents": {"result.json": "\\ud800"}, "sha256": {}}',
        b"[" * 100_000,
        b'{"a":' * 60 + b"1" + b"}" * 60,
        b'{"headline": 3, "band": "low"}',
    ],
    ids=range(9),
)
def test_a_file_that_is_no_bundle_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(NoBundle, match=r"\.$"):
        read_result_file(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_put_anywhere_the_answer_is_an_answer(data: st.DataObject) -> None:
    bundle = made()
    documents = copy.deepcopy(dict(bundle.documents))
    place: Any = documents
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 5)) == 0:
            break
        place = inner
    place[key] = data.draw(JSON)
    changed_there = documents != dict(bundle.documents)
    assert (verify(Bundle(documents, bundle.stated)).outcome != "same") == changed_there
