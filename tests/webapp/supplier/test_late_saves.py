"""What is sent after a session has ended is kept, unread, and shown after a new code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from assessments.campaigns import service as asking
from assessments.responses import held
from assessments.responses.models import HeldSave
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

MakeScene = Callable[..., Scene]
IDLE = timedelta(minutes=61)
SECRET = "Bridge Street 4 behind the mill"


def late(scene: Scene, person: Person, path: str = "site/2", field: str = "q.site_region") -> Page:
    """Open a page, let the session end, press the button."""
    scene.story.answer(scene.scope, {"site_country": "TKM"})
    page = scene.page(person, path)
    scene.clock.pass_by(IDLE)
    return person.press(page, {field: SECRET}, holding=field)


def come_back(scene: Scene, person: Person, told: Page) -> Page:
    form = person.press(told)
    return person.press(form, {"code": scene.code()}, holding="code")


def stored(scene: Scene, person: Person) -> list[str]:
    return scene.page(person, "site/2").form("q.site_region").fields["q.site_region"]


def test_a_late_save_is_kept_and_the_page_says_so_without_showing_it(scene: Scene) -> None:
    person = scene.inside()
    told = late(scene, person)
    assert told.path == f"{scene.invitation}/return"
    assert "What you typed is not lost" in told.text
    assert "i•••@supplier.example" in told.text
    assert scene.token not in told.text
    form = person.press(told)
    for page in (told, form, scene.page(person, "site/2"), scene.page(person, "return/code")):
        assert SECRET not in page.text


def test_after_the_code_it_is_shown_on_its_page_and_not_saved_silently(scene: Scene) -> None:
    person = scene.inside()
    shown = come_back(scene, person, late(scene, person))
    assert shown.path == f"{scene.invitation}/site/2"
    assert "You typed this after your session had ended" in shown.text
    assert shown.form("q.site_region").fields["q.site_region"] == [SECRET]
    assert "site_region" not in scene.answers()

    person.press(shown, holding="q.site_region")
    assert scene.answers()["site_region"] == SECRET
    assert "session had ended" not in scene.page(person, "site/2").text
    assert "not saved yet" not in scene.page(person, "tasks").text


def test_it_can_be_discarded(scene: Scene) -> None:
    person = scene.inside()
    shown = come_back(scene, person, late(scene, person))
    after = person.press(shown, button=("discard", "1"))
    assert "was discarded" in after.text
    assert stored(scene, person) == [""]
    assert "site_region" not in scene.answers()


def test_the_task_list_names_what_waits(scene: Scene) -> None:
    person = scene.inside()
    come_back(scene, person, late(scene, person))
    tasks = scene.page(person, "tasks")
    assert "Something that you typed is not saved yet" in tasks.text
    assert f'href="{scene.invitation}/site/2"' in tasks.text


def test_it_is_shown_only_to_the_one_who_enters_the_code(scene: Scene) -> None:
    person = scene.inside()
    late(scene, person)
    stranger = scene.person()
    for path in ("return", "return/code", "site/2", "tasks"):
        page = scene.page(stranger, path)
        assert (page.status, SECRET in page.text) == (401, False)


def test_it_is_gone_after_a_day(scene: Scene) -> None:
    person = scene.inside()
    late(scene, person)
    scene.clock.pass_by(timedelta(hours=24))
    scene.enter(person)
    assert stored(scene, person) == [""]


def test_a_row_that_came_too_late_is_kept_too(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"channels": ["licensed_agency"]})
    told = late(scene, person, "recruitment/2/agents/new", "q.agents.1.name")
    shown = come_back(scene, person, told)
    assert shown.path == f"{scene.invitation}/recruitment/2/agents/new"
    assert shown.form("v.agents").fields["q.agents.1.name"] == [SECRET]
    listed = person.press(shown, holding="v.agents")
    assert SECRET in listed.text
    again = scene.page(person, "recruitment/2/agents/new").form("v.agents")
    assert [SECRET] not in again.fields.values()


def test_a_declaration_that_came_too_late_sends_nothing(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "check")
    scene.clock.pass_by(IDLE)
    signed = {"name": SECRET, "role": "Manager", "agree": "yes", "leave_open": "yes"}
    shown = come_back(scene, person, person.press(page, signed, holding="agree"))
    assert shown.path == f"{scene.invitation}/check"
    form = shown.form("agree")
    assert form.fields["name"] == [SECRET]
    assert "agree" not in form.fields


def test_a_late_save_meets_a_newer_answer_as_a_conflict(scene: Scene) -> None:
    person = scene.inside()
    told = late(scene, person)
    scene.story.answer(scene.scope, {"site_region": "Lebap"})
    shown = come_back(scene, person, told)
    both = person.press(shown, holding="q.site_region")
    assert both.status == 412
    assert ["Lebap" in both.text, SECRET in both.text] == [True, True]


def test_files_cannot_be_kept_and_the_page_says_so(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "management/1")
    scene.clock.pass_by(IDLE)
    files = {"file.policy": [(b"text", "Policy.txt")]}
    told = person.press(page, {"q.policy": "yes"}, holding="q.policy", files=files)
    assert "Files could not be kept" in told.text


def test_too_much_is_not_kept_and_the_page_says_so(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = scene.inside()
    page = scene.page(person, "site/2")
    scene.clock.pass_by(IDLE)
    for _ in range(held.MOST_HELD):
        person.press(page, {"q.activity": "cotton_growing"}, holding="q.activity")
    told = person.press(page, {"q.activity": "cotton_growing"}, holding="q.activity")
    assert "could not be kept" in told.text
    monkeypatch.setattr(held, "MOST_HELD", 100)
    monkeypatch.setattr(held, "LONGEST_HELD", 400)
    told = person.press(page, {"q.activity": "x" * 400}, holding="q.activity")
    assert "could not be kept" in told.text


def test_whatever_a_form_can_carry_in_any_script_is_kept(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "site/2")
    scene.clock.pass_by(IDLE)
    told = person.press(page, {"q.activity": "Ғ" * 150_000}, holding="q.activity")
    assert "What you typed is not lost" in told.text


def test_a_long_address_of_a_page_is_kept_whole(scene: Scene) -> None:
    person = scene.inside()
    (token,) = scene.page(person, "site/2").form("q.activity").fields["csrf_token"]
    scene.clock.pass_by(IDLE)
    for length, kept in ((200, "is not lost"), (400, "could not be kept")):
        sent: MultiDict[str, object] = MultiDict({"csrf_token": token, "q.activity": "a"})
        told = person.send(f"{scene.invitation}/{'x' * length}/1", sent)
        assert kept in told.text
    with scene.database.reading(scene.scope) as session:
        assert session.scalars(select(HeldSave.page)).all() == [f"{'x' * 200}/1"]


def test_what_somebody_typed_is_not_shown_to_the_person_who_takes_their_place(
    scene: Scene,
) -> None:
    person = scene.inside()
    page = scene.page(person, "site/1")
    scene.clock.pass_by(IDLE)
    told = person.press(page, {"q.site_country": "TKM"}, holding="q.site_country")
    come_back(scene, person, told)
    given = {"reason": "wrong_person", "given_name": "Bo", "given_email": "bo@other.example"}
    person.press(scene.page(person, "not-for-me"), given, holding="reason")
    right = scene.person()
    form = right.press(right.get(scene.story.mailed(r"(/i/[\w-]{43})")["bo@other.example"]))
    code = scene.story.mailed(r"code is (\d{6})")["bo@other.example"]
    right.press(form, {"code": code}, holding="code")
    assert scene.page(right, "site/1").form("q.site_country").fields["q.site_country"] == [""]
    with scene.database.reading(scene.scope) as session:
        assert session.scalars(select(HeldSave)).all() == []


def test_held_text_is_shown_to_the_address_that_typed_it_alone(scene: Scene) -> None:
    person = scene.inside()
    late(scene, person)
    other = replace(scene.scope, email="new@supplier.example")
    with scene.database.reading(other) as session:
        assert held.held_saves(session, other, scene.clock()) == []


def test_a_page_that_stayed_open_can_be_sent_after_the_code(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"site_country": "TKM"})
    page = scene.page(person, "site/2")
    scene.clock.pass_by(IDLE)
    scene.enter(person)
    person.press(page, {"q.site_region": SECRET}, holding="q.site_region")
    assert scene.answers()["site_region"] == SECRET


def test_what_comes_a_day_after_the_end_can_be_sent_again_from_the_same_page(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"site_country": "TKM"})
    page = scene.page(person, "site/2")
    scene.clock.pass_by(timedelta(days=3))
    told = person.press(page, {"q.site_region": SECRET}, holding="q.site_region")
    assert (told.status, scene.held()) == (401, [])
    assert "leave this page open" in told.text
    scene.enter(person)
    person.press(told, holding="q.site_region")
    assert scene.answers()["site_region"] == SECRET


def test_what_is_sent_again_belongs_to_the_one_who_came_in(make_scene: MakeScene) -> None:
    one, two = make_scene(), make_scene("Other Retail plc", "Other Gloves")
    person = one.inside()
    page = one.page(person, "management/1")
    one.clock.pass_by(timedelta(days=3))
    told = person.press(page, {"q.policy": "yes"}, holding="q.policy")
    two.enter(person)
    assert person.press(told, holding="q.policy").status == 404
    assert [one.answers(), two.answers()] == [{}, {}]


def test_a_declaration_sent_again_is_not_yet_confirmed(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "check")
    scene.clock.pass_by(timedelta(days=3))
    signed = {"name": SECRET, "role": "Manager", "agree": "yes", "leave_open": "yes"}
    told = person.press(page, signed, holding="agree")
    scene.enter(person)
    again = person.press(told, holding="name")
    assert again.status == 422
    assert again.form("agree").fields["name"] == [SECRET]
    assert "agree" not in again.form("agree").fields


def test_only_looking_after_the_end_keeps_nothing(scene: Scene) -> None:
    person = scene.inside()
    scene.clock.pass_by(IDLE)
    told = scene.page(person, "site/2")
    assert told.path == f"{scene.invitation}/return"
    assert "a session ends after an hour without use" in told.text
    assert scene.held() == []


def test_the_way_back_of_one_questionnaire_opens_no_other(scene: Scene) -> None:
    person = scene.inside()
    scene.clock.pass_by(IDLE)
    other = "/answer/5a27e0d6-0000-4000-8000-8a9c4114bdc5"
    for path in ("return", "return/code", "tasks"):
        assert person.get(f"{other}/{path}").status == 401


@pytest.mark.parametrize("ended", [False, True])
def test_a_save_after_withdrawal_is_kept_for_a_new_link(scene: Scene, ended: bool) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"site_country": "TKM"})
    page = scene.page(person, "site/2")
    invitation = scene.story.invitation_of(scene.company, scene.campaign).public_id
    with scene.database.writing(scene.company) as session:
        asking.revoke_invitation(
            session, scene.company, invitation_id=invitation, now=scene.clock.moment
        )
    if ended:
        scene.clock.pass_by(IDLE)
    told = person.press(page, {"q.site_region": SECRET}, holding="q.site_region")
    assert "What you typed is not lost" in told.text
    assert SECRET not in told.text
    assert len(scene.held()) == 1
    with scene.app.app_context(), scene.database.writing(scene.company) as session:
        asking.renew_link(
            session,
            scene.company,
            invitation_id=invitation,
            letters=scene.story.letters,
            now=scene.clock.moment,
            ids=scene.story.ids,
        )
    assert scene.page(person, "tasks").path.endswith("/return")
    scene.clock.pass_by(timedelta(minutes=11))
    link = "/i/" + scene.story.mailed(r"/i/([\w-]{43})")[scene.address]
    shown = scene.enter(person, link)
    assert shown.form("q.site_region").fields["q.site_region"] == [SECRET]


def test_nothing_is_held_for_a_button_that_saves_nothing(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "tasks")
    scene.clock.pass_by(IDLE)
    (leave,) = [form for form in page.forms if form.action.endswith("/leave")]
    person.press(page, action=leave.action, holding="csrf_token")
    assert scene.held() == []


def test_the_held_text_is_under_the_invitation_alone(scene: Scene) -> None:
    person = scene.inside()
    late(scene, person)
    with scene.database.reading(scene.scope) as session:
        (row,) = session.scalars(select(HeldSave)).all()
        assert (row.page, SECRET in row.fields) == ("site/2", True)
        assert "csrf_token" not in row.fields
