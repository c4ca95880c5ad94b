"""The mailed link: whoever looks at it, only the address on file gets in (C5)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from assessments.campaigns import service as asking
from assessments.campaigns.models import InvitationLink
from assessments.ids import RandomIds, new_token
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person
from tests.webapp.supplier.traces import fingerprint

SESSION = "sid"
MINUTE = timedelta(minutes=1)


def test_a_link_leads_by_a_code_to_the_questionnaire(scene: Scene) -> None:
    person = scene.person()
    opened = person.get(scene.link)
    assert opened.status == 200
    assert "Invented Retail plc" in opened.text
    assert "i•••@supplier.example" in opened.text
    form = person.press(opened)
    assert form.path == f"{scene.link}/code"
    arrived = person.press(form, {"code": scene.code()}, holding="code")
    assert arrived.path == f"{scene.invitation}/"
    assert "asks about work at Invented Gloves" in arrived.text


def test_a_link_page_tells_nothing_but_who_asks(scene: Scene) -> None:
    opened = scene.person().get(scene.link).text
    for secret in ("Invented Gloves", "inventedgloves", "Yearly questions", "Thank you", "forced"):
        assert secret not in opened


def head(person: Person, link: str) -> None:
    assert person.client.head(link).status_code == 200


def get(person: Person, link: str) -> None:
    assert person.get(link).status == 200
    assert person.get(f"{link}/code").status == 200


def submit_forms(person: Person, link: str) -> None:
    """As a scanner that presses every button it sees, with something in every box."""
    page = person.get(link)
    for _ in range(4):
        form = page.form()
        filled = {name: "test" for name in form.fields if name != "csrf_token"}
        page = person.press(page, filled)


@pytest.mark.parametrize("robot", [head, get, submit_forms])
def test_a_robot_gets_nothing_and_the_human_still_gets_in(
    scene: Scene, robot: Callable[[Person, str], None]
) -> None:
    for _ in range(3):
        scanner = scene.person()
        robot(scanner, scene.link)
        assert scanner.client.get_cookie(SESSION) is None
        assert scene.page(scanner, "tasks").status == 401
    assert scene.enter(scene.person()).path == f"{scene.invitation}/"


@pytest.mark.parametrize("robot", [head, get])
def test_looking_at_a_link_changes_nothing(
    scene: Scene, robot: Callable[[Person, str], None]
) -> None:
    before = fingerprint(scene)
    robot(scene.person(), scene.link)
    assert fingerprint(scene) == before


def test_the_session_is_new_and_the_link_is_gone_from_addresses(scene: Scene) -> None:
    person = scene.person()
    form = person.press(person.get(scene.link))
    assert person.client.get_cookie(SESSION) is None
    answer = person.press(form, {"code": scene.code()}, holding="code", follow=False)
    first = person.client.get_cookie(SESSION)
    assert first is not None
    assert first.http_only
    assert first.same_site == "Lax"
    assert scene.token not in answer.response.headers["Location"]
    assert scene.token not in scene.page(person, "tasks").text
    scene.clock.pass_by(11 * MINUTE)
    scene.enter(person)
    second = person.client.get_cookie(SESSION)
    assert second is not None
    assert second.value != first.value


def test_link_pages_send_no_referrer_and_are_not_stored(scene: Scene) -> None:
    for path in (scene.link, f"{scene.link}/code", "/i/unknown"):
        headers = scene.person().get(path).response.headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"


def test_a_link_that_nobody_was_sent_is_unknown(scene: Scene) -> None:
    tokens = {new_token(RandomIds()) for _ in range(100)} | {"x", scene.token[:-1], "%00", "ünï"}
    pages = [scene.person().get(f"/i/{token}") for token in tokens]
    assert {page.status for page in pages} == {404}
    assert all("We do not know this link" in page.text for page in pages)


def test_an_expired_link_says_so(scene: Scene) -> None:
    scene.clock.pass_by(timedelta(days=90))
    page = scene.person().get(scene.link)
    assert (page.status, "This link has expired" in page.text) == (410, True)


def test_a_link_works_to_the_last_second(scene: Scene) -> None:
    with scene.database.writing(scene.company) as session:
        session.execute(
            update(InvitationLink).values(expires_at=scene.clock.moment + timedelta(seconds=1))
        )
    assert scene.person().get(scene.link).status == 200
    scene.clock.pass_by(timedelta(seconds=1))
    assert scene.person().get(scene.link).status == 410


def test_a_revoked_link_says_so_and_sends_no_code(scene: Scene) -> None:
    person = scene.person()
    opened = person.get(scene.link)
    revoke(scene)
    before = fingerprint(scene)
    for page in (person.get(scene.link), person.press(opened), person.get(f"{scene.link}/code")):
        assert (page.status, "no longer in use" in page.text) == (410, True)
    assert fingerprint(scene) == before


def test_a_submitted_link_says_when_and_leads_to_the_receipt(scene: Scene) -> None:
    scene.inside()
    with scene.app.app_context():
        scene.story.submit(scene.scope)
    scene.clock.pass_by(11 * MINUTE)
    person = scene.person()
    opened = person.get(scene.link)
    assert "were sent on 2 November 2026, 09:00 (UTC)" in opened.text
    form = person.press(opened)
    receipt = person.press(form, {"code": scene.code()}, holding="code")
    assert receipt.path == f"{scene.invitation}/receipt"
    assert scene.page(person, "site/1").path.endswith("/receipt")


def test_the_code_goes_to_the_address_on_file_whoever_holds_the_link(scene: Scene) -> None:
    stranger = scene.person()
    form = stranger.press(stranger.get(scene.link))
    assert [name for name in form.form("code").fields if name != "csrf_token"] == ["code"]
    assert set(scene.story.mailed(r"code is (\d{6})")) == {scene.address}


def wrong(scene: Scene) -> str:
    return f"{(int(scene.code()) + 1) % 1_000_000:06d}"


def test_a_wrong_code_says_how_many_tries_are_left(scene: Scene) -> None:
    person = scene.person()
    form = person.press(person.get(scene.link))
    again = person.press(form, {"code": wrong(scene)}, holding="code")
    assert again.status == 422
    assert "<title>Error: Enter the code" in again.text
    assert "4 more times" in again.text
    assert person.press(again, {"code": scene.code()}, holding="code").status == 200


def test_what_cannot_be_a_code_costs_no_try(scene: Scene) -> None:
    person = scene.person()
    form = person.press(person.get(scene.link))
    for typed in ("", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00", "9" * 5000):
        form = person.press(form, {"code": typed}, holding="code")
        assert form.status == 422
    spaced = " ".join(scene.code()[:3]) + "-" + scene.code()[3:]
    assert person.press(form, {"code": spaced}, holding="code").path.startswith(scene.invitation)


def test_five_misses_kill_a_code_and_ten_lock_the_link(scene: Scene) -> None:
    person = scene.person()
    for _ in range(2):
        form = person.press(person.get(scene.link))
        for _ in range(5):
            form = person.press(form, {"code": wrong(scene)}, holding="code")
        assert "no longer works" in form.text
        assert person.press(form, {"code": scene.code()}, holding="code").status == 422
    locked = person.press(person.get(scene.link))
    assert (locked.status, "This link is locked" in locked.text) == (429, True)


def test_a_fourth_code_within_an_hour_is_refused_in_plain_words(scene: Scene) -> None:
    person = scene.person()
    for _ in range(3):
        assert person.press(person.get(scene.link)).status == 200
        scene.clock.pass_by(11 * MINUTE)
    refused = person.press(person.get(scene.link))
    assert refused.status == 429
    assert "at most three codes an hour" in refused.text
    assert "in 27 minutes (10:00 UTC)" in refused.text
    assert "Retry-After" in refused.response.headers


def test_asking_again_keeps_the_code_that_was_mailed(scene: Scene) -> None:
    person = scene.person()
    form = person.press(person.get(scene.link))
    first = scene.code()
    resent = person.press(form, action=scene.link)
    assert "still works" in resent.text
    assert scene.code() == first


def test_a_code_works_once_and_for_ten_minutes(scene: Scene) -> None:
    person = scene.person()
    form = person.press(person.get(scene.link))
    code = scene.code()
    scene.clock.pass_by(10 * MINUTE)
    assert person.press(form, {"code": code}, holding="code").status == 422
    scene.enter(person)
    used = scene.code()
    other = scene.person()
    form = Page(other.client.get(f"{scene.link}/code"))
    assert other.press(form, {"code": used}, holding="code").status == 422


def test_two_invitations_cannot_swap_codes_or_sessions(
    make_scene: Callable[..., Scene],
) -> None:
    one, two = make_scene(), make_scene("Other Retail plc", "Other Gloves")
    person = one.person()
    form = person.press(person.get(one.link))
    other = two.person()
    other_form = other.press(other.get(two.link))
    if one.code() != two.code():
        assert person.press(form, {"code": two.code()}, holding="code").status == 422
    assert other.press(other_form, {"code": two.code()}, holding="code").status == 200
    assert other.get(f"{one.invitation}/tasks").status == 404
    assert one.page(person, "tasks").status == 401


def revoke(scene: Scene) -> None:
    with scene.database.writing(scene.company) as session:
        asking.revoke_invitation(
            session,
            scene.company,
            invitation_id=scene.story.invitation_of(scene.company, scene.campaign).public_id,
            now=scene.clock.moment,
        )


def test_no_page_names_the_folder_of_mails_where_there_is_none(scene: Scene) -> None:
    person = scene.person()
    form = person.press(person.get(scene.link))
    there = "demo.mail" in scene.app.view_functions
    assert bool(re.search(r'href="/demo/mail"', form.text)) is there
