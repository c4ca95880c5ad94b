"""What every journey does on each page: nothing serious for axe, nothing wider than the screen."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

GRAVE = {"serious", "critical"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def check_page(page: Page, *, strictly: bool = False) -> None:
    """Fail for a serious accessibility problem and for a page that scrolls sideways.

    `strictly` fails for any violation, however small its impact.
    """
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    grave = [
        f"{one['id']}: {one['nodes'][0]['html']}"
        for one in found
        if strictly or one["impact"] in GRAVE
    ]
    assert grave == [], f"{page.url}: {grave}"
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0, f"{page.url} is {wider} pixels wider than the screen"


def go(page: Page, control: Locator) -> None:
    """Click what leads to another page, and look at that page once it is there."""
    with page.expect_navigation():
        control.click()
    check_page(page)
