"""The look in a real Chromium: narrow and wide, light and dark."""

from collections.abc import Iterator
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.webapp.look.gallery import PAGES

LOOKS = list(product((320, 1280), ("light", "dark")))
SERIOUS = ("serious", "critical")
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth > window.innerWidth"
SMALL_TARGETS = """
() => [...document.querySelectorAll('main .input, main .select, main .choice, main .button')]
  .filter((one) => !one.matches('.button-link, .hidden-visually'))
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 48)
  .map((one) => one.outerHTML)
"""


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, theme = request.param
    made = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_its_screen(page: Page, gallery_url: str, name: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{gallery_url}/{name}")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == []
    assert not page.evaluate(WIDER_THAN_THE_SCREEN)
    assert said == []


@pytest.mark.parametrize("name", ["forms", "questions"])
def test_what_a_supplier_presses_is_large_enough(page: Page, gallery_url: str, name: str) -> None:
    page.goto(f"{gallery_url}/{name}")
    assert page.evaluate(SMALL_TARGETS) == []


def test_the_summary_of_problems_has_the_focus_and_leads_to_the_field(
    page: Page, gallery_url: str
) -> None:
    page.goto(f"{gallery_url}/forms")
    expect(page.locator("#problems")).to_be_focused()
    page.get_by_role("link", name="Write a whole number").click()
    expect(page.locator("[id='workers_total']")).to_be_focused()
    page.get_by_role("link", name="Choose the currency").click()
    expect(page.locator("[id='fee_amount']")).to_be_focused()


def test_company_pages_are_set_in_inter_and_suppliers_pages_load_no_font(
    page: Page, gallery_url: str
) -> None:
    fonts: list[str] = []
    page.on("request", lambda sent: fonts.append(sent.url) if "font" in sent.url else None)
    page.goto(f"{gallery_url}/tasks")
    assert fonts == []
    page.goto(f"{gallery_url}/list")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px Inter', 'Құлан')")
    assert fonts


def test_a_running_job_is_followed_without_loading_the_page(page: Page, gallery_url: str) -> None:
    page.goto(f"{gallery_url}/list")
    expect(page.locator("[data-poll] .progress-words")).to_have_text("12 of 24")
    expect(page.locator("[data-poll] progress")).to_have_js_property("value", 12)


def test_suppliers_pages_stay_light(browser: Browser, gallery_url: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{gallery_url}/tasks")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 249, 245)"
    page.goto(f"{gallery_url}/list")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 24, 25)"
    context.close()
