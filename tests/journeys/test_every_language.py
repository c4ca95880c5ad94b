"""Every page that a supplier can meet, in every language: accessible, and no wider than a phone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.looking import check_page
from tests.journeys.walking import QUESTIONNAIRE, Walk
from tests.webapp.supplier.conftest import Scene, clock, make_scene, scene
from webapp.demo.cast import players
from webapp.languages import SPOKEN

__all__ = ["clock", "make_scene", "scene"]

PHONE: Any = {"width": 320, "height": 640}
ANSWERS = players(QUESTIONNAIRE)[0].answers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True),
]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def walk(scene: Scene) -> Walk:
    person = scene.inside()
    scene.story.answer(scene.scope, ANSWERS)
    invitation = scene.story.invitation_of(scene.company, scene.campaign).public_id
    return Walk(scene.app, person.client, invitation, scene.token)


def test_every_page_in_every_language(phone: Page, walk: Walk, scene: Scene) -> None:
    before: set[str] = set()
    for tag in SPOKEN:
        walk.in_language(tag)
        shown = dict([*walk.pages(), walk.one_of_each_kind()])
        before |= set(shown)
        look_at(phone, walk, tag, shown)
    assert len(before) > 10
    scene.story.score(scene.company, scene.story.submit(scene.scope))
    for tag in SPOKEN:
        walk.in_language(tag)
        new = {path: body for path, body in walk.pages() if path not in before}
        assert len(new) >= 3
        look_at(phone, walk, tag, new)


def look_at(phone: Page, walk: Walk, tag: str, shown: dict[str, str]) -> None:
    for path, body in shown.items():
        assert f'<html lang="{tag}" dir="ltr"' in body, path
        walk.show(phone, path, body)
        check_page(phone, strictly=True)
