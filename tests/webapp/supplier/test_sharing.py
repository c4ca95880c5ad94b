"""Who received what, and taking it back with one press."""

import re
from collections.abc import Callable

import pytest

from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
RETAIL, TYRES = "Invented Retail plc", "Invented Tyres AG"


def sent(
    make_scene: Callable[..., Scene], company: str, supplier: str = "Invented Gloves"
) -> Scene:
    scene = make_scene(company, supplier)
    scene.inside()
    scene.story.answer(scene.scope, {"site_country": "MYS", "policy": "yes"})
    with scene.app.app_context():
        scene.story.submit(scene.scope)
    return scene


def inside(scene: Scene) -> tuple[Person, Page]:
    person = scene.person()
    scene.enter(person)
    return person, scene.page(person, "shared")


def test_everything_that_was_sent_is_listed_with_its_receipt(
    make_scene: Callable[..., Scene],
) -> None:
    sent(make_scene, RETAIL)
    _, page = inside(sent(make_scene, TYRES))
    assert page.text.index(TYRES) < page.text.index(f"<h2>{RETAIL}")
    assert page.text.count("2 answers, 0 documents") == 2
    assert page.text.count("Number of your receipt") == 2


def test_one_press_takes_back_from_one_company_and_says_so_before_and_after(
    make_scene: Callable[..., Scene],
) -> None:
    sent(make_scene, RETAIL)
    person, page = inside(sent(make_scene, TYRES))
    (link,) = [part.split('"')[0] for part in page.text.split('href="') if "/withdraw" in part][1:]
    before = person.get(link)
    assert f"Withdraw your answers from {RETAIL}?" in before.text
    assert "You then count as not answered" in before.text
    after = person.press(before, action=link)
    assert f"{RETAIL} no longer sees these answers" in after.text
    assert after.text.count('/withdraw"') == 1
    assert "They were withdrawn on" in person.get(link).text


def test_what_was_withdrawn_can_be_changed_and_sent_again(scene: Scene) -> None:
    scene.inside()
    scene.story.answer(scene.scope, {"policy": "yes"})
    with scene.app.app_context():
        scene.story.submit(scene.scope)
    person, page = inside(scene)
    (link,) = [part.split('"')[0] for part in page.text.split('href="') if "/withdraw" in part]
    person.press(person.get(link), action=link)
    tasks = scene.page(person, "tasks")
    assert tasks.path.endswith("/tasks")
    assert "You withdrew these answers" in tasks.text
    assert "You can change them and send them again." in tasks.text
    assert not re.search("sent 0 questions|sent back|Only these can be changed", tasks.text)
    assert "You withdrew these answers" in scene.page(person, "receipt").text


def test_nobody_sees_or_takes_back_what_another_firm_sent(
    make_scene: Callable[..., Scene],
) -> None:
    theirs = sent(make_scene, RETAIL)
    _, page = inside(theirs)
    (link,) = [part.split('"')[0] for part in page.text.split('href="') if "/withdraw" in part]
    submission = link.split("/shared/")[1]
    stranger = make_scene(TYRES, "Another firm")
    other = stranger.inside()
    assert RETAIL not in stranger.page(other, "shared").text
    assert stranger.page(other, f"shared/{submission}").status == 404
