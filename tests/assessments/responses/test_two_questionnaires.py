"""One firm, asked by two companies: what it says to one is not said to the other by itself."""

from pathlib import Path

from assessments.database import Database
from assessments.evidence import queries as evidence
from assessments.evidence.service import add_evidence, prepare, stored
from assessments.evidence.store import FileStore
from assessments.responses import queries
from assessments.responses.held import held_saves, hold_save
from assessments.reviews import queries as reviews
from assessments.reviews.service import ask
from assessments.scope import CompanyScope, LinkScope
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
        assert queries.my_submissions_before(session, asked_second) == []
    assert review is not None
    assert review.events == []


def test_what_was_typed_too_late_at_one_site_is_not_shown_at_another_of_the_same_address(
    database: Database,
) -> None:
    story = Story(database)
    story.publish()
    company = story.company()
    scopes = []
    for name in ("Invented Almaty", "Invented Penang"):
        supplier = story.supplier(company, name, email="office@supplier.example")
        (link,) = story.invite(company, story.campaign(company), supplier)
        scopes.append(story.enter(link))
    almaty = scopes[0]
    link_of_almaty = LinkScope(almaty.company_id, almaty.invitation_id, None)
    with database.writing(link_of_almaty) as session:
        assert hold_save(
            session,
            link_of_almaty,
            email=almaty.email,
            page="hours/1",
            fields={"q.hours_max": ["60"]},
            now=story.now,
        )
    held = []
    for scope in scopes:
        with database.reading(scope) as session:
            held.append([each.page for each in held_saves(session, scope, story.now)])
    assert held == [["hours/1"], []]
