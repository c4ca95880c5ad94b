"""Checking, declaring, sending, and the receipt."""

import re
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from assessments.parties.models import Supplier
from assessments.responses.models import Submission
from assessments.signals.service import note_signal
from questionnaires.words import load_ruleset_words, load_words
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

WORDS = load_words("forced-labour-core", "2026.1")
CHECKS = load_ruleset_words("forced-labour", "2026.1")
CONTRADICTING: dict[str, Any] = {
    "workers_foreign": 40,
    "fees_paid": "none",
    "fee_items": ["visa_permit"],
    "policy": "yes",
    "training": "no",
}
SIGNED = {"name": "Aigul Invented", "role": "HR manager", "agree": "yes", "leave_open": "yes"}


def at_check(scene: Scene) -> tuple[Person, Page]:
    person = scene.inside()
    scene.story.answer(scene.scope, CONTRADICTING)
    return person, scene.page(person, "check")


def submissions(scene: Scene) -> list[str]:
    with scene.database.reading(scene.scope) as session:
        return list(session.scalars(select(Submission.digest)))


def test_open_questions_come_first_and_gateways_before_all(scene: Scene) -> None:
    _, page = at_check(scene)
    listed = page.text.split("Show the open questions")[1].split("</ul>")[0]
    keys = re.findall(r"#q\.(\w+)\"", listed)
    assert keys[0] == "site_country"
    assert set(keys[:8]) >= {"workers_agency", "channels", "housing", "grievance", "under18"}
    assert keys.index("channels") < keys.index("workers_total") < keys.index("pay_basis")
    assert page.text.index("Show the open questions") < page.text.index("<h2>Site and goods")


def test_answers_that_do_not_fit_stand_side_by_side_and_stop_nobody(scene: Scene) -> None:
    _, page = at_check(scene)
    assert CHECKS.text("checks", "X03", "question") in page.text
    doubt = page.text.split(CHECKS.text("checks", "X03", "title"))[1].split("</dl>")[0]
    for key in ("fees_paid", "fee_items"):
        assert WORDS.question(key).text in doubt
    assert WORDS.choice("fees_paid", "none") in doubt
    assert WORDS.choice("fee_items", "visa_permit") in doubt


def test_answers_that_want_a_document_are_named(scene: Scene) -> None:
    _, page = at_check(scene)
    told = page.text.split("would count for more with a document")[1].split("</ul>")[0]
    assert WORDS.question("policy").text in told
    assert WORDS.question("training").text not in told


def test_a_change_leads_back_to_the_check_page(scene: Scene) -> None:
    person, page = at_check(scene)
    address = re.search(r'href="([^"]*management/1\?return=check)#q.policy"', page.text)
    assert address
    question = person.get(address[1])
    back = person.press(question, {"q.policy": "no"}, holding="q.policy", follow=False)
    assert back.response.headers["Location"].startswith(f"{scene.invitation}/check#")


def test_nothing_of_the_score_is_told(scene: Scene) -> None:
    _, page = at_check(scene)
    for word in ("REC0", "X03", "headline", "Confidence", "points", "High risk", "band-"):
        assert word not in page.text


def test_what_the_company_learned_elsewhere_is_not_told(scene: Scene) -> None:
    invitation = scene.story.invitation_of(scene.company, scene.campaign)
    with scene.database.writing(scene.company) as session:
        supplier = session.get(Supplier, invitation.supplier_id)
        assert supplier is not None
        note_signal(
            session,
            scene.company,
            supplier_id=supplier.public_id,
            name="worker_survey_fee_share",
            value=Decimal("0.5"),
            source="Anonymous survey",
            learned_on=scene.clock.moment.date(),
            now=scene.clock.moment,
            ids=scene.story.ids,
        )
    _, page = at_check(scene)
    assert CHECKS.text("checks", "X03", "title") in page.text
    assert CHECKS.text("checks", "X12", "title") not in page.text
    assert "survey" not in page.text.split("<h2>Site and goods")[0]


def test_sending_needs_name_role_and_both_confirmations(scene: Scene) -> None:
    person, page = at_check(scene)
    again = person.press(page, {"name": "Aigul Invented"}, holding="agree")
    assert again.status == 422
    order = [again.text.index(f'href="#{name}"') for name in ("role", "leave_open", "agree")]
    assert order == sorted(order)
    assert again.form("agree").fields["name"] == ["Aigul Invented"]
    assert submissions(scene) == []


