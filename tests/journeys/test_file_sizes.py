"""A file that is too large is refused beside its field, and nothing that was typed is lost."""

import pytest
from playwright.sync_api import FilePayload, expect

from tests.journeys.looking import check_page
from tests.journeys.test_saving import Phone, clock, make_scene, phones, scene
from webapp.security.limits import MEGABYTE

__all__ = ["clock", "make_scene", "phones", "scene"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True),
]


def pdf(size: int) -> FilePayload:
    return FilePayload(name="a.pdf", mimeType="application/pdf", buffer=b" " * size)


def test_a_file_that_is_too_large_is_told_before_it_is_sent(phones: list[Phone]) -> None:
    phone = phones[0]
    phone.come_in()
    phone.open("management/1")
    page = phone.page
    before = page.url
    box = page.locator("input[type=file]").first
    page.locator("details", has=box).first.evaluate("each => { each.open = true; }")
    page.locator("[name='q.policy']").first.check()
    box.set_input_files(pdf(12 * MEGABYTE))
    told = page.get_by_text("What is sent at once may have 10 MB.")
    expect(told).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Save and continue").click()
    expect(box).to_be_focused()
    expect(told).to_have_count(1)
    check_page(page)
    assert page.url == before
    assert page.locator("[name='q.policy']").first.is_checked()
    box.set_input_files(pdf(10))
    expect(told).to_have_count(0)
    assert page.locator("[aria-invalid=true]").count() == 0
