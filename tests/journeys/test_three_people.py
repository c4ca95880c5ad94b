"""Three people finish one form from three links, on phones with and without scripts."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from assessments.responses import queries as responses
from questionnaires.library import SCREENING
from tests.journeys.test_supplier_journey import PHONE, Phone
from tests.webapp.supplier.conftest import Scene, clock, make_scene
from webapp.app import Erkin
from webapp.settings import Settings

__all__ = ["clock", "make_scene"]

FORBIDDEN, NOT_FOUND = 403, 404
FOREMAN, DIRECTOR = "foreman@supplier.example", "director@supplier.example"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True),
]


class OwnPhone(Phone):
    """One person's phone. What looks the same as before is not looked at again."""

    def __init__(self, page: Page, inspector: Page, base_url: str, seen: set[str]) -> None:
        super().__init__(page, inspector, base_url)
        self.seen = seen

    def look(self) -> None:
        heading = self.page.locator("h1").first.inner_text()
        if heading not in self.seen:
            self.seen.add(heading)
            super().look()

    def status(self, path: str) -> int:
        """What a page answers, without a look at it."""
        answer = self.page.goto(self.base_url + path)
        assert answer is not None
        return answer.status

    def come_in(self, scene: Scene, link: str, address: str) -> None:
        """By the link that was mailed, and the code that is mailed then."""
        self.open(link)
        self.press("Continue")
        self.type("code", scene.story.mailed(r"code is (\d{6})")[address])
        self.press("Continue")

    def ask(self, name: str, address: str) -> None:
        """Fill in whom to ask; for what stands on the page already."""
        self.type("name", name)
        self.type("email", address)
        self.type("note", "Please help me. Thank you!")
        self.press("Send the link")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phones(
    request: pytest.FixtureRequest, browser: Browser, live_app: Erkin, settings: Settings
) -> Iterator[list[OwnPhone]]:
    """Three phones of three people."""
    contexts = [
        browser.new_context(java_script_enabled=request.param, viewport=PHONE) for _ in range(3)
    ]
    watching = browser.new_context(viewport=PHONE)
    inspector, seen = watching.new_page(), set[str]()
    yield [
        OwnPhone(each.new_page(), inspector, settings.public_base_url, seen) for each in contexts
    ]
    for context in [*contexts, watching]:
        context.close()


def test_three_people_finish_one_form_from_three_links(
    phones: list[OwnPhone], make_scene: Callable[..., Scene]
) -> None:
    scene = make_scene(questionnaire=SCREENING)
    invited, foreman, director = phones
    invited.come_in(scene, scene.link, scene.address)
    ask_for_a_section(invited, scene)
    answer_that_section_alone(foreman, scene)
    send_to_the_director(invited)
    sign_and_send(director, scene)
    everybody_learns_that_it_was_sent(phones, scene)


def ask_for_a_section(invited: OwnPhone, scene: Scene) -> None:
    invited.open(f"{scene.invitation}/workforce/1")
    invited.follow("Ask a colleague to answer this section")
    invited.press("Send the link")  # to nobody
    assert invited.page.title().startswith("Error:")
    invited.ask("Invented Foreman", FOREMAN)
    assert invited.shows("We have mailed Invented Foreman")
    assert invited.shows("not opened yet")


def answer_that_section_alone(foreman: OwnPhone, scene: Scene) -> None:
    foreman.come_in(scene, mailed_link(scene, FOREMAN), FOREMAN)
    assert foreman.shows("asks for your help")
    assert foreman.shows("0 of 1 sections complete")
    assert foreman.status(f"{scene.invitation}/site/1") == NOT_FOUND
    assert foreman.status(f"{scene.invitation}/people") == FORBIDDEN
    foreman.open(f"{scene.invitation}/workforce/1")
    foreman.type("q.workers_total", "200")
    foreman.type("q.workers_agency", "0")
    foreman.press("Save and continue")
    foreman.open(f"{scene.invitation}/tasks")
    foreman.follow("Check your part and finish")
    assert not foreman.shows("Declare and send")
    foreman.press("I have finished my part")
    assert foreman.shows("You have finished")


def send_to_the_director(invited: OwnPhone) -> None:
    invited.open(invited.page.url.removeprefix(invited.base_url).replace("/people", "/tasks"))
    assert invited.shows("✓ Invented Foreman has finished their part.")
    invited.follow("Check your answers and send them")
    invited.follow("Send to my director to sign")
    invited.ask("Invented Director", DIRECTOR)
    assert invited.shows("Read all answers, sign and send them")


def sign_and_send(director: OwnPhone, scene: Scene) -> None:
    director.come_in(scene, mailed_link(scene, DIRECTOR), DIRECTOR)
    director.follow("Check your answers and send them")
    assert director.shows("200")
    director.type("name", "Invented Director")
    director.type("role", "Director")
    director.choose("leave_open", "yes")
    director.choose("agree", "yes")
    director.press("Sign and send the answers")
    assert director.shows("Your answers were sent")


def everybody_learns_that_it_was_sent(phones: list[OwnPhone], scene: Scene) -> None:
    invited, foreman, _director = phones
    for phone in (invited, foreman):
        phone.open(f"{scene.invitation}/tasks")
    assert invited.shows("Your receipt")
    assert foreman.shows("What you saved is among them")
    assert not foreman.shows("receipt and")
    with scene.database.reading(scope := scene.scope) as session:
        answers = responses.my_answers(session, scope)
        sent = responses.my_submission(session, scope)
    assert answers["workers_total"].author == FOREMAN
    assert sent is not None
    assert json.loads(sent.snapshot)["declared"]["role"] == "Director"


def mailed_link(scene: Scene, address: str) -> str:
    """The path of the newest link that was mailed to somebody."""
    return scene.story.mailed(r"(/i/[\w-]{43})")[address]
