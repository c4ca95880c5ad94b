"""Papers kept in order: last days and their letters, deletion, where each was sent."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from assessments.audit.models import Event
from assessments.database import Database
from assessments.errors import Invalid, NotFound
from assessments.evidence.keeping import PaperDetails, delete_paper, describe_paper
from assessments.evidence.models import EvidenceFile
from assessments.evidence.papers import my_papers
from assessments.evidence.service import claim_papers
from assessments.scope import SupplierScope
from assessments.work import deliveries, leases
from assessments.work.models import Mail
from assessments.work.service import DELIVER_MAIL
from tests.assessments.colleagues.test_colleagues import Asked as Helped
from tests.assessments.evidence.test_service import (
    OTHER_QUESTION,
    QUESTION,
    Asked,
    Uploads,
    ask,
    asked,
    story,
    uploads,
)
from tests.assessments.plain_letters import BareLetters
from tests.stories import START, Story
from webapp.jobs.sweeper import Sweeper

__all__ = ["ask", "asked", "story", "uploads"]

LAST_DAY = date(2027, 3, 15)


class Keeper:
    """Says things of papers, as their owner does."""

    def __init__(self, story: Story, scope: SupplierScope) -> None:
        self.story, self.scope = story, scope

    def describe(self, paper: EvidenceFile, **said: object) -> None:
        with self.story.database.writing(self.scope) as session:
            describe_paper(
                session,
                self.scope,
                public_id=paper.public_id,
                details=PaperDetails(**said),  # type: ignore[arg-type]
                letters=self.story.letters,
                language="kk",
                now=self.story.now,
                ids=self.story.ids,
            )

    def delete(self, paper: EvidenceFile) -> str:
        with self.story.database.writing(self.scope) as session:
            return delete_paper(session, self.scope, public_id=paper.public_id, now=self.story.now)

    def reminders(self) -> list[tuple[datetime, str, str, str]]:
        """When each letter is due, to whom, its subject and body."""
        with self.story.database.reading() as session:
            mails = session.scalars(
                select(Mail).where(Mail.kind == "reminder").order_by(Mail.due_at)
            )
            return [(m.due_at, m.to_address, m.subject, m.body_text) for m in mails]


@pytest.fixture
def keeper(story: Story, asked: Asked) -> Keeper:
    return Keeper(story, asked.supplier)


@pytest.fixture
def paper(asked: Asked, uploads: Uploads) -> EvidenceFile:
    return uploads.add(asked.supplier, "licence")


def test_the_owner_is_told_thirty_days_before_and_on_the_last_day(
    keeper: Keeper, paper: EvidenceFile
) -> None:
    keeper.describe(paper, expires_on=LAST_DAY)
    subject = "licence.txt 2027-03-15 (kk)"
    assert keeper.reminders() == [
        (datetime(2027, 2, 13, 6, tzinfo=UTC), "hr@gloves.example", subject, "in 30 days"),
        (datetime(2027, 3, 15, 6, tzinfo=UTC), "hr@gloves.example", subject, "in 0 days"),
    ]


def test_to_say_it_again_writes_no_second_letter_and_another_day_takes_the_first_away(
    keeper: Keeper, paper: EvidenceFile
) -> None:
    keeper.describe(paper, expires_on=LAST_DAY)
    keeper.describe(paper, expires_on=LAST_DAY, summary="Licence")
    assert len(keeper.reminders()) == 2
    keeper.describe(paper, expires_on=LAST_DAY + timedelta(days=1))
    keeper.describe(paper, expires_on=LAST_DAY)
    assert [due.date() for due, *_rest in keeper.reminders()] == [date(2027, 2, 13), LAST_DAY]
    keeper.describe(paper)
    assert keeper.reminders() == []


def test_no_letter_is_written_for_a_day_that_has_passed(
    keeper: Keeper, paper: EvidenceFile
) -> None:
    keeper.describe(paper, expires_on=START.date() + timedelta(days=10))
    assert [body for *_rest, body in keeper.reminders()] == ["in 0 days"]
    keeper.describe(paper, expires_on=START.date() - timedelta(days=1))
    assert keeper.reminders() == []


def test_two_sweepers_at_once_send_a_letter_once(
    keeper: Keeper, paper: EvidenceFile, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Bell:
        def ring_again(self, due: list[object]) -> int:
            return len(due)

    keeper.describe(paper, expires_on=LAST_DAY)
    due = datetime(2027, 2, 13, 6, tzinfo=UTC)
    monkeypatch.setattr(database, "now", lambda: due)
    for _ in range(2):
        Sweeper(database, Bell()).sweep()  # type: ignore[arg-type]
    until = due + timedelta(minutes=1)
    taken = []
    with database.writing() as session:
        assert leases.is_open(session, DELIVER_MAIL)
        while found := deliveries.take_next(
            session, token=f"worker {len(taken) % 2}", now=due, until=until, host="mail.example"
        ):
            taken.append(found.body_text)
    assert taken.count("in 30 days") == 1
    assert "in 0 days" not in taken


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"issued_on": START.date() + timedelta(days=1)}, "issued_on"),
        ({"issued_on": START.date(), "expires_on": date(2026, 1, 1)}, "expires_on"),
    ],
)
def test_days_that_cannot_be_are_refused(
    keeper: Keeper, paper: EvidenceFile, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        keeper.describe(paper, **said)
    assert list(refusal.value.problems) == [field]


def test_a_paper_is_good_on_its_last_day_and_expired_after_it(
    keeper: Keeper, paper: EvidenceFile
) -> None:
    paper.expires_on = LAST_DAY
    assert not paper.expired(LAST_DAY)
    assert paper.expired(LAST_DAY + timedelta(days=1))
    paper.expires_on = None
    assert not paper.expired(LAST_DAY)


def test_a_deleted_paper_leaves_its_answers_its_letters_and_the_disk(
    keeper: Keeper, paper: EvidenceFile, uploads: Uploads, asked: Asked
) -> None:
    uploads.add(asked.supplier, "licence", OTHER_QUESTION)
    keeper.describe(paper, expires_on=LAST_DAY)
    uploads.store.remove(keeper.delete(paper))
    assert uploads.mine(asked.supplier) == {}
    assert keeper.reminders() == []
    assert uploads.on_disk() == 0
    with pytest.raises(NotFound):
        keeper.delete(paper)
    with keeper.story.database.reading(asked.supplier) as session:
        assert "evidence-deleted" in session.scalars(select(Event.kind)).all()


def test_a_paper_that_was_sent_cannot_be_deleted(
    keeper: Keeper, paper: EvidenceFile, uploads: Uploads, asked: Asked, story: Story
) -> None:
    story.submit(asked.supplier)
    with pytest.raises(Invalid, match="was sent"):
        keeper.delete(paper)
    assert uploads.mine(asked.supplier) == {QUESTION: ["licence.txt"]}


def test_where_a_paper_was_sent_is_told_to_its_party_alone(
    keeper: Keeper,
    paper: EvidenceFile,
    uploads: Uploads,
    asked: Asked,
    story: Story,
    ask: Callable[[str, str], Asked],
) -> None:
    uploads.add(asked.supplier, "licence", OTHER_QUESTION)
    story.submit(asked.supplier)
    again = ask("Other Retail plc", "hr@gloves.example")
    stranger = ask("Third Retail plc", "hr@else.example")
    with story.database.reading(again.supplier) as session:
        (found,) = my_papers(session, again.supplier)
    (sending,) = found.sent
    assert (sending.company, sending.questions) == (
        "Invented Retail plc",
        (QUESTION, OTHER_QUESTION),
    )
    assert found.questions == ()
    with story.database.reading(stranger.supplier) as session:
        assert my_papers(session, stranger.supplier) == []


def test_nobody_uses_describes_or_deletes_the_paper_of_another_party(
    paper: EvidenceFile, story: Story, ask: Callable[[str, str], Asked]
) -> None:
    stranger = ask("Other Retail plc", "hr@else.example").supplier
    other = Keeper(story, stranger)
    with pytest.raises(NotFound):
        other.describe(paper, summary="mine now")
    with pytest.raises(NotFound):
        other.delete(paper)
    with pytest.raises(NotFound), story.database.writing(stranger) as session:
        claim_papers(
            session, stranger, question=QUESTION, public_ids=[paper.public_id], now=story.now
        )


def test_a_claimed_paper_that_is_withdrawn_can_be_claimed_again(
    paper: EvidenceFile, uploads: Uploads, asked: Asked, story: Story, tmp_path: Path
) -> None:
    uploads.withdraw(asked.supplier, paper)
    for _ in range(2):
        with story.database.writing(asked.supplier) as session:
            claim_papers(
                session,
                asked.supplier,
                question=QUESTION,
                public_ids=[paper.public_id],
                now=story.now,
            )
    assert uploads.mine(asked.supplier) == {QUESTION: ["licence.txt"]}


def test_a_colleague_uses_the_papers_of_their_part_and_changes_only_their_own(
    database: Database, tmp_path: Path
) -> None:
    helped = Helped(Story(database, letters=BareLetters()))
    part, elsewhere = helped.section.question_keys[0], helped.other.question_keys[0]
    shelf = Uploads(helped.story, tmp_path / "evidence")
    given = shelf.add(helped.scope, "given", part)
    hidden = shelf.add(helped.scope, "hidden", elsewhere)
    helped.ask()
    scope = helped.enter()
    own = shelf.add(scope, "own", part)
    colleague = Keeper(helped.story, scope)
    with database.reading(scope) as session:
        assert {one.file.original_name for one in my_papers(session, scope)} == {
            "given.txt",
            "own.txt",
        }
    with pytest.raises(NotFound), database.writing(scope) as session:
        claim_papers(session, scope, question=part, public_ids=[hidden.public_id], now=START)
    with pytest.raises(NotFound):
        colleague.delete(given)
    with pytest.raises(NotFound):
        colleague.describe(given, expires_on=LAST_DAY)
    colleague.describe(own, expires_on=LAST_DAY)
    colleague.delete(own)
    assert shelf.mine(helped.scope) == {part: ["given.txt"], elsewhere: ["hidden.txt"]}
