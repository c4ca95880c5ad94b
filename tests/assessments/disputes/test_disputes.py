"""A finding in dispute: raised once, answered once by a person, and never a change of the score."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from assessments.database import Database
from assessments.disputes import queries
from assessments.disputes.models import Dispute
from assessments.disputes.service import answer_dispute, raise_dispute
from assessments.disputes.status import OUTCOMES, answer_due_on, days_left
from assessments.errors import Invalid, NotFound
from assessments.results.models import Result
from assessments.results.queries import results_of_supplier
from assessments.reviews.queries import review_of
from assessments.scope import CompanyScope, SupplierScope
from tests.assessments.plain_letters import BareLetters
from tests.overlapping import while_uncommitted
from tests.stories import Story


class Disputed:
    """A result with a finding that its supplier does not agree with."""

    def __init__(self, database: Database) -> None:
        self.story = Story(database, letters=BareLetters())
        self.story.publish()
        self.company: CompanyScope = self.story.company()
        campaign = self.story.campaign(self.company)
        (token,) = self.story.invite(self.company, campaign, self.story.supplier(self.company))
        self.supplier: SupplierScope = self.story.enter(token)
        self.story.answer(self.supplier, {"policy": "no", "housing": "none"})
        receipt = self.story.submit(self.supplier)
        self.result: Result = self.story.score(self.company, receipt)
        self.dispute = self.disagree()

    def disagree(self, **changes: Any) -> Dispute:
        with self.story.database.writing(self.supplier) as session:
            return self.disagree_in(session, **changes)

    def disagree_in(self, session: Session, **changes: Any) -> Dispute:
        about = {
            "finding": "GOV01",
            "reason": "It is not so.",
            "question": "policy",
            "evidence_file": None,
            **changes,
        }
        return raise_dispute(
            session, self.supplier, now=self.story.now, ids=self.story.ids, **about
        )

    def answer(self, outcome: str, **changes: Any) -> None:
        about = {"reason": "We saw it.", "by": "Dana Invented", **changes}
        with self.story.database.writing(self.company) as session:
            answer_dispute(
                session,
                self.company,
                public_id=self.dispute.public_id,
                outcome=outcome,
                questions=["policy"],
                letters=self.story.letters,
                now=self.story.now,
                ids=self.story.ids,
                **about,
            )


@pytest.fixture
def disputed(database: Database) -> Disputed:
    return Disputed(database)


def test_the_answer_is_owed_within_fourteen_days() -> None:
    assert answer_due_on(date(2026, 12, 20)) == date(2027, 1, 3)
    assert days_left(date(2027, 1, 3), date(2027, 1, 4)) == -1


def test_it_is_raised_once_and_with_a_reason(disputed: Disputed) -> None:
    assert disputed.dispute.answer_due_on == disputed.story.now.date() + timedelta(days=14)
    with pytest.raises(Invalid):
        disputed.disagree()
    with pytest.raises(Invalid):
        disputed.disagree(reason=" ")


def test_raised_twice_at_the_same_time_it_is_refused_like_one_after_the_other(
    disputed: Disputed,
) -> None:
    refusal = while_uncommitted(
        disputed.story.database,
        disputed.supplier,
        lambda session: disputed.disagree_in(session, finding="GOV02"),
        lambda: disputed.disagree(finding="GOV02"),
    )
    assert isinstance(refusal, Invalid)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_whatever_the_answer_the_score_stays(disputed: Disputed, outcome: str) -> None:
    before = (disputed.result.digest, disputed.result.band)
    disputed.answer(outcome)
    with disputed.story.database.reading(disputed.company) as session:
        results = results_of_supplier(session, disputed.company, disputed.result.supplier_id)
        assert [(one.digest, one.band) for one in results] == [before]
        assert queries.open_disputes(session, disputed.company) == []
        review = review_of(session, disputed.company, submission_id=disputed.result.submission_id)
    assert review.sent_back == ({"policy"} if outcome == "needs-correction" else frozenset())


def test_a_person_with_a_name_answers_once_and_says_why(disputed: Disputed) -> None:
    for wrong in ({"reason": ""}, {"by": " "}):
        with pytest.raises(Invalid):
            disputed.answer("upheld", **wrong)
    disputed.answer("upheld")
    with pytest.raises(Invalid, match="Dana Invented"):
        disputed.answer("changed")


def test_another_company_finds_no_such_dispute(disputed: Disputed) -> None:
    disputed.company = disputed.story.company("Other plc")
    with pytest.raises(NotFound):
        disputed.answer("upheld")
