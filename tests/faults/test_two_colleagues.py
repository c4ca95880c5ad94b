"""Two people at once: nobody's answer or change is overwritten without a word (C43)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.database import Database
from assessments.errors import AlreadySubmitted, AnswersChanged
from assessments.parties.models import Supplier
from assessments.responses import queries
from assessments.responses.models import Answer, Response
from assessments.responses.service import TypedAnswer, open_response, save_answers
from assessments.scope import CompanyScope, SupplierScope
from tests.assessments.plain_letters import BareLetters
from tests.overlapping import while_uncommitted
from tests.stories import Story

QUESTION, OTHER_QUESTION = "workers_total", "workers_agency"


@dataclass
class Colleagues:
    """A respondent and her colleague, who proved another address of the same party."""

    story: Story
    company: CompanyScope
    aigul: SupplierScope
    daniyar: SupplierScope

    def saving(
        self, who: SupplierScope, values: dict[str, Any], seen: int
    ) -> Callable[[Session], None]:
        typed = [TypedAnswer(question, value, seen) for question, value in values.items()]

        def save(session: Session) -> None:
            save_answers(session, who, typed=typed, now=self.story.now)

        return save

    def save(self, who: SupplierScope, values: dict[str, Any], seen: int) -> None:
        with self.story.database.writing(who) as session:
            self.saving(who, values, seen)(session)

    def stored(self) -> dict[str, tuple[str, int, str]]:
        """Question → value, version and author."""
        with self.story.database.reading(self.aigul) as session:
            answers = queries.my_answers(session, self.aigul)
        return {key: (one.value, one.version, one.author) for key, one in answers.items()}


@pytest.fixture
def colleagues(database: Database) -> Colleagues:
    story = Story(database, letters=BareLetters())
    story.publish()
    company = story.company()
    supplier = story.supplier(company, email="aigul@gloves.example")
    (token,) = story.invite(company, story.campaign(company), supplier)
    aigul = story.enter(token)
    return Colleagues(story, company, aigul, replace(aigul, email="daniyar@gloves.example"))


def test_who_comes_second_is_told_both_values_and_overwrites_nothing(
    colleagues: Colleagues,
) -> None:
    colleagues.save(colleagues.aigul, {QUESTION: 100}, seen=0)
    colleagues.save(colleagues.aigul, {QUESTION: 120}, seen=1)

    with pytest.raises(AnswersChanged) as refusal:
        colleagues.save(colleagues.daniyar, {QUESTION: 90, OTHER_QUESTION: 5}, seen=1)

    (conflict,) = refusal.value.conflicts
    assert (conflict.question, conflict.stored_value, conflict.typed_value) == (QUESTION, 120, 90)
    assert (conflict.stored_version, conflict.author) == (2, "aigul@gloves.example")
    assert conflict.saved_at == colleagues.story.now
    assert colleagues.stored() == {QUESTION: ("120", 2, "aigul@gloves.example")}


def test_whoever_saw_the_newest_value_may_change_it(colleagues: Colleagues) -> None:
    colleagues.save(colleagues.aigul, {QUESTION: 120}, seen=0)
    colleagues.save(colleagues.daniyar, {QUESTION: 90}, seen=1)
    assert colleagues.stored() == {QUESTION: ("90", 2, "daniyar@gloves.example")}


def test_the_same_value_from_both_is_no_conflict(colleagues: Colleagues) -> None:
    colleagues.save(colleagues.aigul, {QUESTION: 120}, seen=0)
    colleagues.save(colleagues.daniyar, {QUESTION: 120}, seen=0)
    assert colleagues.stored() == {QUESTION: ("120", 1, "aigul@gloves.example")}


@pytest.mark.parametrize("seen", [0, 1], ids=["first answer", "changed answer"])
def test_two_saves_at_the_same_moment_end_in_one_value_and_one_conflict(
    colleagues: Colleagues, seen: int
) -> None:
    if seen:
        colleagues.save(colleagues.aigul, {QUESTION: 100}, seen=0)
    refusal = while_uncommitted(
        colleagues.story.database,
        colleagues.aigul,
        colleagues.saving(colleagues.aigul, {QUESTION: 120}, seen),
        lambda: colleagues.save(colleagues.daniyar, {QUESTION: 90}, seen),
    )
    assert isinstance(refusal, AnswersChanged)
    assert [conflict.stored_value for conflict in refusal.conflicts] == [120]
    assert colleagues.stored() == {QUESTION: ("120", seen + 1, "aigul@gloves.example")}


def test_two_different_answers_at_the_same_moment_are_both_kept_and_counted(
    colleagues: Colleagues,
) -> None:
    refusal = while_uncommitted(
        colleagues.story.database,
        colleagues.aigul,
        colleagues.saving(colleagues.aigul, {QUESTION: 120}, 0),
        lambda: colleagues.save(colleagues.daniyar, {OTHER_QUESTION: 5}, 0),
    )
    assert refusal is None
    assert set(colleagues.stored()) == {QUESTION, OTHER_QUESTION}
    with colleagues.story.database.reading(colleagues.aigul) as session:
        assert campaigns.my_invitation(session, colleagues.aigul).answered_count == 2


def test_an_answer_that_comes_while_the_response_is_sealed_is_refused(
    colleagues: Colleagues,
) -> None:
    def seal(session: Session) -> None:
        invitation = campaigns.my_invitation(session, colleagues.aigul)
        session.refresh(invitation, with_for_update=True)
        invitation.submitted_at = colleagues.story.now
        session.flush()

    refusal = while_uncommitted(
        colleagues.story.database,
        colleagues.aigul,
        seal,
        lambda: colleagues.save(colleagues.daniyar, {QUESTION: 90}, 0),
    )
    assert isinstance(refusal, AlreadySubmitted)
    assert colleagues.stored() == {}


def test_two_first_visits_at_the_same_moment_open_one_response(colleagues: Colleagues) -> None:
    story = colleagues.story
    again = story.campaign(colleagues.company, "Second campaign")
    with story.database.reading(colleagues.company) as session:
        supplier = session.scalars(select(Supplier)).one()
    (token,) = story.invite(colleagues.company, again, supplier)
    invitation = story.link(token).invitation_id
    scope = replace(colleagues.aigul, invitation_id=invitation)

    def visit(session: Session) -> None:
        open_response(session, scope, now=story.now, ids=story.ids)

    def visit_elsewhere() -> None:
        with story.database.writing(scope) as session:
            visit(session)

    assert while_uncommitted(story.database, scope, visit, visit_elsewhere) is None
    with story.database.reading(scope) as session:
        visits = select(func.count(Response.id)).where(Response.invitation_id == invitation)
        assert session.scalar(visits) == 1


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
def test_concurrent_writers_on_sqlite_lose_no_update(colleagues: Colleagues) -> None:
    writers, times = 4, 50
    colleagues.save(colleagues.aigul, {QUESTION: 1}, seen=0)
    database = colleagues.story.database
    failures: list[BaseException] = []
    together = threading.Barrier(writers)

    def count_up() -> None:
        together.wait()
        for _ in range(times):
            with database.writing(colleagues.aigul) as session:
                answer = session.scalars(select(Answer)).one()
                answer.version = answer.version + 1

    def writer() -> None:
        try:
            count_up()
        except BaseException as error:  # noqa: BLE001 - the test judges it
            failures.append(error)

    threads = [threading.Thread(target=writer) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    (version,) = (version for _, version, _ in colleagues.stored().values())
    assert version == 1 + writers * times
