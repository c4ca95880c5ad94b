"""From a question that came back to the corrected answer, a reply, and a finding in dispute."""

import re
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from assessments.campaigns import service as asking
from assessments.colleagues.service import ColleagueDetails, ask_colleague
from assessments.disputes.queries import open_disputes
from assessments.disputes.service import answer_dispute
from assessments.errors import AnswersWithdrawn, NotFound
from assessments.evidence.papers import my_files
from assessments.reviews import returning, service
from assessments.reviews.queries import Review, my_review, review_of
from assessments.reviews.returning import Doubt
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Person
from tests.webapp.supplier.test_check_and_send import SIGNED

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

DEDUCTIONS = [{"type": "housing", "pct": 5, "consent": "yes"}]
FIRST: dict[str, Any] = {
    "policy": "no",
    "housing": "none",
    "deductions": DEDUCTIONS,
    "id_documents": "employer_forced",
}


def sent(scene: Scene) -> Person:
    """A browser of somebody who has sent their answers, which are scored."""
    person = scene.inside()
    scene.story.answer(scene.scope, FIRST)
    with scene.app.app_context():
        scene.story.score(scene.company, scene.story.submit(scene.scope))
    return person


def newest(scene: Scene) -> int:
    with scene.database.reading(scene.scope) as session:
        review = my_review(session, scene.scope)
    assert review is not None
    return review.newest.submission.id


def about(scene: Scene, **more: Any) -> dict[str, Any]:
    return {"submission_id": newest(scene), "by": "Dana Invented", "now": scene.clock(), **more}


def send_back(scene: Scene, *questions: str, doubts: tuple[Doubt, ...] = ()) -> None:
    with scene.app.app_context(), scene.database.writing(scene.company) as session:
        for question in questions:
            service.request_change(
                session,
                scene.company,
                **about(scene, question=question, text="Since <i>when</i>?"),
            )
        returning.send_back(
            session,
            scene.company,
            doubts=doubts,
            due_on=(scene.clock() + timedelta(days=14)).date(),
            letters=scene.story.letters,
            ids=scene.story.ids,
            **about(scene),
        )


def company_review(scene: Scene) -> Review:
    with scene.database.reading(scene.company) as session:
        return review_of(session, scene.company, submission_id=newest(scene))


def test_only_what_came_back_is_shown_and_can_be_changed(scene: Scene) -> None:
    person = sent(scene)
    send_back(scene, "policy")
    tasks = scene.page(person, "tasks")
    assert "has sent 1 question back" in tasks.text
    assert "Sent back" in tasks.text
    listed = tasks.text.split("<h2>Sections</h2>")[1].split("</ul>")[0]
    assert listed.count("<li") == 1
    assert "16 November 2026" in tasks.text


def test_the_letter_leads_back_to_them_by_a_new_link_and_a_code(scene: Scene) -> None:
    sent(scene)
    send_back(scene, "policy")
    assert scene.person().get(scene.link).status == 410
    token = scene.story.mailed(r"/i/([\w-]{43})")[scene.address]
    other = scene.person()
    opened = other.get(f"/i/{token}")
    assert "sends back some of the answers" in opened.text
    arrived = scene.enter(other, f"/i/{token}")
    assert arrived.path.endswith("/tasks")


def test_the_thread_stands_at_its_question_and_a_reply_changes_no_answer(scene: Scene) -> None:
    person = sent(scene)
    send_back(scene, "policy")
    page = person.get(page_of(scene, person))
    assert b"Since &lt;i&gt;when&lt;/i&gt;?" in page.response.data
    assert "Dana Invented" in page.text
    (action,) = [form.action for form in page.forms if form.action.endswith("/talk/policy")]
    page = person.press(page, {"text": "Since <b>May</b>."}, action=action)
    assert page.path.endswith(page_of(scene, person))
    assert b"Since &lt;b&gt;May&lt;/b&gt;." in page.response.data
    assert scene.answers()["policy"] == "no"
    assert "1 looked at" in scene.page(person, "tasks").text
    refused = person.press(page, {"text": " "}, action=action)
    assert refused.status == 422


