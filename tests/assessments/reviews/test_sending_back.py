"""Sending answers back, correcting them, and what each side can do meanwhile."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from assessments.campaigns.models import Campaign
from assessments.database import Database
from assessments.errors import AlreadySubmitted, Invalid, NotFound
from assessments.responses import withdrawing
from assessments.responses.submission import Receipt
from assessments.results.queries import results_of_supplier
from assessments.reviews import events, queries, replying, returning, service
from assessments.reviews.returning import Doubt
from assessments.reviews.waiting import waiting_for_company
from assessments.scope import CompanyScope, SupplierScope
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story

FIRST: dict[str, Any] = {"policy": "no", "housing": "none", "fees_paid": "none"}


@dataclass
class Sent:
    """Answers that were sent to a company."""

    story: Story
    company: CompanyScope
    campaign: Campaign
    supplier: SupplierScope
    receipt: Receipt

    def about(self, **question: Any) -> dict[str, Any]:
        return {
            "submission_id": self.receipt.submission.id,
            "by": "Dana Invented",
            "now": self.story.now,
            **question,
        }

    def request(self, question: str) -> None:
        with self.story.database.writing(self.company) as session:
            service.request_change(
                session, self.company, text="Please look again.", **self.about(question=question)
            )

    def send_back(self, *doubts: Doubt, days: int = 14, only: str = "") -> frozenset[str]:
        with self.story.database.writing(self.company) as session:
            return returning.send_back(
                session,
                self.company,
                submission_id=self.receipt.submission.id,
                doubts=doubts,
                only=only.split(),
                due_on=(self.story.now + timedelta(days=days)).date(),
                by="Dana Invented",
                letters=self.story.letters,
                now=self.story.now,
                ids=self.story.ids,
            )

    def say(self, question: str, **more: Any) -> None:
        with self.story.database.writing(self.supplier) as session:
            replying.say(
                session,
                self.supplier,
                question=question,
                text="It is right.",
                now=self.story.now,
                **more,
            )

    def withdraw(self) -> None:
        with self.story.database.writing(self.supplier) as session:
            withdrawing.withdraw(session, self.supplier, now=self.story.now)

    def states(self) -> dict[str, str]:
        with self.story.database.reading(self.company) as session:
            review = queries.review_of(
                session, self.company, submission_id=self.receipt.submission.id
            )
            return dict(review.states(FIRST))


@pytest.fixture
def sent(database: Database) -> Sent:
    story = Story(database, letters=BareLetters())
    story.publish()
    company = story.company()
    campaign = story.campaign(company)
    (token,) = story.invite(company, campaign, story.supplier(company))
    supplier = story.enter(token)
    story.answer(supplier, FIRST)
    return Sent(story, company, campaign, supplier, story.submit(supplier))


def test_only_the_flagged_question_opens_and_what_comes_back_is_sealed_beside_the_old(
    sent: Sent,
) -> None:
    with pytest.raises(AlreadySubmitted):
        sent.story.answer(sent.supplier, {"policy": "yes"})
    first = sent.story.score(sent.company, sent.receipt)
    sent.request("policy")
    assert sent.send_back() == {"policy"}
    with pytest.raises(NotFound):
        sent.story.answer(sent.supplier, {"housing": "dont_know"})
    sent.story.answer(sent.supplier, {"policy": "yes"})
    again = sent.story.submit(sent.supplier)
    assert (again.submission.number, again.submission.previous_id) == (
        2,
        sent.receipt.submission.id,
    )
    assert json.loads(again.submission.snapshot)["previous"] == sent.receipt.digest
    with pytest.raises(AlreadySubmitted):
        sent.story.answer(sent.supplier, {"policy": "no"})
    second = sent.story.score(sent.company, again)
    with sent.story.database.reading(sent.company) as session:
        results = results_of_supplier(session, sent.company, first.supplier_id)
    assert [one.id for one in results] == [second.id, first.id]
    assert sent.states() == {
        "policy": "resubmitted",
        "housing": "unreviewed",
        "fees_paid": "unreviewed",
    }


def test_one_letter_carries_a_new_link_that_opens_the_questions_again(sent: Sent) -> None:
    sent.request("policy")
    sent.request("housing")
    sent.send_back()
    link = sent.story.mailed(r"/i/([\w-]{43})")[sent.supplier.email]
    assert sent.story.enter(link).invitation_id == sent.supplier.invitation_id
    invitation = sent.story.invitation_of(sent.company, sent.campaign)
    assert invitation.due_on == (sent.story.now + timedelta(days=14)).date()


def test_answers_that_do_not_fit_go_back_once_and_take_one_reply(sent: Sent) -> None:
    doubt = Doubt("X06", ("housing", "deductions"))
    assert sent.send_back(doubt) == {"housing", "deductions"}
    sent.say("housing", contradiction="X06")
    with pytest.raises(Invalid):
        sent.say("housing", contradiction="X06")
    with pytest.raises(NotFound):
        sent.say("policy", contradiction="X06")
    sent.receipt = sent.story.submit(sent.supplier)
    with pytest.raises(Invalid):
        sent.send_back(doubt)


def test_nobody_decides_about_answers_that_they_did_not_see(sent: Sent) -> None:
    sent.request("policy")
    sent.send_back()
    with (
        sent.story.database.writing(sent.company) as session,
        pytest.raises(Invalid, match="with the supplier"),
    ):
        service.accept(session, sent.company, **sent.about(questions=["policy"]))
    sent.story.submit(sent.supplier)
    with (
        sent.story.database.writing(sent.company) as session,
        pytest.raises(Invalid, match="new answers"),
    ):
        service.accept(session, sent.company, **sent.about(questions=["policy"]))


def test_a_message_reaches_the_other_side_and_opens_nothing(sent: Sent) -> None:
    with sent.story.database.writing(sent.company) as session:
        service.ask(
            session,
            sent.company,
            text="Since when?",
            letters=sent.story.letters,
            ids=sent.story.ids,
            **sent.about(question="policy"),
        )
    sent.say("policy")
    with pytest.raises(AlreadySubmitted):
        sent.story.answer(sent.supplier, {"policy": "yes"})
    with sent.story.database.reading(sent.supplier) as session:
        review = queries.my_review(session, sent.supplier)
    assert review is not None
    assert [(one.side, one.text) for one in review.thread("policy")] == [
        ("company", "Since when?"),
        ("supplier", "It is right."),
    ]
    with sent.story.database.reading(sent.company) as session:
        (waiting,) = waiting_for_company(session, sent.company)
    assert waiting.questions == 1


def test_a_request_that_was_left_out_can_be_sent_back_later_and_is_read_then(sent: Sent) -> None:
    sent.request("policy")
    sent.request("housing")
    assert sent.send_back(only="policy") == {"policy"}
    sent.story.answer(sent.supplier, {"policy": "yes"})
    sent.receipt = sent.story.submit(sent.supplier)
    assert sent.states()["housing"] == "changes requested"
    assert sent.send_back() == {"housing"}
    with sent.story.database.reading(sent.supplier) as session:
        review = queries.my_review(session, sent.supplier)
    assert review is not None
    assert [one.kind for one in review.sent_thread("housing")] == ["change-requested", "sent-back"]


def test_while_something_is_out_sending_more_back_shortens_no_time(sent: Sent) -> None:
    sent.request("policy")
    sent.send_back(days=60)
    sent.request("housing")
    sent.send_back()
    invitation = sent.story.invitation_of(sent.company, sent.campaign)
    assert invitation.due_on == (sent.story.now + timedelta(days=60)).date()


def test_nothing_can_be_said_about_answers_that_are_withdrawn(sent: Sent) -> None:
    sent.withdraw()
    with pytest.raises(Invalid, match="withdrawn"):
        sent.say("policy")


def test_what_was_sent_back_and_withdrawn_waits_for_nobody(sent: Sent) -> None:
    sent.request("policy")
    sent.send_back()
    sent.withdraw()
    sent.receipt = sent.story.submit(sent.supplier)
    with sent.story.database.reading(sent.company) as session:
        assert waiting_for_company(session, sent.company) == []


def test_the_messages_of_one_side_never_silence_the_other(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "MOST_EVENTS", 1)
    sent.say("policy")
    with pytest.raises(Invalid, match="too much"):
        sent.say("policy")
    sent.request("policy")
