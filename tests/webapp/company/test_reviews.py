"""Reviewing answers, sending them back, and answering disputes, at the company's pages."""

import re
from datetime import timedelta

import pytest

from assessments.campaigns.models import Invitation
from assessments.disputes.service import raise_dispute
from assessments.people import roles
from assessments.results.models import Result
from assessments.reviews import replying
from assessments.scope import SupplierScope
from tests.webapp.company.firm import Firm, cases
from tests.webapp.supplier.pages import Page, Person

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)


def answered(firm: Firm, case: int = 1) -> tuple[Result, SupplierScope]:
    """A result and whoever sent the answers."""
    (token,) = firm.ask(firm.supplier())
    with firm.app.app_context():
        respondent = firm.story.enter(token)
        firm.story.answer(respondent, cases()[case]["answers"])
        return firm.story.score(firm.scope, firm.story.submit(respondent)), respondent


def decide(person: Person, result: Result, key: str, do: str, text: str = "") -> Page:
    page = person.get(f"/company/results/{result.public_id}/answers/{key}")
    return person.press(page, {"text": text}, button=("do", do))


def send_back(person: Person, result: Result, **fields: str | list[str]) -> Page:
    page = person.get(f"/company/results/{result.public_id}/review")
    return person.press(page, fields, holding="due_on.day")


def test_what_is_asked_for_goes_back_and_what_came_back_stands_beside_the_old(
    firm: Firm, editor: Person
) -> None:
    result, respondent = answered(firm)
    page = decide(editor, result, "policy", "request", "Please <b>look</b> again.")
    assert "Correction asked for" in page.text
    assert b"Please &lt;b&gt;look&lt;/b&gt; again." in page.response.data
    page = send_back(editor, result, check=[])
    assert "1 question went back" in page.text
    with firm.app.app_context():
        firm.story.answer(respondent, {"policy": "partly"})
        again = firm.story.score(firm.scope, firm.story.submit(respondent))
    assert "answered again or wrote" in editor.get("/company").text
    page = editor.get(f"/company/results/{result.public_id}/review")
    assert page.path.endswith(f"/{again.public_id}/review")
    assert re.search(r"Answered again.*Answer before.*Answer now", page.text, re.DOTALL)
    assert "Accepted." in decide(editor, again, "policy", "accept").text
    assert "answered again or wrote" not in editor.get("/company").text


def test_answers_that_do_not_fit_go_back_with_one_press(firm: Firm, editor: Person) -> None:
    answers = {"housing": "none", "deductions": [{"type": "housing", "pct": 5, "consent": "yes"}]}
    (token,) = firm.ask(firm.supplier())
    result = firm.submitted(token, answers)
    page = send_back(editor, result)
    assert "2 questions went back" in page.text
    assert "Put to the supplier" in page.text
    mailed = firm.story.mailed(r"sends (\d) of them back")
    assert list(mailed.values()) == ["2"]


def test_several_answers_are_accepted_at_once(firm: Firm, editor: Person) -> None:
    result, _respondent = answered(firm)
    page = editor.get(f"/company/results/{result.public_id}/review")
    page = editor.press(page, {"question": ["policy", "housing"]}, holding="question")
    assert "2 answers accepted." in page.text
    page = editor.press(page, {"question": []}, holding="question")
    assert page.status == 422
    assert "Tick the answers that you accept." in page.text


def test_a_message_waits_for_the_company_until_it_does_something(
    firm: Firm, editor: Person
) -> None:
    result, respondent = answered(firm)
    assert "told by mail" in decide(editor, result, "policy", "ask", "Since when?").text
    review = f"/company/results/{result.public_id}/review"
    assert "You asked, no reply yet" in editor.get(review).text
    with firm.database.writing(respondent) as session:
        replying.say(session, respondent, question="policy", text="Since May.", now=firm.story.now)
    assert "Since May." in editor.get(f"/company/results/{result.public_id}/answers/policy").text
    assert "1</b> supplier answered again or wrote" in editor.get("/company").text
    decide(editor, result, "policy", "accept")
    assert "answered again or wrote" not in editor.get("/company").text