def test_sending_seals_and_gives_a_receipt(scene: Scene) -> None:
    person, page = at_check(scene)
    receipt = person.press(page, SIGNED, holding="agree")
    assert receipt.path == f"{scene.invitation}/receipt"
    (digest,) = submissions(scene)
    assert digest in receipt.text
    assert "2 November 2026, 09:00 (UTC)" in receipt.text
    assert "What happens next" in receipt.text
    assert scene.story.mailed(r"([0-9a-f]{64})")[scene.address] == digest
    sent = person.get(f"{scene.invitation}/sent")
    assert WORDS.choice("fees_paid", "none") in sent.text
    assert "Change" not in sent.text


def test_sending_twice_is_harmless(scene: Scene) -> None:
    person, page = at_check(scene)
    person.press(page, SIGNED, holding="agree")
    again = person.press(page, SIGNED, holding="agree")
    assert again.path == f"{scene.invitation}/receipt"
    assert len(submissions(scene)) == 1


def test_nothing_can_be_changed_after_sending(scene: Scene) -> None:
    person, page = at_check(scene)
    question = scene.page(person, "management/1")
    person.press(page, SIGNED, holding="agree")
    late = person.press(question, {"q.policy": "no"}, holding="q.policy")
    assert late.path == f"{scene.invitation}/receipt"
    for path in ("", "tasks", "site/1", "check", "recruitment/2/agents/new"):
        assert scene.page(person, path).path == f"{scene.invitation}/receipt"
    assert len(submissions(scene)) == 1


def test_questions_that_opened_meanwhile_are_not_left_open_unseen(scene: Scene) -> None:
    person, page = at_check(scene)
    scene.story.answer(scene.scope, {"housing": "mandatory"})
    again = person.press(page, SIGNED, holding="agree")
    assert again.status == 422
    assert "more questions have become open" in again.text
    assert person.press(again, SIGNED, holding="agree").path == f"{scene.invitation}/receipt"


def test_an_answer_that_was_changed_meanwhile_is_not_declared_unseen(scene: Scene) -> None:
    person, page = at_check(scene)
    scene.story.answer(scene.scope, {"training": "partly"})
    again = person.press(page, SIGNED, holding="agree")
    assert again.status == 422
    assert "an answer or a document was changed" in again.text
    assert again.form("agree").fields["name"] == ["Aigul Invented"]
    assert "agree" not in again.form("agree").fields
    assert submissions(scene) == []
    assert person.press(again, SIGNED, holding="agree").path == f"{scene.invitation}/receipt"


def test_a_document_that_came_meanwhile_is_not_declared_unseen(scene: Scene) -> None:
    person, page = at_check(scene)
    with_document(scene, person)
    assert person.press(page, SIGNED, holding="agree").status == 422
    assert submissions(scene) == []


def test_what_was_sent_names_documents_role_and_receipt(scene: Scene) -> None:
    person, _ = at_check(scene)
    with_document(scene, person)
    person.press(scene.page(person, "check"), SIGNED, holding="agree")
    sent = scene.page(person, "sent").text
    assert "Document: Our policy.txt" in sent
    assert "HR manager" in sent
    assert f"Number of your receipt: {submissions(scene)[0]}" in sent


def test_answers_that_do_not_count_are_shown_before_and_after_they_are_sent(scene: Scene) -> None:
    person, _ = at_check(scene)
    scene.story.answer(scene.scope, {"workers_foreign": 0, "workers_agency": 0})
    before = scene.page(person, "check")
    told = before.text.split("kept but not counted")[1].split("</dl>")[0]
    assert "is sent with the rest" in told
    assert WORDS.choice("fee_items", "visa_permit") in told
    assert "Change" not in told
    person.press(before, SIGNED, holding="agree")
    sent = scene.page(person, "sent").text.split("Sent, but not counted")[1]
    assert WORDS.choice("fee_items", "visa_permit") in sent


def with_document(scene: Scene, person: Person) -> None:
    files = {"file.policy": [(b"Nobody pays for work here.", "Our policy.txt")]}
    page = scene.page(person, "management/1")
    assert "was added" in person.press(page, button=("upload", "policy"), files=files).text


def test_there_is_no_receipt_before_sending(scene: Scene) -> None:
    person = scene.inside()
    assert scene.page(person, "receipt").path == f"{scene.invitation}/tasks"
    assert scene.page(person, "sent").path == f"{scene.invitation}/tasks"