def page_of(scene: Scene, person: Person) -> str:
    """The page of the only section that came back."""
    tasks = scene.page(person, "tasks").text.split("<h2>Sections</h2>")[1]
    found = re.search(r'href="([^"]+)"', tasks)
    assert found
    return found[1]


def test_a_corrected_answer_is_sent_again_and_the_old_one_stays(scene: Scene) -> None:
    person = sent(scene)
    before = company_review(scene).newest.submission.digest
    send_back(scene, "policy")
    person.press(person.get(page_of(scene, person)), {"q.policy": "yes"}, holding="v.policy")
    check = scene.page(person, "check")
    assert "housing" not in re.findall(r'id="(\w+)"', check.text)
    receipt = person.press(check, SIGNED, holding="agree")
    assert receipt.path.endswith("/receipt")
    review = company_review(scene)
    assert [one.submission.number for one in review.sealed] == [1, 2]
    assert review.sealed[0].submission.digest == before
    assert review.states(["policy", "housing"]) == {
        "policy": "resubmitted",
        "housing": "unreviewed",
    }
    assert scene.page(person, "tasks").path.endswith("/receipt")


def test_both_answers_stand_side_by_side_with_one_reply_and_a_link_to_each(scene: Scene) -> None:
    person = sent(scene)
    send_back(scene, doubts=(Doubt("X06", ("housing", "deductions")),))
    page = person.get(page_of(scene, person))
    doubt = page.text.split('id="check-X06"')[1].split("</section>")[0]
    assert doubt.count('class="side"') == 2
    assert doubt.count("Correct this answer") == 2
    page = person.press(page, {"text": "Only two of them."}, holding="check")
    doubt = page.text.split('id="check-X06"')[1].split("</section>")[0]
    assert "Only two of them." in doubt
    assert "<textarea" not in doubt


def test_a_message_of_the_company_is_read_after_sending_and_opens_nothing(scene: Scene) -> None:
    person = sent(scene)
    with scene.app.app_context(), scene.database.writing(scene.company) as session:
        service.ask(
            session,
            scene.company,
            letters=scene.story.letters,
            ids=scene.story.ids,
            **about(scene, question="policy", text="Who wrote it?"),
        )
    assert "wrote to you about 1 answer" in scene.page(person, "receipt").text
    page = scene.page(person, "talk")
    assert "Who wrote it?" in page.text
    page = person.press(page, {"text": "Our lawyer."}, holding="text")
    assert "Our lawyer." in page.text
    assert "wrote to you" not in scene.page(person, "receipt").text


def test_the_task_list_shows_what_the_company_only_asks_beside_what_came_back(
    scene: Scene,
) -> None:
    person = sent(scene)
    send_back(scene, "policy")
    with scene.app.app_context(), scene.database.writing(scene.company) as session:
        service.ask(
            session,
            scene.company,
            letters=scene.story.letters,
            ids=scene.story.ids,
            **about(scene, question="housing", text="Who owns the house?"),
        )
    page = scene.page(person, "tasks")
    assert "sent 1 question back" in page.text
    assert "wrote to you about 1 answer" in page.text


