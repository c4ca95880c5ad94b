"""A firm takes its answers back: the company keeps that there were some, and sees no answer."""

from datetime import timedelta
from typing import Any

import pytest

from assessments.campaigns import queries as campaigns
from assessments.database import Database
from assessments.errors import AnswersWithdrawn, NotFound
from assessments.evidence import queries as evidence
from assessments.reports.gathering import gather_portfolio
from assessments.responses import queries as responses
from assessments.responses.submission import Receipt
from assessments.responses.withdrawing import (
    scope_of_shared,
    shared,
    withdraw,
    withdrawals,
)
from assessments.results import queries as results
from assessments.results.by_risk import RiskFilter, suppliers_by_risk
from assessments.results.groups import groups
from assessments.results.portfolio import SupplierFilter, band_counts, suppliers
from assessments.results.standing import standing_between
from assessments.scope import CompanyScope, SupplierScope
from assessments.trials.segments import spans
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story

ANSWERS: dict[str, Any] = {"site_country": "MYS", "workers_total": 120, "fees_paid": "partly"}


@pytest.fixture
def story(database: Database) -> Story:
    told = Story(database, letters=BareLetters())
    told.publish()
    return told


def sent(story: Story, name: str = "Invented Retail plc") -> tuple[CompanyScope, SupplierScope]:
    company = story.company(name)
    supplier = story.supplier(company, "Invented Gloves", "gloves@supplier.example")
    (token,) = story.invite(company, story.campaign(company), supplier)
    scope = story.enter(token)
    story.answer(scope, ANSWERS)
    story.score(company, story.submit(scope))
    return company, scope


def take_back(story: Story, scope: SupplierScope) -> None:
    story.now += timedelta(days=1)
    with story.database.writing(scope) as session:
        assert withdraw(session, scope, now=story.now) == 1


def last(story: Story, scope: SupplierScope) -> Any:
    with story.database.reading(scope) as session:
        return responses.my_submission(session, scope)


def test_the_list_names_every_company_and_what_it_received(story: Story) -> None:
    _, first = sent(story)
    _, second = sent(story, "Invented Tyres AG")
    with story.database.reading(second) as session:
        listed = shared(session, second)
    assert [one.company for one in listed] == ["Invented Tyres AG", "Invented Retail plc"]
    assert {one.answers for one in listed} == {3}
    assert listed[1].digest == last(story, first).digest


def test_what_was_taken_back_is_not_shown_and_that_it_was_is(story: Story) -> None:
    company, scope = sent(story)
    submission = last(story, scope)
    take_back(story, scope)
    with story.database.reading(company) as session:
        with pytest.raises(AnswersWithdrawn) as refused:
            responses.disclosed_submission(session, company, submission.id)
        with pytest.raises(NotFound):
            responses.disclosed_submission_by_public_id(session, company, submission.public_id)
        assert set(withdrawals(session, company)) == {submission.id}
        kept = results.result_of_submission(session, company, submission.id)
    assert refused.value.digest == submission.digest
    assert refused.value.withdrawn_at == story.now
    assert kept is not None
    assert kept.band


def test_it_counts_as_not_answered_everywhere(story: Story) -> None:
    company, scope = sent(story)
    take_back(story, scope)
    with story.database.reading(company) as session:
        assert band_counts(session, company) == {"unrated": 1}
        (row,) = suppliers(session, company, SupplierFilter()).rows
        assert row.result is None
        assert groups(session, company, "rule") == groups(session, company, "indicator") == []
        assert results.newest_results(session, company, 5) == []
        assert list(standing_between(session, company, 1, 999)) == []
        assert list(spans(session, company)) == []
        assert suppliers_by_risk(session, company, RiskFilter(answered="yes")).rows == []
        assert not suppliers_by_risk(session, company, RiskFilter()).rows[0].rated
        (entry,) = gather_portfolio(session, company, story.now.date()).entries
        assert entry.result is None
        asked = campaigns.invitations_of_supplier(session, company, row.supplier.id)
    assert asked[0].submitted_at is None


def test_an_older_and_better_answer_does_not_count_in_its_place(story: Story) -> None:
    company, first = sent(story)
    with story.database.reading(company) as session:
        (row,) = suppliers(session, company, SupplierFilter()).rows
    (token,) = story.invite(company, story.campaign(company, "Next year"), row.supplier)
    second = story.enter(token)
    story.answer(second, {"site_country": "UZB"})
    story.score(company, story.submit(second))
    take_back(story, second)
    with story.database.reading(company) as session:
        assert band_counts(session, company) == {"unrated": 1}
        assert groups(session, company, "rule") == []
        assert not suppliers_by_risk(session, company, RiskFilter()).rows[0].rated
        assert responses.disclosed_submission(session, company, last(story, first).id)


def test_one_company_is_taken_from_and_another_keeps(story: Story) -> None:
    company, scope = sent(story)
    other, elsewhere = sent(story, "Invented Tyres AG")
    with story.database.reading(elsewhere) as session:
        its_own = scope_of_shared(session, elsewhere, last(story, scope).public_id)
    assert its_own == scope
    take_back(story, its_own)
    with story.database.reading(other) as session:
        assert responses.disclosed_submission(session, other, last(story, elsewhere).id)
        assert withdrawals(session, other) == {}
    with story.database.reading(company) as session:
        assert len(withdrawals(session, company)) == 1


def test_nobody_takes_back_what_is_anothers(story: Story) -> None:
    _, scope = sent(story)
    company = story.company("Invented Juice Ltd")
    supplier = story.supplier(company, "Another firm", "another@supplier.example")
    (token,) = story.invite(company, story.campaign(company), supplier)
    stranger = story.enter(token)
    with story.database.reading(stranger) as session, pytest.raises(NotFound):
        scope_of_shared(session, stranger, last(story, scope).public_id)


def test_to_take_back_twice_changes_nothing_and_it_can_be_sent_again(story: Story) -> None:
    company, scope = sent(story)
    take_back(story, scope)
    with story.database.writing(scope) as session:
        assert withdraw(session, scope, now=story.now) == 0
    story.answer(scope, {"workers_total": 130})
    receipt: Receipt = story.submit(scope)
    story.score(company, receipt)
    with story.database.reading(company) as session:
        assert sum(band_counts(session, company).values()) == 1
        assert "unrated" not in band_counts(session, company)
        assert responses.disclosed_submission(session, company, receipt.submission.id)


def test_files_go_with_the_answers(story: Story) -> None:
    company, scope = sent(story)
    with story.database.reading(company) as session:
        disclosure = responses.disclosed_submission(
            session, company, last(story, scope).id
        ).disclosure
    take_back(story, scope)
    with story.database.reading(company) as session:
        assert evidence.disclosed_files(session, company, disclosure.id) == []
