"""A firm that answered once starts from its own answers, one by one and by its own consent."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assessments.database import Database
from assessments.errors import NotFound
from assessments.evidence.queries import my_evidence
from assessments.evidence.service import StoredFile, add_evidence
from assessments.responses import queries as responses
from assessments.reuse import offers as offering
from assessments.reuse.earlier import earlier_answers
from assessments.reuse.offers import Earlier
from assessments.reuse.taking import Consent, OffersChanged, take_earlier
from assessments.scope import CompanyScope, SupplierScope
from questionnaires.library import SCREENING, latest
from questionnaires.mapping import How, Origin
from tests.assessments.plain_letters import BareLetters
from tests.stories import START, Story

FIRM = "gloves@supplier.example"
ANSWERS: dict[str, Any] = {
    "site_country": "MYS",
    "workers_total": 120,
    "workers_agency": 0,
    "fees_paid": "dont_know",
    "policy": "yes",
}
LATER = timedelta(days=90)


@pytest.fixture
def story(database: Database) -> Story:
    told = Story(database, letters=BareLetters())
    told.publish()
    return told


def asked(
    story: Story, company: str, email: str = FIRM, questionnaire: str = ""
) -> tuple[CompanyScope, SupplierScope]:
    asker = story.company(company)
    supplier = story.supplier(asker, f"Gloves of {company}", email)
    kind = {"questionnaire": questionnaire} if questionnaire else {}
    (token,) = story.invite(asker, story.campaign(asker, **kind), supplier)
    return asker, story.enter(token)


def twice(story: Story, email: str = FIRM, questionnaire: str = "") -> SupplierScope:
    """Answered and sent to one company, asked again by another three months later."""
    _, first = asked(story, "Invented Retail plc")
    story.answer(first, ANSWERS)
    story.submit(first)
    story.now += LATER
    return asked(story, "Invented Tyres AG", email, questionnaire)[1]


def offers(story: Story, scope: SupplierScope) -> dict[str, Earlier]:
    with story.database.reading(scope) as session:
        return {each.question: each for each in earlier_answers(session, scope)}


def agreed(*chosen: Earlier) -> Consent:
    return Consent({each.question: each.fingerprint for each in chosen})


def test_what_was_told_to_another_company_is_offered_with_its_day(story: Story) -> None:
    found = offers(story, twice(story))
    assert {key: each.value for key, each in found.items()} == {
        key: value for key, value in ANSWERS.items() if key != "fees_paid"
    }
    assert {each.answered_on for each in found.values()} == {START.date()}
    assert {each.asked_by for each in found.values()} == {"Invented Retail plc"}
    assert {each.how for each in found.values()} == {How.SAME}


def test_only_the_same_address_is_offered_anything(story: Story) -> None:
    assert offers(story, twice(story, email="other@supplier.example")) == {}


def test_a_colleague_is_offered_nothing(story: Story) -> None:
    scope = replace(twice(story), colleague_id=1)
    with story.database.reading(scope) as session, pytest.raises(NotFound):
        earlier_answers(session, scope)
    with story.database.writing(scope) as session, pytest.raises(NotFound):
        take_earlier(session, scope, consent=Consent({}), now=story.now)


def test_the_screening_is_answered_from_the_long_version(story: Story) -> None:
    found = offers(story, twice(story, questionnaire=SCREENING))
    assert set(found) == set(ANSWERS) & set(latest(SCREENING).questions) - {"fees_paid"}


def test_nothing_is_taken_that_was_not_agreed_to(story: Story) -> None:
    scope = twice(story)
    found = offers(story, scope)
    with story.database.writing(scope) as session:
        taken = take_earlier(session, scope, consent=agreed(found["policy"]), now=story.now)
    assert taken.questions == ("policy",)
    with story.database.reading(scope) as session:
        (answer,) = responses.my_answers(session, scope).values()
    assert (answer.question, json.loads(answer.value)) == ("policy", "yes")
    assert answer.author == FIRM
    assert answer.saved_at == story.now
    assert answer.first_answered_on == START.date()
    assert set(offers(story, scope)) == {"site_country", "workers_total", "workers_agency"}


def test_papers_come_along_only_where_that_was_agreed_to(story: Story) -> None:
    _, first = asked(story, "Invented Retail plc")
    story.answer(first, ANSWERS)
    with story.database.writing(first) as session:
        for question in ("policy", "fees_paid", "contracts_share"):
            file = StoredFile(question, "2" * 64, 10, "text/plain", f"{question}.txt")
            add_evidence(session, first, question=question, file=file, now=story.now, ids=story.ids)
    scope = asked(story, "Invented Tyres AG")[1]
    found = offers(story, scope)
    assert [paper.original_name for paper in found["policy"].papers] == ["policy.txt"]
    consent = replace(agreed(found["policy"], found["workers_total"]), papers=("policy",))
    with story.database.writing(scope) as session:
        take_earlier(session, scope, consent=consent, now=story.now)
    with story.database.reading(scope) as session:
        assert set(my_evidence(session, scope)) == {"policy"}


def test_consent_holds_for_what_was_shown(story: Story) -> None:
    scope = twice(story)
    shown = replace(offers(story, scope)["policy"], value="no")
    with story.database.writing(scope) as session, pytest.raises(OffersChanged):
        take_earlier(session, scope, consent=agreed(shown), now=story.now)


def test_the_day_of_the_first_answer_is_sealed_and_who_asked_then_is_not(story: Story) -> None:
    scope = twice(story)
    found = offers(story, scope)
    with story.database.writing(scope) as session:
        take_earlier(session, scope, consent=agreed(*found.values()), now=story.now)
    story.answer(scope, {"workers_total": 130})
    sealed = story.submit(scope).submission.snapshot
    days = {one["question"]: one.get("first_answered_on") for one in json.loads(sealed)["answers"]}
    assert days["policy"] == START.date().isoformat()
    assert days["workers_total"] is None
    assert "Invented Retail plc" not in sealed


def test_an_answer_taken_twice_keeps_its_first_day(story: Story) -> None:
    scope = twice(story)
    with story.database.writing(scope) as session:
        consent = agreed(*earlier_answers(session, scope))
        take_earlier(session, scope, consent=consent, now=story.now)
    story.now += LATER
    third = asked(story, "Invented Juice Ltd")[1]
    assert offers(story, third)["policy"].answered_on == START.date()


def test_the_newest_of_several_answers_is_offered(story: Story) -> None:
    scope = twice(story)
    story.answer(scope, {"policy": "partly"})
    third = asked(story, "Invented Juice Ltd")[1]
    found = offers(story, third)
    assert (found["policy"].value, found["policy"].asked_by) == ("partly", "Invented Tyres AG")
    assert found["workers_total"].asked_by == "Invented Retail plc"


def test_a_question_that_has_changed_is_to_be_looked_at_until_somebody_has(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offering, "origin", lambda asked, *_rest: Origin(asked.key, How.REWORDED))
    scope = twice(story)
    with story.database.writing(scope) as session:
        consent = agreed(*earlier_answers(session, scope))
        taken = take_earlier(session, scope, consent=consent, now=story.now)
    assert "policy" in taken.to_confirm
    story.answer(scope, {"policy": "yes"})
    with story.database.reading(scope) as session:
        waiting = {
            key for key, row in responses.my_answers(session, scope).items() if row.to_confirm
        }
    assert waiting == set(taken.to_confirm) - {"policy"}


def test_what_is_offered_is_older_than_a_year_only_after_a_year() -> None:
    one = Earlier("policy", "yes", How.SAME, date(2025, 11, 22), "Invented Retail plc")
    assert not one.is_old(date(2026, 11, 22))
    assert one.is_old(date(2026, 11, 23))
    leap = replace(one, answered_on=date(2024, 2, 29))
    assert not leap.is_old(date(2025, 2, 28))
    assert leap.is_old(date(2025, 3, 1))
