"""Pages with questions: saving, going on, routing, problems, two people at one answer."""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

import pytest

from assessments.library import queries as library
from questionnaires.library import load
from questionnaires.words import load_words
from tests.webapp.supplier.conftest import Scene

CORE = load("forced-labour-core", "2026.1")
WORDS = load_words("forced-labour-core", "2026.1")
EVERYTHING_ASKED: Mapping[str, Any] = {
    "site_country": "CHN",
    "workers_foreign": 40,
    "workers_agency": 12,
    "workers_total": 240,
    "under18": 2,
    "channels": ["licensed_agency"],
    "agents": [{"name": "Example Manpower"}],
    "fees_paid": "some",
    "id_documents": "employer_on_request",
    "housing": "mandatory",
    "grievance": "partly",
    "grievances_12m": 3,
}


def test_an_answer_is_saved_and_the_next_page_follows(scene: Scene) -> None:
    person = scene.inside()
    assert "0 of 10 sections complete" in scene.page(person, "tasks").text
    first = scene.page(person, "site/1")
    after = person.press(first, {"q.site_country": "UZB"}, holding="q.site_country")
    assert after.path.endswith("/site/2")
    again = scene.page(person, "site/1")
    assert again.form("q.site_country").fields["q.site_country"] == ["UZB"]
    assert "Saved 09:00 UTC" in again.text


def test_every_question_of_the_questionnaire_has_its_page(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, EVERYTHING_ASKED)
    seen: set[str] = set()
    for section in CORE.sections:
        for number in range(1, len(section.pages) + 1):
            page = scene.page(person, f"{section.id}/{number}")
            assert page.path.endswith(f"{section.id}/{number}")
            fields = page.form(f"v.{section.pages[number - 1][0]}").fields
            seen |= {name.removeprefix("v.") for name in fields if name.startswith("v.")}
    assert seen == set(CORE.questions)


def test_every_question_can_be_answered_with_dont_know(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, EVERYTHING_ASKED)
    for section in CORE.sections:
        for number, keys in enumerate(section.pages, start=1):
            form = scene.page(person, f"{section.id}/{number}").form(f"v.{keys[0]}")
            for key in keys:
                values = form.offered.get(f"q.{key}", [])
                offered = "dont_know" in values or f"q.{key}.dont_know" in form.offered
                assert offered or key == "agents"  # there a row is listed already


def test_why_we_ask_is_one_press_away(scene: Scene) -> None:
    page = scene.page(scene.inside(), "workforce/1").text
    assert page.count('<details class="why">') == 5
    assert WORDS.question("workers_total").why in page


def test_missing_answers_do_not_stop_anyone(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "workforce/1")
    assert person.press(page, holding="v.workers_total").path.endswith("/workforce/3")
    last = scene.page(person, "treatment/1")
    assert person.press(last, holding="v.threats").path.endswith("/tasks")


def test_a_problem_stands_beside_the_field_and_in_the_summary(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "workforce/1")
    typed = {"q.workers_total": "about 200", "q.workers_agency": "12"}
    again = person.press(page, typed, holding="q.workers_total")
    assert again.status == 422
    assert "<title>Error: Workforce" in again.text
    message = "Enter a whole number, such as 120"
    assert f'<a href="#q.workers_total">{message}</a>' in again.text
    assert re.search(rf'id="q.workers_total-problem">.*{message}', again.text)
    fields = again.form("q.workers_total").fields
    assert fields["q.workers_total"] == ["about 200"]
    assert fields["q.workers_agency"] == ["12"]


def test_a_wrong_answer_does_not_keep_the_others_of_its_page_from_being_saved(
    scene: Scene,
) -> None:
    person = scene.inside()
    page = scene.page(person, "workforce/1")
    typed = {"q.workers_total": "about 200", "q.workers_agency": "12"}
    again = person.press(page, typed, holding="q.workers_total")
    assert "Your other answers on this page are saved" in again.text
    assert scene.answers() == {"workers_agency": 12}
    after = person.press(again, {"q.workers_total": "200"}, holding="q.workers_total")
    assert after.status == 200
    assert scene.answers() == {"workers_agency": 12, "workers_total": 200}


def test_the_choice_that_stands_alone_is_named_in_words(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "movement/2")
    both = {"q.guards": ["none", "armed_guards"]}
    again = person.press(page, both, holding="q.guards")
    assert f"Choose “{WORDS.choice('guards', 'none')}” alone" in again.text


def test_a_changed_gateway_keeps_answers_and_says_that_they_do_not_count(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"workers_foreign": 5, "fees_paid": "some"})
    page = scene.page(person, "workforce/1")
    person.press(page, {"q.workers_foreign": "0"}, holding="q.workers_foreign")
    question = WORDS.question("fees_paid").text
    for path in ("workforce/1", "tasks", "check"):
        told = scene.page(person, path).text
        assert "kept but not counted" in told
        assert question in told
    again = scene.page(person, "workforce/1")
    person.press(again, {"q.workers_foreign": "5"}, holding="q.workers_foreign")
    answered = scene.page(person, "recruitment/4").form("q.fees_paid").fields
    assert answered["q.fees_paid"] == ["some"]


