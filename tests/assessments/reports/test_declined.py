"""A declined answer is unknown: it scores as none at all, and everybody reads why."""

import json
from typing import Any

import pytest

from assessments.reports.bundle import bundle_of
from assessments.reports.material import Material
from assessments.reports.supplier_report import supplier_report
from assessments.reports.verification import verify
from assessments.responses.values import answers_of_snapshot
from scoring.canonical import canonical
from tests.assessments.reports.samples import GLOVES, case, parts, questionnaire, scorer

QUESTION = "id_documents"
REASON = "endangers: The foreman reads this"


def without_answer() -> dict[str, Any]:
    document = case(GLOVES)
    del document["answers"][QUESTION]
    document["proof"].pop(QUESTION, None)
    return document


def declined() -> dict[str, Any]:
    """What a report is made from when the question was declined."""
    given = parts(without_answer())
    another = given["snapshot"]["answers"][0]
    given["snapshot"]["answers"].append(
        {**another, "question": QUESTION, "value": None, "declined": REASON}
    )
    return given


def test_a_declined_answer_scores_as_an_unanswered_one_and_never_as_no() -> None:
    document = without_answer()
    read = answers_of_snapshot(questionnaire(), declined()["snapshot"])
    scored = scorer().score({**document, "answers": read}).document()
    unanswered = scorer().score(document).document()
    assert canonical(scored) == canonical(unanswered)
    for value in questionnaire().questions[QUESTION].choices:
        answered = {**document, "answers": {**document["answers"], QUESTION: value}}
        if value != "dont_know":
            assert canonical(scorer().score(answered).document()) != canonical(scored)


def test_a_result_with_a_declined_answer_can_be_verified() -> None:
    given = declined()
    del given["scorer"]
    assert verify(bundle_of(Material(**given))).outcome == "same"


def test_the_report_gives_the_reason_in_the_place_of_the_answer() -> None:
    rows = [row for one in supplier_report(**declined()).answers for row in one.rows]
    (row,) = [row for row in rows if row.key == QUESTION]
    assert row.lines == ("Declined: it could harm a person. “The foreman reads this”",)
    assert (row.state, row.author) == ("declined", 1)


@pytest.mark.parametrize("value", [None, "none"])
def test_only_a_reason_makes_an_answer_a_declined_one(value: str | None) -> None:
    snapshot = json.loads(json.dumps({"answers": [{"question": "policy", "value": value}]}))
    assert answers_of_snapshot(questionnaire(), snapshot) == {"policy": value}