def test_an_answer_to_a_dispute_is_owed_and_then_overdue_and_is_given_once(
    firm: Firm, editor: Person
) -> None:
    result, respondent = answered(firm)
    finding = "MOV05"
    with firm.database.writing(respondent) as session:
        dispute = raise_dispute(
            session,
            respondent,
            finding=finding,
            reason="The passports lie <i>with</i> the workers.",
            question="id_documents",
            evidence_file=None,
            now=firm.story.now,
            ids=firm.story.ids,
        )
    assert "MOV05" not in editor.get("/company/reviews").text.split("<main")[1]
    home = editor.get("/company").text
    assert "finding is disputed, 14 days left" in home
    assert home.index("finding is disputed") < home.index("with a red flag")
    firm.pass_by(timedelta(days=15))
    late = firm.person(roles.COMPANY_ADMIN)
    assert "answer to a dispute is overdue" in late.get("/company").text
    address = f"/company/disputes/{dispute.public_id}"
    page = late.get(address)
    assert b"lie &lt;i&gt;with&lt;/i&gt; the workers" in page.response.data
    assert late.press(page, {"outcome": "upheld"}, holding="reason").status == 422
    fields = {"outcome": "needs-correction", "reason": "Please show since when."}
    page = late.press(late.get(address), fields, holding="reason")
    assert "The answer needs a correction." in page.text
    assert "dispute" not in late.get("/company").text
    review = late.get(f"/company/results/{result.public_id}/review").text
    assert "1 question is with the supplier" in review


def test_the_company_reads_the_day_that_the_supplier_was_given_last(
    firm: Firm, editor: Person
) -> None:
    result, _respondent = answered(firm)
    for key, days in (("policy", 60), ("housing", 7)):
        decide(editor, result, key, "request", "Please look again.")
        day = firm.story.now.date() + timedelta(days=days)
        dated = {"due_on.day": f"{day:%d}", "due_on.month": f"{day:%m}", "due_on.year": f"{day:%Y}"}
        send_back(editor, result, check=[], **dated)
    with firm.database.reading(firm.scope) as session:
        asked = session.get_one(Invitation, result.invitation_id)
    page = editor.get(f"/company/results/{result.public_id}/review")
    assert f"Expected by {asked.due_on.day} {asked.due_on:%b %Y}" in page.text


def test_a_page_that_was_overtaken_decides_nothing_and_keeps_what_was_typed(
    firm: Firm, editor: Person
) -> None:
    result, _respondent = answered(firm)
    answer = f"/company/results/{result.public_id}/answers/policy"
    old = editor.get(answer)
    decide(editor, result, "policy", "request", "Please look again.")
    page = editor.press(old, {"text": "All is well."}, button=("do", "accept"))
    assert page.status == 422
    for words in ("Something was added here", "All is well.", "Correction asked for"):
        assert words in page.text
    old = editor.get(f"/company/results/{result.public_id}/review")
    decide(editor, result, "policy", "withdraw")
    assert editor.press(old, {}, holding="due_on.day").status == 422
    ticked = editor.press(old, {"question": ["housing"]}, holding="question")
    assert ticked.status == 422
    assert re.search(r'value="housing" checked', ticked.text)
    assert not firm.story.mailed(r"sends (\d) of them back")


def test_to_accept_twice_is_no_mistake(firm: Firm, editor: Person) -> None:
    result, _respondent = answered(firm)
    old = editor.get(f"/company/results/{result.public_id}/answers/policy")
    pages = [editor.press(old, {"text": ""}, button=("do", "accept")) for _ in range(2)]
    assert all("Accepted." in page.text for page in pages)


def test_a_viewer_reads_and_decides_nothing(firm: Firm) -> None:
    result, _respondent = answered(firm)
    viewer = firm.person(roles.COMPANY_VIEWER)
    page = viewer.get(f"/company/results/{result.public_id}/review")
    assert page.status == 200
    assert "Send back" not in page.text
    assert "Accept" not in page.text.split("All questions")[1].split("</main>")[0]
