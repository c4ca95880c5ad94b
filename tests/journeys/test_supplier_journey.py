"""From the mailed link to the receipt in a real browser that runs no scripts, on a small phone."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from tests.journeys.looking import check_page
from tests.webapp.supplier.conftest import Scene, clock, make_scene, scene
from webapp.app import Erkin
from webapp.settings import Settings

__all__ = ["clock", "make_scene", "scene"]

PHONE: Any = {"width": 320, "height": 640}
TYPED_LATE = "Velayat Lebap, behind the cotton mill"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


class Phone:
    """A respondent's phone without scripts. A second browser looks at every page that it shows."""

    def __init__(self, page: Page, inspector: Page, base_url: str) -> None:
        self.page, self.inspector, self.base_url = page, inspector, base_url

    def open(self, path: str) -> None:
        self.page.goto(self.base_url + path)
        self.look()

    def press(self, text: str | re.Pattern[str]) -> None:
        self._go(self.page.get_by_role("button", name=text).first)

    def follow(self, text: str) -> None:
        self._go(self.page.locator("main").get_by_role("link", name=text).first)

    def _go(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()
        self.look()

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f'[name="{name}"][value="{value}"]').check()

    def type(self, name: str, text: str) -> None:
        self.page.locator(f'[name="{name}"]').fill(text)

    def pick(self, name: str, value: str) -> None:
        self.page.locator(f'[name="{name}"]').select_option(value)

    def holds(self, name: str) -> str:
        return self.page.locator(f'[name="{name}"]').input_value()

    def shows(self, text: str) -> bool:
        return text in self.page.inner_text("main")

    def look(self) -> None:
        """axe is a script, so it looks at the same page in a browser that runs them."""
        body, address = self.page.content(), self.page.url.partition("#")[0]

        def same_page(route: Route) -> None:
            route.fulfill(body=body, content_type="text/html; charset=utf-8")

        self.inspector.route(address, same_page)
        self.inspector.goto(address)
        check_page(self.inspector)
        self.inspector.unroute(address)


@pytest.fixture
def phone(browser: Browser, live_app: Erkin, settings: Settings) -> Iterator[Phone]:
    silent = browser.new_context(java_script_enabled=False, viewport=PHONE)
    watching = browser.new_context(viewport=PHONE)
    yield Phone(silent.new_page(), watching.new_page(), settings.public_base_url)
    silent.close()
    watching.close()


def test_from_the_mailed_link_to_the_receipt_without_scripts(phone: Phone, scene: Scene) -> None:
    come_in(phone, scene)
    answer_the_first_section(phone)
    correct_a_mistake(phone, scene)
    list_the_agencies(phone, scene)
    add_a_document(phone, scene)
    save_too_late(phone, scene)
    settle_a_conflict(phone, scene)
    check_and_send(phone, scene)


def come_in(phone: Phone, scene: Scene) -> None:
    phone.open("/i/no-such-link")
    phone.open(scene.link)
    phone.press("Continue")
    phone.press("Continue")  # without a code
    assert phone.page.title().startswith("Error:")
    phone.type("code", scene.code())
    phone.press("Continue")
    assert phone.shows("asks about work at Invented Gloves")
    assert scene.token not in phone.page.url
    phone.follow("Go to the questions")
    assert phone.shows("0 of 10 sections complete")
    phone.follow("Start")


def answer_the_first_section(phone: Phone) -> None:
    phone.pick("q.site_country", "TKM")
    phone.press("Save and continue")
    phone.pick("q.activity", "cotton_growing")
    phone.press("Save and continue")
    phone.choose("q.products.none", "1")
    phone.press("Save and continue")
    phone.choose("q.inputs.dont_know", "1")
    phone.press("Save and continue")
    phone.choose("q.remoteness", "rural_public_transport")
    phone.choose("q.respondent_role", "management_only")
    phone.press("Save and continue")
    assert phone.shows("5 of 7 answered") or phone.shows("6 of 7 answered")