def test_a_finding_is_disputed_and_the_answer_stands_beside_it(scene: Scene) -> None:
    person = sent(scene)
    result = scene.page(person, "result")
    link = re.findall(r'href="([^"]+/result/\w+)"', result.text)[0]
    form = person.get(link)
    assert "owes you an answer by 16 November 2026" in form.text
    assert person.press(form, {"reason": ""}, holding="reason").status == 422
    page = person.press(form, {"reason": "They <b>keep</b> them."}, holding="reason")
    assert b"They &lt;b&gt;keep&lt;/b&gt; them." in page.response.data
    assert "An answer is owed by 16 November 2026." in page.text
    with scene.database.reading(scene.company) as session:
        (one,) = open_disputes(session, scene.company)
    with scene.app.app_context(), scene.database.writing(scene.company) as session:
        answer_dispute(
            session,
            scene.company,
            public_id=one.dispute.public_id,
            outcome="upheld",
            reason="The photos show a safe.",
            questions=[],
            by="Dana Invented",
            letters=scene.story.letters,
            now=scene.clock(),
            ids=scene.story.ids,
        )
    page = scene.page(person, "result")
    assert re.search(r"The finding stands\..*The photos show a safe\.", page.text, re.DOTALL)
    assert "They <b>keep</b> them." in page.text
    again = person.get(link).text
    assert re.search(r"They <b>keep</b> them\..*The photos show a safe\.", again, re.DOTALL)
    assert "<textarea" not in again


def withdraw(scene: Scene, person: Person) -> None:
    page = scene.page(person, "shared")
    (link,) = [part.split('"')[0] for part in page.text.split('href="') if "/withdraw" in part]
    person.press(person.get(link), action=link)


def test_after_withdrawing_nothing_is_sent_back_and_nothing_can_be_said(scene: Scene) -> None:
    person = sent(scene)
    send_back(scene, "policy")
    result = scene.page(person, "result")
    link = re.findall(r'href="([^"]+/result/\w+)"', result.text)[0]
    dispute, talk = person.get(link), scene.page(person, "talk")
    withdraw(scene, person)
    assert "sent 1 question back" not in scene.page(person, "tasks").text
    for form, typed, holding in (
        (dispute, {"reason": "They keep them."}, "reason"),
        (talk, {"text": "Since May."}, "text"),
    ):
        refused = person.press(form, typed, holding=holding)
        assert refused.status == 422
        assert "You withdrew these answers" in refused.text
        assert typed[holding] in refused.text
    assert "<textarea" not in scene.page(person, "talk").text
    assert "<textarea" not in person.get(link).text
    assert link not in scene.page(person, "result").text
    with scene.database.reading(scene.company) as session:
        assert open_disputes(session, scene.company) == []


def test_a_request_that_was_taken_back_is_never_read(scene: Scene) -> None:
    person = sent(scene)
    with scene.app.app_context(), scene.database.writing(scene.company) as session:
        said = about(scene, question="policy")
        service.request_change(session, scene.company, **said, text="Nobody meant this.")
        service.withdraw_request(session, scene.company, **said)
    send_back(scene, "policy")
    assert "Nobody meant this." not in scene.page(person, "talk").text


def test_only_who_sees_all_answers_that_do_not_fit_replies_to_them(scene: Scene) -> None:
    person = sent(scene)
    send_back(scene, doubts=(Doubt("X06", ("housing", "deductions")),))
    helper = contributor(scene, sections=("movement",))
    (token,) = scene.page(helper, "talk").forms[-1].fields["csrf_token"]
    message = {"csrf_token": token, "text": "Mine."}
    to = f"{scene.invitation}/talk/housing"
    assert helper.send(to, MultiDict({**message, "check": "X06"})).status == 404
    assert helper.send(to, MultiDict(message)).status == 200
    page = person.get(page_of(scene, person))
    assert "<textarea" in page.text.split('id="check-X06"')[1].split("</section>")[0]


def contributor(scene: Scene, *, sections: tuple[str, ...]) -> Person:
    """A browser of a colleague who was asked for these sections and has come in."""
    with scene.app.app_context(), scene.database.writing(scene.scope) as session:
        ask_colleague(
            session,
            scene.scope,
            wanted=ColleagueDetails("A Helper", "helper@supplier.example", sections=sections),
            letters=scene.story.letters,
            now=scene.clock(),
            ids=scene.story.ids,
        )
    person = scene.person()
    link = scene.story.mailed(r"(/i/[\w-]{43})")["helper@supplier.example"]
    form = person.press(person.get(link))
    code = scene.story.mailed(r"code is (\d{6})")["helper@supplier.example"]
    person.press(form, {"code": code}, holding="code")
    return person