def test_a_page_without_questions_leads_to_the_list(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"workers_foreign": 0, "workers_agency": 0})
    page = scene.page(person, "recruitment/4")
    assert page.path.endswith("/tasks")
    assert "make these questions unnecessary" in page.text


@pytest.fixture
def one_page_for_grievances(monkeypatch: pytest.MonkeyPatch) -> None:
    """The questionnaire with a gateway and what it decides on one page."""
    sections = tuple(
        dataclasses.replace(each, pages=(tuple(key for page in each.pages for key in page),))
        if each.id == "voice"
        else each
        for each in CORE.sections
    )
    changed = dataclasses.replace(CORE, sections=sections)
    monkeypatch.setattr(library, "questionnaire", lambda _session, _version: changed)


@pytest.mark.usefixtures("one_page_for_grievances")
def test_a_page_that_grows_by_an_answer_is_shown_again_and_says_so(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "voice/1")
    assert "q.grievance_quality" not in page.form("q.grievance").offered
    again = person.press(page, {"q.grievance": "yes"}, holding="q.grievance")
    assert again.path.endswith("/voice/1")
    assert "2 more questions on this page" in again.text
    assert "q.grievance_quality" in again.form("q.grievance").offered
    assert person.press(again, holding="q.grievance").path.endswith("/tasks")


def test_two_people_at_one_answer_see_both(scene: Scene) -> None:
    one, two = scene.inside(), scene.person()
    scene.clock.moment = scene.clock.moment.replace(minute=30)
    scene.enter(two)
    first, second = scene.page(one, "hours/1"), scene.page(two, "hours/1")
    one.press(first, {"q.hours_max": "60"}, holding="q.hours_max")
    scene.clock.moment = scene.clock.moment.replace(minute=31)
    typed = {"q.hours_max": "72", "q.hours_regular": "48"}
    both = two.press(second, typed, holding="q.hours_max")
    assert both.status == 412
    assert "<title>Error:" in both.text
    assert re.search(r">60<.*Saved by you, in another window or on another device on", both.text)
    assert "2 November 2026, 09:30 (UTC)" in both.text
    stored = scene.page(one, "hours/1").form("q.hours_max").fields
    assert stored["q.hours_max"] == ["60"]
    assert stored["q.hours_regular"] == ["48"]

    undecided = two.press(both, holding="q.hours_max")
    assert undecided.status == 422
    assert "Choose which of the two answers to keep" in undecided.text
    assert undecided.form("q.hours_max").fields["q.hours_max"] == ["72"]

    mine = two.press(undecided, {"keep.hours_max": "mine"}, holding="q.hours_max")
    assert mine.path.endswith("/hours/2")
    stored = scene.page(one, "hours/1").form("q.hours_max").fields
    assert stored["q.hours_max"] == ["72"]
    assert stored["q.hours_regular"] == ["48"]


def test_what_somebody_else_answered_meanwhile_is_no_conflict_where_nothing_was_typed(
    scene: Scene,
) -> None:
    person = scene.inside()
    page = scene.page(person, "hours/1")
    scene.story.answer(scene.scope, {"hours_max": 60})
    after = person.press(page, {"q.hours_regular": "48"}, holding="q.hours_max")
    assert after.status == 200
    assert scene.answers() == {"hours_max": 60, "hours_regular": 48}


def test_the_saved_answer_can_be_kept(scene: Scene) -> None:
    one, two = scene.inside(), scene.inside()
    first, second = scene.page(one, "hours/1"), scene.page(two, "hours/1")
    one.press(first, {"q.rest_day": "one_in_7"}, holding="q.rest_day")
    both = two.press(second, {"q.rest_day": "less", "q.hours_max": "50"}, holding="q.rest_day")
    assert both.status == 412
    two.press(both, {"keep.rest_day": "theirs"}, holding="q.rest_day")
    stored = scene.page(one, "hours/1").form("q.rest_day").fields
    assert stored["q.rest_day"] == ["one_in_7"]
    assert stored["q.hours_max"] == ["50"]


def test_a_page_of_chinese_regions_offers_them_as_a_list(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"site_country": "CHN"})
    page = scene.page(person, "site/2")
    assert {"CN-XJ", "other"} <= set(page.form("q.site_region").offered["q.site_region"])
    person.press(page, {"q.site_region": "CN-XJ"}, holding="q.site_region")
    kept = scene.page(person, "site/2").form("q.site_region").fields
    assert kept["q.site_region"] == ["CN-XJ"]
