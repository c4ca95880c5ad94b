"""What is typed once it cannot be saved or sent is shown again, with what can be done."""

import re
from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict

from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person
from tests.webapp.supplier.test_check_and_send import SIGNED
from tests.webapp.supplier.test_colleagues import HELPER, helper
from tests.webapp.supplier.test_late_saves import MakeScene
from tests.webapp.supplier.test_sent_back import sent

__all__ = ["helper"]
pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
IDLE = timedelta(minutes=61)


def hours(scene: Scene, helper: Person) -> Page:
    return scene.page(helper, "hours/1")


def send(scene: Scene) -> Page:
    owner = scene.person()
    scene.clock.pass_by(timedelta(minutes=11))
    scene.enter(owner)
    check = scene.page(owner, "check")
    receipt = owner.press(check, SIGNED, holding="agree")
    assert receipt.path.endswith("/receipt")
    return check


def come_back(scene: Scene, person: Person, told: Page, address: str) -> Page:
    form = person.press(told)
    code = scene.story.mailed(r"code is (\d{6})")[address]
    return person.press(form, {"code": code}, holding="code")


def test_what_is_saved_after_the_sending_is_shown_and_said_not_to_be_sent(
    scene: Scene, helper: Person
) -> None:
    page = hours(scene, helper)
    send(scene)
    for _ in range(2):
        told = helper.press(page, {"q.hours_regular": "99.75"}, holding="v.hours_regular")
        assert told.path.endswith("/receipt")
        assert ["This was not sent" in told.text, "99.75" in told.text] == [True, True]
        assert "among them. Thank you" not in told.text
    assert told.text.count("99.75") == 1
    assert "hours_regular" not in scene.answers()


def test_what_was_saved_before_the_sending_is_not_said_to_be_missing(
    scene: Scene, helper: Person
) -> None:
    page = hours(scene, helper)
    helper.press(page, {"q.hours_regular": "99.75"}, holding="v.hours_regular")
    send(scene)
    told = helper.press(page, {"q.hours_regular": "99.75"}, holding="v.hours_regular")
    assert "This was not sent" not in told.text
    assert "What you saved is among them. Thank you." in told.text


def test_what_waits_unsaved_is_named_before_the_sending_and_shown_after_it(
    scene: Scene, helper: Person
) -> None:
    page = hours(scene, helper)
    scene.clock.pass_by(IDLE)
    told = helper.press(page, {"q.hours_regular": "99.75"}, holding="v.hours_regular")
    check = send(scene)
    assert "Others typed something that is not saved" in check.text
    assert ["A Helper: " in check.text, "99.75" in check.text] == [True, False]
    back = come_back(scene, helper, told, HELPER)
    assert ["This was not sent" in back.text, "99.75" in back.text] == [True, True]


def test_one_s_own_unsaved_text_is_named_before_the_sending(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "site/1")
    scene.clock.pass_by(IDLE)
    told = person.press(page, {"q.site_country": "TKM"}, holding="q.site_country")
    come_back(scene, person, told, scene.address)
    check = scene.page(person, "check")
    assert "Something that you typed is not saved yet" in check.text
    assert f'href="{scene.invitation}/site/1"' in check.text


def test_a_save_in_the_browser_of_another_invitation_comes_back_and_can_be_sent(
    make_scene: MakeScene,
) -> None:
    one, two = make_scene(), make_scene("Other Retail plc", "Other Gloves")
    person = one.inside()
    page = one.page(person, "site/1")
    two.enter(person)
    told = person.press(page, {"q.site_country": "TKM"}, holding="q.site_country")
    assert told.status == 404
    assert told.form("q.site_country").fields["q.site_country"] == ["TKM"]
    one.clock.pass_by(timedelta(minutes=11))
    one.enter(person)
    person.press(told, holding="q.site_country")
    assert one.answers() == {"site_country": "TKM"}
    assert two.answers() == {}


def test_another_invitation_and_none_at_all_answer_alike(make_scene: MakeScene) -> None:
    one, two = make_scene(), make_scene("Other Retail plc", "Other Gloves")
    person = two.inside()
    (token,) = two.page(person, "site/1").form("q.site_country").fields["csrf_token"]
    nobody = "/answer/5a27e0d6-0000-4000-8000-8a9c4114bdc5"
    told = []
    for invitation in (one.invitation, nobody):
        typed: MultiDict[str, object] = MultiDict({"csrf_token": token, "q.site_country": "TKM"})
        page = person.send(f"{invitation}/site/1", typed)
        told.append((page.status, page.text.replace(invitation, "").split("</head>")[1]))
    assert told[0] == told[1]


FORMS = [
    ("not-for-me", "note", {"reason": "other", "note": "Not our <b>factory</b>"}),
    ("people/ask?section=hours", "note", {"name": "Bo", "note": "Not our <b>factory</b>"}),
]


@pytest.mark.parametrize(("path", "field", "typed"), FORMS)
def test_a_form_beside_the_questions_is_there_again_after_the_code(
    scene: Scene, path: str, field: str, typed: dict[str, str | list[str]]
) -> None:
    person = scene.inside()
    page = scene.page(person, path)
    scene.clock.pass_by(IDLE)
    back = come_back(scene, person, person.press(page, typed, holding=field), scene.address)
    assert back.path == f"{scene.invitation}/{path.partition('?')[0]}"
    assert "is not sent yet" in back.text
    fields = back.form(field).fields
    assert {name: fields[name] for name in typed} == {name: [typed[name]] for name in typed}


def test_a_message_that_came_too_late_is_there_again_and_gone_once_it_is_sent(
    scene: Scene,
) -> None:
    person = sent(scene)
    (token,) = scene.page(person, "talk").forms[0].fields["csrf_token"]
    scene.clock.pass_by(IDLE)
    message: MultiDict[str, object] = MultiDict({"csrf_token": token, "text": "MY LONG MESSAGE"})
    told = person.send(f"{scene.invitation}/talk/housing", message)
    assert "What you typed is not lost" in told.text
    back = come_back(scene, person, told, scene.address)
    assert f'href="{scene.invitation}/talk"' in back.text
    talk = scene.page(person, "talk")
    assert ["is not sent yet" in talk.text, "MY LONG MESSAGE" in talk.text] == [True, True]
    person.press(talk, holding="text")
    assert "is not sent yet" not in scene.page(person, "talk").text
    assert "Something that you typed" not in scene.page(person, "receipt").text


def test_a_reason_of_a_dispute_that_came_too_late_is_there_again(scene: Scene) -> None:
    person = sent(scene)
    (finding, *_) = re.findall(r'href="([^"]+/result/\w+)"', scene.page(person, "result").text)
    form = person.get(finding)
    scene.clock.pass_by(IDLE)
    told = person.press(form, {"reason": "It was another year"}, holding="reason")
    back = come_back(scene, person, told, scene.address)
    assert f'href="{finding}"' in back.text
    again = person.get(finding)
    assert again.form("reason").fields["reason"] == ["It was another year"]
    person.press(again, holding="reason")
    said = person.get(finding).text
    assert "It was another year" in said
    assert 'name="reason"' not in said