def correct_a_mistake(phone: Phone, scene: Scene) -> None:
    phone.follow("Count the people")
    phone.type("q.workers_total", "about 200")
    phone.type("q.workers_agency", "12")
    phone.press("Save and continue")
    assert phone.page.title().startswith("Error:")
    assert phone.holds("q.workers_total") == "about 200"
    phone.follow("Enter a whole number")
    phone.type("q.workers_total", "200")
    phone.type("q.workers_foreign", "0")
    phone.press("Save and continue")
    assert scene.answers()["workers_total"] == 200


def list_the_agencies(phone: Phone, scene: Scene) -> None:
    phone.open(f"{scene.invitation}/recruitment/2")
    phone.press("Add")
    phone.type("q.agents.1.name", "Example Manpower")
    phone.type("q.agents.1.licence_expiry.day", "31")
    phone.type("q.agents.1.licence_expiry.month", "2")
    phone.type("q.agents.1.licence_expiry.year", "2027")
    phone.press("Save this row")
    assert phone.page.title().startswith("Error:")
    phone.type("q.agents.1.licence_expiry.day", "28")
    phone.press("Save and add another")
    phone.type("q.agents.2.name", "A cousin of the foreman")
    phone.press("Save this row")
    assert phone.shows("Do you need to add another?")
    phone.press(re.compile("Remove.*A cousin"))
    phone.press("Remove it")
    assert phone.shows("28 February 2027")
    phone.press("Save and continue")


def add_a_document(phone: Phone, scene: Scene) -> None:
    phone.open(f"{scene.invitation}/management/1")
    phone.page.get_by_text("Add documents that show this").first.click()
    paper = {"name": "Our policy.txt", "mimeType": "text/plain", "buffer": b"No fees."}
    wrong = {"name": "setup.exe", "mimeType": "text/plain", "buffer": b"MZ\x90\x00"}
    phone.choose("q.policy", "yes")
    phone.page.locator('[id="file.policy"]').set_input_files([paper, wrong])
    phone.press("Add the chosen documents")
    assert phone.page.title().startswith("Error:")
    assert phone.shows("Our policy.txt")
    phone.press("Save and continue")
    assert scene.answers()["policy"] == "yes"


def save_too_late(phone: Phone, scene: Scene) -> None:
    phone.open(f"{scene.invitation}/site/2")
    phone.type("q.site_region", TYPED_LATE)
    scene.clock.pass_by(timedelta(minutes=61))
    phone.press("Save and continue")
    assert phone.shows("What you typed is not lost")
    assert TYPED_LATE not in phone.page.content()
    phone.press("Send me a code")
    phone.type("code", scene.code())
    phone.press("Continue")
    assert phone.shows("You typed this after your session had ended")
    assert phone.holds("q.site_region") == TYPED_LATE
    assert "site_region" not in scene.answers()
    phone.press("Save and continue")
    assert scene.answers()["site_region"] == TYPED_LATE


def settle_a_conflict(phone: Phone, scene: Scene) -> None:
    phone.open(f"{scene.invitation}/hours/1")
    scene.story.answer(scene.scope, {"hours_max": 72})
    phone.type("q.hours_max", "60")
    phone.press("Save and continue")
    assert phone.page.title().startswith("Error:")
    assert phone.shows("72")
    assert phone.holds("q.hours_max") == "60"
    phone.choose("keep.hours_max", "theirs")
    phone.press("Save and continue")
    assert scene.answers()["hours_max"] == 72


def check_and_send(phone: Phone, scene: Scene) -> None:
    phone.open(f"{scene.invitation}/tasks")
    phone.follow("Check your answers")
    phone.press("Send the answers")
    assert phone.page.title().startswith("Error:")
    phone.type("name", "Aigul Invented")
    phone.type("role", "HR manager")
    phone.choose("leave_open", "yes")
    phone.choose("agree", "yes")
    phone.press("Send the answers")
    assert phone.shows("Your answers were sent")
    phone.follow("See or print")
    assert phone.shows(TYPED_LATE)
    phone.press("Sign out")
    phone.open(scene.link)
    assert phone.shows("cannot be changed any more")
