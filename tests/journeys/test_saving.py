"""Nothing that is typed is lost: on a slow line that is cut, and by two people at one answer."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.looking import check_page
from tests.webapp.supplier.conftest import Scene, clock, make_scene, scene
from webapp.app import Erkin
from webapp.settings import Settings

__all__ = ["clock", "make_scene", "scene"]

SLOW = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
UNSENT = "Not sent yet – kept on this device"
IS_SAVED = re.compile(r"Saved \d")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True),
]


class Phone:
    """Somebody's phone with scripts, on a line that can be slow and can be cut."""

    def __init__(self, context: BrowserContext, scene: Scene, base_url: str) -> None:
        self.context, self.scene, self.base_url = context, scene, base_url
        self.new_page()

    def new_page(self) -> None:
        self.page = self.context.new_page()
        self.network = self.context.new_cdp_session(self.page)
        self.network.send("Network.enable")

    def come_in(self) -> None:
        self.page.goto(self.base_url + self.scene.link)
        self.press("Continue")
        self.page.locator('[name="code"]').fill(self.scene.code())
        self.press("Continue")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.base_url}{self.scene.invitation}/{path}")

    def press(self, text: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=text).first.click()

    def type(self, question: str, text: str) -> None:
        self.page.locator(f'[name="q.{question}"]').fill(text)

    def holds(self, question: str) -> str:
        return self.page.locator(f'[name="q.{question}"]').input_value()

    def keeps(self) -> int:
        """How many pages' typing the device keeps."""
        count: int = self.page.evaluate("window.localStorage.length")
        return count

    def head_says(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("#saved")).to_contain_text(text, timeout=20_000)

    def line_says(self, text: str) -> None:
        expect(self.page.locator("#saving")).to_contain_text(text, timeout=20_000)

    def line(self, *, cut: bool) -> None:
        self.network.send("Network.emulateNetworkConditions", {"offline": cut, **SLOW})


@pytest.fixture
def phones(
    browser: Browser, live_app: Erkin, scene: Scene, settings: Settings
) -> Iterator[list[Phone]]:
    """Two phones at one questionnaire."""
    size: Any = {"width": 320, "height": 640}
    contexts = [browser.new_context(viewport=size) for _ in range(2)]
    yield [Phone(context, scene, settings.public_base_url) for context in contexts]
    for context in contexts:
        context.close()


def test_on_a_slow_line_that_is_cut_twice_nothing_is_lost(
    phones: list[Phone], scene: Scene
) -> None:
    phone = phones[0]
    phone.come_in()
    phone.open("workforce/1")
    phone.line(cut=False)
    phone.type("workers_total", "200")
    phone.head_says(IS_SAVED)
    assert scene.answers() == {"workers_total": 200}

    phone.line(cut=True)
    phone.type("workers_agency", "12")
    phone.head_says(UNSENT)
    check_page(phone.page)
    phone.page.get_by_role("button", name="Save and continue").click()
    phone.line_says("We send it when the line is back")
    phone.line(cut=False)
    phone.line_says("What was kept on this device is saved now")
    assert scene.answers() == {"workers_total": 200, "workers_agency": 12}

    phone.page.route("**/autosave", lambda route: lose_the_answer(phone.page, route))
    phone.type("workers_foreign", "3")
    phone.head_says(UNSENT)
    phone.type("workers_foreign", "30")
    phone.type("workers_temporary", "about 5")
    phone.page.close()

    phone.new_page()
    phone.open("workforce/1")
    phone.line_says("What was kept on this device is saved now")
    phone.line_says("Something on this page is not saved yet")
    assert phone.holds("workers_temporary") == "about 5"
    phone.press("Save and continue")
    assert phone.page.title().startswith("Error:")
    phone.type("workers_temporary", "5")
    phone.press("Save and continue")
    counted = {"workers_total": 200, "workers_agency": 12}
    assert scene.answers() == {**counted, "workers_foreign": 30, "workers_temporary": 5}
    assert phone.keeps() == 0


def lose_the_answer(page: Page, route: Route) -> None:
    """The request arrives, its answer does not."""
    route.fetch()
    route.abort()
    page.unroute("**/autosave")


