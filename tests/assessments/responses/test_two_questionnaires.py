"""One firm, asked by two companies: what it says to one is not said to the other by itself."""

from pathlib import Path

from assessments.database import Database
from assessments.evidence import queries as evidence
from assessments.evidence.service import add_evidence, prepare, stored
from assessments.evidence.store import FileStore
from assessments.responses import queries
from assessments.reviews import queries as reviews
from assessments.reviews.service import ask
from assessments.scope import CompanyScope
from tests.stories import Story


def test_what_a_firm_says_to_one_company_is_not_mixed_into_its_answers_to_another(
    database: Database, tmp_path: Path
) -> None:
    store, story = FileStore(tmp_path / "files"), Story(database)
    story.publish()
    scopes = []
    for name in ("Invented Retail plc", "Another Retail plc"):
        company = story.company(name)
        supplier = story.supplier(company, email="office@supplier.example")
        (link,) = story.invite(company, story.campaign(company), supplier)
        scopes.append(story.enter(link))
    asked_first, asked_second = scopes
    assert asked_first.party_id == asked_second.party_id
    story.answer(asked_first, {"site_country": "MYS", "policy": "yes"})
    prepared = prepare(b"No worker pays.", "policy.txt")
    with stored(store, prepared, story.ids) as file, database.writing(asked_first) as session:
        add_evidence(
            session, asked_first, question="policy", file=file, now=story.now, ids=story.ids
        )
    receipt = story.submit(asked_first)
    company = CompanyScope(asked_first.company_id)
    with database.writing(company) as session:
        ask(
            session,
            company,
            submission_id=receipt.submission.id,
            question="policy",
            text="Since when?",
            by="Ada Example",
            letters=story.letters,
            now=story.now,
            ids=story.ids,
        )
    with database.reading(asked_second) as session:
        assert reviews.my_review(session, asked_second) is None
        assert queries.my_answers(session, asked_second) == {}
        assert queries.my_submission(session, asked_second) is None
        assert evidence.my_evidence(session, asked_second) == {}
    with database.reading(asked_first) as session:
        assert set(queries.my_answers(session, asked_first)) >= {"site_country", "policy"}
        assert queries.my_submission(session, asked_first) is not None
        assert set(evidence.my_evidence(session, asked_first)) == {"policy"}
    story.submit(asked_second)
    with database.reading(asked_second) as session:
        review = reviews.my_review(session, asked_second)
    assert review is not None
    assert review.events == []