SENT_PAGES = ("receipt", "sent", "sent.pdf", "shared", "result", "talk")


def revoke(scene: Scene) -> None:
    with scene.database.writing(scene.company) as session:
        public_id = scene.story.invitation_of(scene.company, scene.campaign).public_id
        asking.revoke_invitation(
            session, scene.company, invitation_id=public_id, now=scene.clock.moment
        )


def new_link(scene: Scene) -> str:
    return "/i/" + scene.story.mailed(r"/i/([\w-]{43})")[scene.address]


def test_what_was_sent_can_be_read_and_withdrawn_after_the_company_withdrew_the_invitation(
    scene: Scene,
) -> None:
    person = sent(scene)
    send_back(scene, "policy")
    revoke(scene)
    assert scene.page(person, "shared").path.endswith("/return")
    scene.clock.pass_by(timedelta(minutes=11))
    assert scene.enter(person, new_link(scene)).path.endswith("/receipt")
    assert {scene.page(person, path).status for path in SENT_PAGES} == {200}
    for path in ("tasks", "management/1", "check"):
        assert scene.page(person, path).path.endswith("/receipt")
    assert "came back to you" not in scene.page(person, "receipt").text
    withdraw(scene, person)
    assert "You withdrew these answers" in scene.page(person, "receipt").text
    assert scene.page(person, "tasks").status == 410
    assert company_sees_nothing(scene)


def company_sees_nothing(scene: Scene) -> bool:
    try:
        company_review(scene)
    except (NotFound, AnswersWithdrawn):
        return True
    return False


def test_after_the_link_has_expired_a_new_one_to_what_was_sent_goes_to_the_address_on_file(
    scene: Scene,
) -> None:
    sent(scene)
    send_back(scene, "policy")
    old = new_link(scene)
    scene.clock.pass_by(timedelta(days=40))
    person = scene.person()
    expired = person.get(old)
    assert expired.status == 410
    asked = person.press(expired, action=f"{old}/again")
    assert "A new link is on its way to i•••@supplier.example" in asked.text
    assert person.press(expired, action=f"{old}/again").status == 410
    link = new_link(scene)
    assert link != old
    assert scene.enter(person, link).path.endswith("/receipt")
    assert {scene.page(person, path).status for path in SENT_PAGES} == {200}
    assert scene.page(person, "tasks").path.endswith("/receipt")
    scene.clock.pass_by(timedelta(days=15))
    assert scene.person().get(link).status == 410


def test_a_link_that_another_replaced_mails_no_further_one(scene: Scene) -> None:
    sent(scene)
    send_back(scene, "policy")
    link = new_link(scene)
    assert f"{scene.link}/again" not in scene.person().get(scene.link).text
    assert "Send me a new link" not in scene.person().get(scene.link).text
    assert new_link(scene) == link


def test_a_dispute_names_only_papers_that_were_sent(scene: Scene) -> None:
    person = sent(scene)
    send_back(scene, "policy")
    link = re.findall(r'href="([^"]+/result/\w+)"', scene.page(person, "result").text)[0]
    page = person.get(page_of(scene, person))
    person.press(page, files={"file.policy": [(b"not sent", "unsent.txt")]}, holding="v.policy")
    assert "unsent.txt" in person.get(page_of(scene, person)).text
    assert "unsent.txt" not in person.get(link).text
    with scene.database.reading(scene.scope) as session:
        (unsent,) = my_files(session, scene.scope)
    chosen = {"reason": "It shows it.", "paper": str(unsent.public_id)}
    assert person.press(person.get(link), chosen, holding="reason").status == 404


def test_a_finding_that_the_result_does_not_have_cannot_be_disputed(scene: Scene) -> None:
    person = sent(scene)
    assert scene.page(person, "result/NO99").status == 404
