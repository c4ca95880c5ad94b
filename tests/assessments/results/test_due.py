"""An action is due from the first of the results that asked for it one after the other."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from assessments.database import Database
from assessments.phrases import IN_ENGLISH
from assessments.reports.gathering import gather_portfolio, gather_supplier_report
from assessments.reports.own import own_reading
from assessments.reports.plan import actions
from assessments.reports.reading import reading_of
from assessments.reports.supplier import Action
from assessments.results.due import Asked, due_since
from assessments.reviews import returning, service
from assessments.scope import CompanyScope, SupplierScope
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story

MAY, JUNE, JULY = (date(2026, month, 1) for month in (5, 6, 7))
DOCS = "A-DOCS"
ANSWERS = {"site_country": "DEU", "id_documents": "employer_restricted", "policy": "no"}


def asked(on: date, *actions: str, questionnaire: str = "core") -> Asked:
    return Asked(on, questionnaire, frozenset(actions))


@pytest.mark.parametrize(
    ("newest_first", "since"),
    [
        ([asked(JULY, DOCS)], JULY),
        ([asked(JULY, DOCS), asked(JUNE, DOCS), asked(MAY, DOCS, "A-FEE")], MAY),
        ([asked(JULY, DOCS), asked(JUNE), asked(MAY, DOCS)], JULY),
        ([asked(JULY, DOCS), asked(JUNE, DOCS), asked(MAY)], JUNE),
        ([asked(JULY, DOCS), asked(JUNE, questionnaire="short"), asked(MAY, DOCS)], MAY),
        ([asked(JULY, DOCS), asked(JUNE, DOCS, questionnaire="short")], JUNE),
    ],
)
def test_a_row_of_results_goes_back_until_one_did_not_ask_for_it(
    newest_first: list[Asked], since: date
) -> None:
    assert due_since(newest_first) == {DOCS: since}


def test_to_answer_again_gives_no_more_time_on_any_side(database: Database) -> None:
    story = Story(database, letters=BareLetters())
    story.publish()
    company = story.company()
    (token,) = story.invite(company, story.campaign(company), story.supplier(company))
    supplier = story.enter(token)
    story.answer(supplier, ANSWERS)
    story.score(company, first := story.submit(supplier))
    due = by_when(own_actions(story, supplier))
    send_back(story, company, first.submission.id)
    story.now += timedelta(days=20)
    story.answer(supplier, {"policy": "yes"})
    again = story.score(company, story.submit(supplier))
    with story.database.reading(company) as session:
        read = actions(reading_of(session, company, again).material)
        told = gather_supplier_report(session, company, again).actions
        (entry,) = gather_portfolio(session, company, story.now.date()).entries
    assert by_when(read) == by_when(told) == by_when(own_actions(story, supplier)) == due
    assert again.scored_on > entry.since[DOCS] == first.submission.submitted_at.date()


def own_actions(story: Story, supplier: SupplierScope) -> tuple[Action, ...]:
    with story.database.reading(supplier) as session:
        own = own_reading(session, supplier, IN_ENGLISH)
    assert own is not None
    return actions(own.material)


def by_when(found: Iterable[Action]) -> list[date]:
    (one,) = (action for action in found if action.key == DOCS)
    return [deadline.on for deadline in one.deadlines]


def send_back(story: Story, company: CompanyScope, submission_id: int) -> None:
    about: dict[str, Any] = {
        "submission_id": submission_id,
        "by": "Dana Invented",
        "now": story.now,
    }
    with story.database.writing(company) as session:
        service.request_change(session, company, question="policy", text="Look again.", **about)
        returning.send_back(
            session,
            company,
            due_on=(story.now + timedelta(days=30)).date(),
            letters=story.letters,
            ids=story.ids,
            **about,
        )
