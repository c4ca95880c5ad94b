"""Whoever signs keeps the receipt as well as the person invited, and it says who signed."""

import pytest
from sqlalchemy import select

from assessments.colleagues.service import ColleagueDetails, ask_colleague
from assessments.work.models import Mail
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person
from webapp.supplier import copies
from webapp.supplier.receipt import sent_by_caller

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

DIRECTOR = "director@supplier.example"
SIGNED = {"name": "Dana Invented", "role": "Director", "agree": "yes", "leave_open": "yes"}


@pytest.fixture
def director(scene: Scene) -> Person:
    """A signatory, written to in Russian, who has come in."""
    scene.inside()
    scene.story.answer(scene.scope, {"site_country": "TKM"})
    wanted = ColleagueDetails("A Director", DIRECTOR, "signatory", language="ru")
    with scene.app.app_context(), scene.database.writing(scene.scope) as session:
        ask_colleague(
            session,
            scene.scope,
            wanted=wanted,
            letters=scene.story.letters,
            now=scene.clock(),
            ids=scene.story.ids,
        )
    person = scene.person()
    form = person.press(person.get(scene.story.mailed(r"(/i/[\w-]{43})")[DIRECTOR]))
    person.press(form, {"code": scene.story.mailed(r"(?<!\d)(\d{6})(?!\d)")[DIRECTOR]})
    return person


def send(scene: Scene, person: Person) -> Page:
    return person.press(scene.page(person, "check"), SIGNED, holding="agree")


def receipts(scene: Scene) -> dict[str, str]:
    """Address → the receipt mailed to it; each gets one."""
    with scene.database.reading() as session:
        mails = session.scalars(select(Mail).where(Mail.body_text.contains("> Dana Invented")))
        found = [(mail.to_address, mail.subject) for mail in mails]
    assert len(found) == len(dict(found))
    return dict(found)


def test_the_signatory_and_the_person_invited_both_get_it(scene: Scene, director: Person) -> None:
    shown = send(scene, director)
    mailed = receipts(scene)
    assert set(mailed) == {DIRECTOR, scene.address}
    assert mailed[scene.address].startswith("Receipt")
    assert not mailed[DIRECTOR].startswith("Receipt")
    invited = scene.page(scene.inside(), "receipt")
    for page in (shown, invited):
        assert "Dana Invented, Director" in page.text
        assert DIRECTOR in page.text
    assert "We have also mailed it to you" in invited.text
    assert (f"{scene.invitation}/shared" in invited.text, "/shared" in shown.text) == (True, False)


def test_the_copy_on_paper_says_who_signed(scene: Scene, director: Person) -> None:
    send(scene, director)
    with director.client:
        scene.page(director, "receipt")
        sent = sent_by_caller(scene.story.invitation_of(scene.company, scene.campaign).public_id)
        assert sent
        facts = [value for _label, value in copies.copy_of(sent).facts]
    assert {"Dana Invented, Director", DIRECTOR} <= set(facts)


def test_who_signs_what_they_were_asked_themselves_gets_one_receipt(scene: Scene) -> None:
    send(scene, scene.inside())
    assert set(receipts(scene)) == {scene.address}
