"""The page on which a firm takes over what it answered before."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
ANSWERS = {
    "site_country": "MYS",
    "activity": "rubber_gloves",
    "workers_total": 120,
    "policy": "yes",
}
FIRST = "Invented Retail plc"


@dataclass
class Again:
    """A firm that answered to one company, inside the questionnaire of another."""

    scene: Scene
    person: Person

    def page(self, path: str = "earlier") -> Page:
        return self.scene.page(self.person, path)

    def take(self, *keys: str, papers: tuple[str, ...] = ()) -> Page:
        chosen = {"take": list(keys), "papers": list(papers)}
        return self.person.press(self.page(), chosen, holding="shown")


def asked_again(make_scene: Callable[..., Scene], after: timedelta) -> Again:
    first = make_scene(FIRST)
    first.inside()
    first.story.answer(first.scope, ANSWERS)
    with first.app.app_context():
        first.story.submit(first.scope)
    first.clock.pass_by(after)
    first.story.now += after
    second = make_scene("Invented Tyres AG")
    return Again(second, second.inside())


@pytest.fixture
def again(make_scene: Callable[..., Scene]) -> Again:
    return asked_again(make_scene, timedelta(days=90))


def test_both_first_pages_say_how_much_was_answered_before(again: Again) -> None:
    for path in ("", "tasks"):
        assert "You answered 4 of these questions before" in again.page(path).text


def test_each_answer_is_shown_with_its_age_and_who_asked_then(again: Again) -> None:
    page = again.page()
    assert page.text.count("Answered 2 months ago, on 2 November 2026") == 4
    assert page.text.count(f"{FIRST} asked then.") == 4
    assert "120" in page.text
    assert set(page.form("shown").fields["take"]) == set(ANSWERS)


def test_what_was_given_for_another_site_says_so_and_is_not_ticked(
    make_scene: Callable[..., Scene],
) -> None:
    almaty = make_scene(FIRST, "Site Almaty")
    almaty.inside()
    almaty.story.answer(almaty.scope, ANSWERS)
    with almaty.app.app_context():
        penang = almaty.story.supplier(almaty.company, "Site Penang", email=almaty.address)
        campaign = almaty.story.campaign(almaty.company, "Second")
        (token,) = almaty.story.invite(almaty.company, campaign, penang)
    almaty.clock.pass_by(timedelta(minutes=11))
    scene = replace(almaty, campaign=campaign, token=token)
    page = scene.page(scene.inside(), "earlier")
    assert page.text.count("Given for Site Almaty.") == len(ANSWERS)
    assert "take" not in page.form("shown").fields


def test_looking_takes_nothing_and_ticking_takes_what_is_ticked(again: Again) -> None:
    again.page()
    assert again.scene.answers() == {}
    told = again.take("policy")
    assert told.path.endswith("/tasks")
    assert "1 answer was taken over." in told.text
    assert "You answered 3 of these questions before" in told.text
    assert again.scene.answers() == {"policy": "yes"}


def test_a_section_gives_what_is_ticked_in_it_and_the_rest_can_still_be_chosen(
    again: Again,
) -> None:
    ticked = {"take": ["site_country", "policy"]}
    left = again.person.press(again.page(), ticked, button=("section", "site"), holding="shown")
    assert again.scene.answers() == {"site_country": "MYS"}
    assert "1 answer was taken over." in left.text
    form = left.form("shown")
    assert form.offered["take"] == ["activity", "workers_total", "policy"]
    assert form.fields["take"] == ["policy"]
    assert again.person.press(left, holding="shown").path.endswith("/tasks")
    assert again.scene.answers() == {"site_country": "MYS", "policy": "yes"}


def test_nothing_ticked_and_nothing_that_was_not_offered_is_refused(again: Again) -> None:
    for take in ([], ["site_city"], ["policy:0"]):
        page = again.person.press(again.page(), {"take": take}, holding="shown")
        assert page.status == 422
        assert "Tick the answers" in page.text
    assert again.scene.answers() == {}


def test_what_was_answered_in_the_meantime_is_shown_again(again: Again) -> None:
    page = again.page()
    again.scene.story.answer(again.scene.scope, {"policy": "no"})
    told = again.person.press(page, {"take": ["policy", "workers_total"]}, holding="shown")
    assert told.status == 409
    assert "in the meantime" in told.text
    assert again.scene.answers() == {"policy": "no"}
    assert told.form("shown").fields["take"] == ["workers_total"]


def test_what_is_older_than_a_year_is_marked_and_not_ticked(
    make_scene: Callable[..., Scene],
) -> None:
    page = asked_again(make_scene, timedelta(days=400)).page()
    assert page.text.count("Older than a year") == 4
    assert page.text.count("Answered 13 months ago") == 4
    assert "take" not in page.form("shown").fields


def test_the_page_is_small_even_when_everything_was_answered(again: Again) -> None:
    assert len(again.page().response.data) < 60_000


def test_no_other_page_names_who_asked_before(again: Again) -> None:
    again.take(*ANSWERS)
    for path in ("", "tasks", "check", "site/1"):
        assert FIRST not in again.page(path).text
