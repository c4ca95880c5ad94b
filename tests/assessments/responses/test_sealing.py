"""What a sealed submission promises (C26), and how it crosses to the company."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DBAPIError

from assessments.database import Database
from assessments.errors import AlreadySubmitted, AnswersMissing, Invalid, NotFound
from assessments.ids import SeededIds
from assessments.responses import queries as responses
from assessments.responses.models import PersonalFact, Submission
from assessments.responses.snapshot import Declaration, SealedAnswer, seal
from assessments.responses.submission import submit
from tests.assessments.plain_letters import BareLetters
from tests.stories import START, Story

ANSWERS: dict[str, Any] = {
    "site_country": "MYS",
    "activity": "rubber_gloves",
    "workers_total": 120,
    "workers_foreign": 10,
    "housing": "optional",
    "housing_m2": Decimal("2.8"),
    "lowest_pay": {"amount": "1700.50", "currency": "MYR"},
}


@pytest.fixture
def story(database: Database) -> Story:
    told = Story(database, letters=BareLetters())
    told.publish()
    return told


def answered(story: Story) -> tuple[Any, Any]:
    company = story.company()
    supplier = story.supplier(company)
    (token,) = story.invite(company, story.campaign(company), supplier)
    scope = story.enter(token)
    story.answer(scope, ANSWERS)
    return company, scope


def test_what_is_sealed_is_what_was_saved(story: Story) -> None:
    company, scope = answered(story)
    receipt = story.submit(scope)
    with story.database.reading(company) as session:
        sealed = responses.disclosed_submission(session, company, receipt.submission.id)
    values = {answer["question"]: answer["value"] for answer in sealed.snapshot["answers"]}
    assert values["housing_m2"] == "2.8"
    assert values["workers_total"] == 120
    assert set(values) == set(ANSWERS)
    assert sealed.submission.digest == receipt.digest


def test_no_name_or_address_stands_in_a_snapshot(story: Story) -> None:
    _, scope = answered(story)
    sealed = story.submit(scope).submission.snapshot
    assert scope.email not in sealed
    assert "Aigul" not in sealed


def test_erasing_a_person_breaks_no_digest(story: Story) -> None:
    company, scope = answered(story)
    receipt = story.submit(scope)
    with story.database.writing(scope) as session:
        session.execute(delete(PersonalFact).where(PersonalFact.party_id == scope.party_id))
    with story.database.reading(company) as session:
        sealed = responses.disclosed_submission(session, company, receipt.submission.id)
    assert sealed.people == {}
    assert sealed.submission.digest == receipt.digest


@pytest.mark.parametrize("change", ["UPDATE submission SET digest = 'x'", "DELETE FROM submission"])
def test_a_sealed_submission_is_never_changed(story: Story, change: str) -> None:
    _, scope = answered(story)
    story.submit(scope)
    with pytest.raises(DBAPIError), story.database.writing(scope) as session:
        session.execute(text(change))


def test_a_sealed_response_takes_no_more_answers(story: Story) -> None:
    _, scope = answered(story)
    story.submit(scope)
    with pytest.raises(AlreadySubmitted):
        story.answer(scope, {"workers_total": 130})


def test_submitting_twice_seals_once(story: Story) -> None:
    _, scope = answered(story)
    story.submit(scope)
    with pytest.raises(AlreadySubmitted):
        story.submit(scope)
    with story.database.reading(scope) as session:
        assert len(session.scalars(select(Submission)).all()) == 1


def test_a_question_that_was_not_shown_as_open_stops_the_submission(story: Story) -> None:
    _, scope = answered(story)
    with pytest.raises(AnswersMissing) as refused, story.database.writing(scope) as session:
        submit(
            session,
            scope,
            declaration=Declaration("Somebody", "Director"),
            leave_open=[],
            letters=story.letters,
            now=story.now,
            ids=story.ids,
        )
    assert "id_documents" in refused.value.questions


def test_a_declaration_names_who_answers_and_in_which_role(story: Story) -> None:
    _, scope = answered(story)
    with pytest.raises(Invalid) as refused, story.database.writing(scope) as session:
        submit(
            session,
            scope,
            declaration=Declaration(" ", ""),
            leave_open=[],
            letters=story.letters,
            now=story.now,
            ids=story.ids,
        )
    assert set(refused.value.problems) == {"name", "role"}


def test_a_company_sees_no_submission_that_was_not_made_to_it(story: Story) -> None:
    _, scope = answered(story)
    receipt = story.submit(scope)
    other = story.company("Other Invented Company")
    with story.database.reading(other) as session, pytest.raises(NotFound):
        responses.disclosed_submission(session, other, receipt.submission.id)


def test_a_company_sees_no_answers_before_they_are_submitted(story: Story) -> None:
    company, scope = answered(story)
    with story.database.reading(company) as session:
        row = session.execute(text("SELECT count(*) FROM submission")).scalar()
    assert row == 0
    assert story.submit(scope).submission.number == 1


def test_a_submission_is_scored_by_the_versions_that_its_campaign_pins(story: Story) -> None:
    company, scope = answered(story)
    receipt = story.submit(scope)
    result = story.score(company, receipt)
    document = json.loads(result.document)
    assert document["ruleset"]["version"] == "2026.1"
    assert document["on"] == START.date().isoformat()
    assert json.loads(result.inputs) == {"on": "2026-11-02", "proof": {}, "signals": {}}


def test_scoring_again_another_day_keeps_the_result(story: Story) -> None:
    company, scope = answered(story)
    receipt = story.submit(scope)
    first = story.score(company, receipt)
    story.now += timedelta(days=200)
    assert story.score(company, receipt).id == first.id


def sealed_answers() -> list[SealedAnswer]:
    return [
        SealedAnswer(key, value, version, "hr@mill.example", START)
        for version, (key, value) in enumerate(ANSWERS.items(), start=1)
    ]


@given(st.permutations(sealed_answers()))
def test_the_order_of_saving_does_not_change_the_digest(order: list[SealedAnswer]) -> None:
    def digest(answers: list[SealedAnswer]) -> str:
        return seal(
            asked_by={"name": "Invented plc"},
            supplier={"name": "Invented mill", "country": "UZB", "sector": None},
            questionnaire={"slug": "q", "version": "1", "sha256": "0"},
            answers=answers,
            evidence=[],
            declaration=Declaration("Somebody", "Director"),
            at=START,
            previous=None,
            ids=SeededIds("same"),
        ).digest

    assert digest(order) == digest(sealed_answers())