def test_two_people_at_one_answer_see_both_and_lose_none(phones: list[Phone], scene: Scene) -> None:
    one, two = phones
    for phone in phones:
        phone.come_in()
        phone.open("hours/1")
    one.type("hours_max", "60")
    one.head_says(IS_SAVED)
    two.type("hours_regular", "48")
    two.type("hours_max", "72")
    two.line_says("Somebody else changed an answer on this page")
    two.page.get_by_role("link", name="Show both answers").click()
    check_page(two.page)
    assert scene.answers() == {"hours_max": 60, "hours_regular": 48}
    expect(two.page.get_by_label(re.compile("^60"))).to_be_visible()
    assert two.holds("hours_max") == "72"
    two.page.locator('[name="keep.hours_max"][value="mine"]').check()
    two.press("Save and continue")
    assert scene.answers() == {"hours_max": 72, "hours_regular": 48}


def test_a_declined_question_cannot_be_answered_at_the_same_time(
    phones: list[Phone], scene: Scene
) -> None:
    phone = phones[0]
    phone.come_in()
    phone.open("workforce/1")
    phone.type("workers_total", "200")
    phone.head_says(IS_SAVED)
    phone.page.locator("summary", has_text="I would rather not answer").first.click()
    reason = phone.page.locator('[name="declined.workers_total"]')
    reason.select_option("confidential")
    expect(phone.page.locator('[name="q.workers_total"]')).to_be_disabled()
    phone.press("Save and continue")
    assert scene.answers() == {"workers_total": None}
    phone.open("workforce/1")
    reason.select_option("")
    phone.type("workers_total", "210")
    phone.press("Save and continue")
    assert scene.answers() == {"workers_total": 210}


def test_a_row_that_could_not_be_sent_is_there_when_its_page_is_opened_again(
    phones: list[Phone], scene: Scene
) -> None:
    phone = phones[0]
    phone.come_in()
    row = "site/4/inputs/new"
    phone.open(row)
    phone.page.locator('[name="q.inputs.1.material"]').select_option("cotton")
    phone.line(cut=True)
    phone.page.get_by_role("button", name="Save this row").click()
    phone.line_says("What you typed is kept on this device")
    check_page(phone.page)
    phone.page.close()

    phone.new_page()
    phone.open(row)
    phone.line_says("What you typed here is not saved yet")
    assert phone.holds("inputs.1.material") == "cotton"
    phone.type("inputs.1.supplier", "A gin")
    phone.press("Save and add another")
    assert scene.answers() == {"inputs": [{"material": "cotton", "supplier": "A gin"}]}
    assert phone.holds("inputs.2.material") == ""
    assert phone.keeps() == 0

    phone.type("inputs.2.supplier", "A mill")
    phone.page.reload()
    assert phone.holds("inputs.2.supplier") == "A mill"
    phone.press("Save this row")
    assert [each.get("supplier") for each in scene.answers()["inputs"]] == ["A gin", "A mill"]
    assert phone.keeps() == 0

    phone.open(row)
    phone.type("inputs.3.supplier", "A third")
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Back without saving").click()
    phone.open(row)
    assert phone.holds("inputs.3.supplier") == ""


def test_a_declaration_that_could_not_be_sent_is_there_when_its_page_is_opened_again(
    phones: list[Phone], scene: Scene
) -> None:
    phone = phones[0]
    phone.come_in()
    scene.story.answer(scene.scope, {"policy": "yes"})
    phone.open("check")
    phone.page.locator('[name="name"]').fill("Aigul Invented")
    phone.page.locator('[name="role"]').fill("HR manager")
    for tick in ("leave_open", "agree"):
        phone.page.locator(f'[name="{tick}"]').check()
    phone.line(cut=True)
    phone.page.get_by_role("button", name="Send the answers").click()
    phone.line_says("What you typed is kept on this device")
    phone.page.close()

    phone.new_page()
    phone.open("check")
    phone.line_says("What you typed here is not sent yet")
    assert phone.page.locator('[name="role"]').input_value() == "HR manager"
    assert phone.page.locator('[name="agree"]').is_checked()
    scene.story.answer(scene.scope, {"training": "yes"})
    phone.open("check")
    assert phone.page.locator('[name="name"]').input_value() == "Aigul Invented"
    assert not phone.page.locator('[name="agree"]').is_checked()
    for tick in ("leave_open", "agree"):
        phone.page.locator(f'[name="{tick}"]').check()
    phone.press("Send the answers")
    assert phone.page.url.endswith("/receipt")
    assert phone.keeps() == 0
