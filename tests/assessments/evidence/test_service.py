"""Files as evidence in the database: claimed, withdrawn, disclosed, and hidden from all others."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from assessments.audit.models import Event
from assessments.campaigns.queries import my_invitation
from assessments.database import Database
from assessments.errors import AlreadySubmitted, Invalid, NotFound
from assessments.evidence import limits, queries
from assessments.evidence.models import EvidenceClaim, EvidenceFile
from assessments.evidence.papers import my_paper
from assessments.evidence.service import add_evidence, prepare, stored, withdraw_claim
from assessments.evidence.store import FOR_OWN_FILES, FileStore
from assessments.responses import queries as responses
from assessments.scope import CompanyScope, SupplierScope
from tests.assessments.plain_letters import BareLetters
from tests.overlapping import while_uncommitted
from tests.stories import Story

QUESTION, OTHER_QUESTION = "employer_pays_policy", "fees_paid"


@dataclass
class Asked:
    """A company and the supplier that answers to it."""

    company: CompanyScope
    supplier: SupplierScope


class Uploads:
    """Uploads as the pages do them."""

    def __init__(self, story: Story, folder: Path) -> None:
        self.story = story
        self.folder = folder
        self.store = FileStore(folder, reserve=FOR_OWN_FILES)

    def add(
        self, scope: SupplierScope, content: str = "proof", question: str = QUESTION
    ) -> EvidenceFile:
        prepared = prepare(content.encode(), f"{content[:20]}.txt")
        with (
            stored(self.store, prepared, self.story.ids) as file,
            self.story.database.writing(scope) as session,
        ):
            added = add_evidence(
                session,
                scope,
                question=question,
                file=file,
                now=self.story.now,
                ids=self.story.ids,
            )
        if added.stored_name != file.stored_name:
            self.store.remove(file.stored_name)
        return added

    def withdraw(self, scope: SupplierScope, file: EvidenceFile, question: str = QUESTION) -> None:
        with self.story.database.writing(scope) as session:
            withdraw_claim(
                session, scope, question=question, public_id=file.public_id, now=self.story.now
            )

    def mine(self, scope: SupplierScope) -> dict[str, list[str]]:
        """Question → names of files."""
        with self.story.database.reading(scope) as session:
            found = queries.my_evidence(session, scope)
        return {key: [file.original_name for file in files] for key, files in found.items()}

    def on_disk(self) -> int:
        return sum(path.is_file() for path in self.folder.rglob("*"))


@pytest.fixture
def story(database: Database) -> Story:
    made = Story(database, letters=BareLetters())
    made.publish()
    return made


@pytest.fixture
def ask(story: Story) -> Callable[[str, str], Asked]:
    """Let a company ask a supplier, which comes by its link."""

    def asked(company_name: str, address: str) -> Asked:
        company = story.company(company_name)
        campaign = story.campaign(company)
        supplier = story.supplier(company, email=address)
        (token,) = story.invite(company, campaign, supplier)
        return Asked(company, story.enter(token))

    return asked


@pytest.fixture
def asked(ask: Callable[[str, str], Asked]) -> Asked:
    return ask("Invented Retail plc", "hr@gloves.example")


@pytest.fixture
def uploads(story: Story, tmp_path: Path) -> Uploads:
    return Uploads(story, tmp_path / "evidence")


def test_a_file_stands_for_its_question_until_it_is_withdrawn(
    asked: Asked, uploads: Uploads
) -> None:
    first = uploads.add(asked.supplier, "rule")
    uploads.add(asked.supplier, "receipts")
    uploads.add(asked.supplier, "survey", OTHER_QUESTION)
    assert uploads.mine(asked.supplier) == {
        QUESTION: ["rule.txt", "receipts.txt"],
        OTHER_QUESTION: ["survey.txt"],
    }
    uploads.withdraw(asked.supplier, first)
    uploads.withdraw(asked.supplier, first)
    assert uploads.mine(asked.supplier)[QUESTION] == ["receipts.txt"]


def test_what_is_stored_is_what_was_prepared(asked: Asked, uploads: Uploads, story: Story) -> None:
    added = uploads.add(asked.supplier, "Жалақы ережесі")
    with story.database.reading(asked.supplier) as session:
        found = my_paper(session, asked.supplier, added.public_id)
    kept = uploads.store.read(found.stored_name)
    assert kept.decode() == "Жалақы ережесі"
    assert (found.size, found.media_type) == (len(kept), "text/plain")
    assert found.original_name == "Жалақы ережесі.txt"
    assert found.author == asked.supplier.email
    assert found.uploaded_at == story.now


def test_what_happened_to_a_file_is_recorded_without_its_name(
    asked: Asked, uploads: Uploads, story: Story
) -> None:
    uploads.withdraw(asked.supplier, uploads.add(asked.supplier, "secret-name"))
    with story.database.reading(asked.supplier) as session:
        events = session.scalars(
            select(Event).where(Event.subject_kind == "evidence_file").order_by(Event.id)
        ).all()
    assert [event.kind for event in events] == ["evidence-added", "evidence-withdrawn"]
    assert {event.party_id for event in events} == {asked.supplier.party_id}
    assert not any("secret-name" in event.facts for event in events)


def test_a_question_that_is_not_asked_takes_no_file(asked: Asked, uploads: Uploads) -> None:
    with pytest.raises(NotFound):
        uploads.add(asked.supplier, question="no_such_question")
    assert uploads.on_disk() == 0


def test_the_same_file_again_is_one_more_claim_on_the_one_that_is_there(
    asked: Asked, uploads: Uploads
) -> None:
    first = uploads.add(asked.supplier, "rule")
    again = uploads.add(asked.supplier, "rule")
    elsewhere = uploads.add(asked.supplier, "rule", OTHER_QUESTION)
    uploads.withdraw(asked.supplier, first)
    uploads.add(asked.supplier, "rule")
    assert again.id == elsewhere.id == first.id
    assert uploads.on_disk() == 1
    assert uploads.mine(asked.supplier) == {QUESTION: ["rule.txt"], OTHER_QUESTION: ["rule.txt"]}


def test_an_answer_takes_thirty_files_and_room_is_made_by_withdrawing(
    asked: Asked, uploads: Uploads
) -> None:
    files = [uploads.add(asked.supplier, f"page {number}") for number in range(30)]
    with pytest.raises(Invalid, match="30 files"):
        uploads.add(asked.supplier, "one more")
    uploads.add(asked.supplier, "another question", OTHER_QUESTION)
    uploads.withdraw(asked.supplier, files[0])
    uploads.add(asked.supplier, "one more")
    assert uploads.on_disk() == 32


def test_all_files_of_a_response_have_a_limit_which_withdrawing_does_not_lift(
    asked: Asked, uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES_PER_RESPONSE", 100)
    large = uploads.add(asked.supplier, "a" * 60)
    with pytest.raises(Invalid, match="together"):
        uploads.add(asked.supplier, "b" * 41, OTHER_QUESTION)
    uploads.add(asked.supplier, "c" * 40, OTHER_QUESTION)
    uploads.withdraw(asked.supplier, large)
    with pytest.raises(Invalid, match="together"):
        uploads.add(asked.supplier, "d")


def test_after_submission_no_file_is_added_or_withdrawn(
    asked: Asked, uploads: Uploads, story: Story
) -> None:
    file = uploads.add(asked.supplier)
    story.submit(asked.supplier)
    with pytest.raises(AlreadySubmitted):
        uploads.add(asked.supplier, "late")
    with pytest.raises(AlreadySubmitted):
        uploads.withdraw(asked.supplier, file)
    assert uploads.mine(asked.supplier) == {QUESTION: ["proof.txt"]}
    assert uploads.on_disk() == 1


def test_an_error_that_leaves_the_commit_in_doubt_keeps_the_file(
    uploads: Uploads, story: Story
) -> None:
    with (
        pytest.raises(SQLAlchemyError),
        stored(uploads.store, prepare(b"x", "a.txt"), story.ids) as file,
    ):
        raise SQLAlchemyError("the connection went away during the commit")
    assert uploads.store.read(file.stored_name) == b"x"


def test_a_party_cannot_see_or_withdraw_another_partys_file(
    asked: Asked, ask: Callable[[str, str], Asked], uploads: Uploads, story: Story
) -> None:
    other = ask("Invented Stores plc", "owner@bricks.example").supplier
    file = uploads.add(asked.supplier)
    with story.database.reading(other) as session:
        with pytest.raises(NotFound):
            my_paper(session, other, file.public_id)
        assert queries.my_evidence(session, other) == {}
    with pytest.raises(NotFound):
        uploads.withdraw(other, file)
    assert uploads.mine(asked.supplier) == {QUESTION: ["proof.txt"]}


def test_a_party_sees_under_each_invitation_the_files_of_that_response(
    asked: Asked, ask: Callable[[str, str], Asked], uploads: Uploads, story: Story
) -> None:
    again = ask("Invented Stores plc", asked.supplier.email)
    assert again.supplier.party_id == asked.supplier.party_id
    file = uploads.add(asked.supplier)
    assert uploads.mine(again.supplier) == {}
    with story.database.reading(again.supplier) as session:
        assert my_paper(session, again.supplier, file.public_id).id == file.id


def test_a_company_sees_files_only_once_they_were_disclosed_to_it(
    asked: Asked, ask: Callable[[str, str], Asked], uploads: Uploads, story: Story
) -> None:
    again = ask("Invented Stores plc", asked.supplier.email)
    offered = uploads.add(asked.supplier, "offered")
    withdrawn = uploads.add(asked.supplier, "withdrawn")
    uploads.withdraw(asked.supplier, withdrawn)

    def visible(company: CompanyScope, file: EvidenceFile) -> bool:
        with story.database.reading(company) as session:
            try:
                return queries.disclosed_file(session, company, file.public_id).id == file.id
            except NotFound:
                return False

    assert not visible(asked.company, offered)
    receipt = story.submit(asked.supplier)
    assert visible(asked.company, offered)
    assert not visible(asked.company, withdrawn)
    assert not visible(again.company, offered)

    with story.database.reading(asked.company) as session:
        shown = responses.disclosed_submission(session, asked.company, receipt.submission.id)
        files = queries.disclosed_files(session, asked.company, shown.disclosure.id)
        assert [file.id for file in files] == [offered.id]
        assert [file["sha256"] for file in shown.snapshot["evidence"]] == [offered.sha256]
    with story.database.reading(again.company) as session:
        assert queries.disclosed_files(session, again.company, shown.disclosure.id) == []


@pytest.mark.parametrize("database_urls", ["postgresql"], indirect=True)
def test_postgresql_hides_foreign_files_even_from_a_query_without_a_filter(
    asked: Asked, ask: Callable[[str, str], Asked], uploads: Uploads, story: Story
) -> None:
    other = ask("Invented Stores plc", "owner@bricks.example")
    uploads.add(asked.supplier)
    story.submit(asked.supplier)
    seen = {}
    for scope in (asked.supplier, asked.company, other.supplier, other.company):
        with story.database.reading(scope) as session:
            seen[scope] = (
                len(session.scalars(select(EvidenceFile)).all()),
                len(session.scalars(select(EvidenceClaim)).all()),
            )
    assert seen == {
        asked.supplier: (1, 1),
        asked.company: (1, 0),
        other.supplier: (0, 0),
        other.company: (0, 0),
    }


def test_the_database_refuses_a_claim_on_another_partys_file_or_response(
    asked: Asked, ask: Callable[[str, str], Asked], uploads: Uploads, story: Story
) -> None:
    other = ask("Invented Stores plc", "owner@bricks.example").supplier
    theirs, mine = uploads.add(asked.supplier), uploads.add(other)
    with story.database.reading(other) as session:
        my_response = responses.my_response(session, other).id
    with story.database.reading(asked.supplier) as session:
        their_response = responses.my_response(session, asked.supplier).id

    def claim(response_id: int, file_id: int) -> EvidenceClaim:
        return EvidenceClaim(
            party_id=other.party_id,
            response_id=response_id,
            question=OTHER_QUESTION,
            evidence_file_id=file_id,
            claimed_at=story.now,
        )

    for crossing in (claim(my_response, theirs.id), claim(their_response, mine.id)):
        with pytest.raises(IntegrityError), story.database.writing(other) as session:
            session.add(crossing)
    with story.database.writing(other) as session:
        session.add(claim(my_response, mine.id))


def test_a_file_that_comes_while_the_response_is_sealed_is_refused(
    asked: Asked, uploads: Uploads, story: Story
) -> None:
    uploads.add(asked.supplier, "in time")

    def seal(session: Session) -> None:
        invitation = my_invitation(session, asked.supplier)
        invitation.submitted_at = story.now
        session.flush()

    refusal = while_uncommitted(
        story.database, asked.supplier, seal, lambda: uploads.add(asked.supplier, "late")
    )
    assert isinstance(refusal, AlreadySubmitted)
    assert uploads.mine(asked.supplier) == {QUESTION: ["in time.txt"]}


def test_two_uploads_at_once_do_not_pass_the_limit(
    asked: Asked, uploads: Uploads, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_FILES_PER_ANSWER", 1)

    def add_first(session: Session) -> None:
        prepared = prepare(b"first", "first.txt")
        with stored(uploads.store, prepared, story.ids) as file:
            add_evidence(
                session,
                asked.supplier,
                question=QUESTION,
                file=file,
                now=story.now,
                ids=story.ids,
            )

    refusal = while_uncommitted(
        story.database, asked.supplier, add_first, lambda: uploads.add(asked.supplier, "second")
    )
    assert isinstance(refusal, Invalid)
    assert uploads.mine(asked.supplier) == {QUESTION: ["first.txt"]}
