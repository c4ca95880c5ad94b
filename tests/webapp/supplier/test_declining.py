"""“I would rather not answer this”: a reason in place of an answer; unknown, and never “no”."""

import json
import re
from typing import Any

import pytest

from assessments.responses import queries as responses
from assessments.responses.declining import Declined, declined_of
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

PAGE = "treatment/1"
REASON = {"declined.threats": "endangers", "declined.threats.words": "The foreman reads this"}


def decline(scene: Scene, person: Person, **more: str) -> Page:
    return person.press(scene.page(person, PAGE), {**REASON, **more}, holding="v.threats")


def reasons(scene: Scene) -> dict[str, str | None]:
    with scene.database.reading(scene.scope) as session:
        answers = responses.my_answers(session, scene.scope)
        return {key: answer.declined for key, answer in answers.items()}


def sealed(scene: Scene) -> dict[str, Any]:
    with scene.app.app_context():
        snapshot = json.loads(scene.story.submit(scene.scope).submission.snapshot)
    return {answer["question"]: answer for answer in snapshot["answers"]}


@pytest.mark.parametrize("declined", [Declined("forbidden"), Declined("other", "a: b")])
def test_a_reason_comes_back_as_it_was_kept(declined: Declined) -> None:
    assert declined_of(declined.text) == declined


def test_a_reason_is_kept_beside_an_answer_without_value(scene: Scene) -> None:
    person = scene.inside()
    decline(scene, person)
    assert reasons(scene) == {"threats": "endangers: The foreman reads this"}
    assert scene.answers() == {"threats": None}
    form = scene.page(person, PAGE).form("v.threats")
    assert form.fields["declined.threats"] == ["endangers"]
    assert form.fields["declined.threats.words"] == ["The foreman reads this"]


def test_every_question_of_a_page_can_be_declined(scene: Scene) -> None:
    person = scene.inside()
    for path in ("site/1", "hours/1", "recruitment/2"):
        form = scene.page(person, path).form("csrf_token")
        asked = {name.removeprefix("v.") for name in form.fields if name.startswith("v.")}
        assert asked == {
            name.split(".")[1] for name in form.offered if name.startswith("declined.")
        }


def test_own_words_alone_are_a_reason_and_another_reason_needs_words(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, PAGE)
    again = person.press(page, {"declined.threats": "other"}, holding="v.threats")
    assert again.status == 422
    assert "Say in a few words why" in again.text
    words = {"declined.threats": "", "declined.threats.words": "We do not know you"}
    person.press(again, words, holding="v.threats")
    assert reasons(scene) == {"threats": "other: We do not know you"}


@pytest.mark.parametrize("words", ["x" * 201, "\x00" + "y" * 300])
def test_words_that_are_too_long_are_told_and_shown_again(scene: Scene, words: str) -> None:
    person = scene.inside()
    again = decline(scene, person, **{"declined.threats.words": words})
    assert again.status == 422
    assert "Shorten this to 200 characters" in again.text
    assert reasons(scene) == {}


def test_a_reason_that_nobody_offered_is_refused_in_words(scene: Scene) -> None:
    again = decline(scene, scene.inside(), **{"declined.threats": "revenge"})
    assert again.status == 422
    assert "Choose a reason from the list" in again.text


def test_an_answer_that_is_given_later_takes_the_place_of_the_reason(scene: Scene) -> None:
    person = scene.inside()
    decline(scene, person)
    person.press(scene.page(person, PAGE), {"q.threats": "none"}, holding="v.threats")
    assert (scene.answers(), reasons(scene)) == ({"threats": ["none"]}, {"threats": None})


def test_a_reason_takes_the_place_of_a_stored_answer(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"workers_total": 200})
    page = scene.page(person, "workforce/1")
    person.press(page, {"declined.workers_total": "confidential"}, holding="v.workers_total")
    assert scene.answers() == {"workers_total": None}


def test_a_typed_answer_and_a_new_reason_are_both_shown_again(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "workforce/1")
    both = {"q.workers_total": "200", "declined.workers_total": "confidential"}
    again = person.press(page, both, holding="v.workers_total")
    assert again.status == 422
    assert "Keep one of the two" in again.text
    fields = again.form("v.workers_total").fields
    assert (fields["q.workers_total"], fields["declined.workers_total"]) == (
        ["200"],
        ["confidential"],
    )
    assert scene.answers() == {}


def test_a_declined_question_is_dealt_with_and_listed_before_sending(scene: Scene) -> None:
    person = scene.inside()
    decline(scene, person)
    assert "1 declined" in scene.page(person, "tasks").text
    check = scene.page(person, "check")
    assert "You declined 1 question" in check.text
    assert "Declined: It could harm a person. The foreman reads this" in check.text
    assert "threats" not in check.form("open").fields["open"][0].split()
    assert "violence" in check.form("open").fields["open"][0].split()


def test_it_is_sealed_without_value_and_shown_as_sent(scene: Scene) -> None:
    person = scene.inside()
    decline(scene, person)
    (answer,) = [one for key, one in sealed(scene).items() if key == "threats"]
    assert (answer["value"], answer["declined"]) == (None, "endangers: The foreman reads this")
    assert "Declined: It could harm a person." in scene.page(person, "sent").text


def test_what_was_not_declined_is_sealed_as_before(scene: Scene) -> None:
    scene.inside()
    scene.story.answer(scene.scope, {"threats": ["none"]})
    assert "declined" not in sealed(scene)["threats"]


def test_a_list_with_rows_is_not_declined_away(scene: Scene) -> None:
    person = scene.inside()
    listed = {"workers_agency": 12, "agents": [{"name": "Example Manpower"}]}
    scene.story.answer(scene.scope, {"channels": ["licensed_agency"], **listed})
    page = scene.page(person, "recruitment/2")
    assert "declined.agents" not in page.form("v.agents").fields


@pytest.mark.parametrize(("kept", "answer"), [("reason", None), ("answer", "yes")])
def test_a_pressed_button_and_a_new_reason_ask_which_to_keep(
    scene: Scene, kept: str, answer: str | None
) -> None:
    person = scene.inside()
    both = {"q.policy": "yes", "declined.policy": "other", "declined.policy.words": "Not asked"}
    again = person.press(scene.page(person, "management/1"), both, holding="v.policy")
    assert (again.status, "Keep one of the two" in again.text) == (422, True)
    assert scene.answers() == {}
    person.press(again, {"either.policy": kept}, holding="v.policy")
    assert scene.answers()["policy"] == answer


def test_a_reason_typed_on_an_old_page_of_a_table_is_not_lost(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"channels": ["licensed_agency"]})
    old = scene.page(person, "recruitment/2")
    row = scene.page(person, "recruitment/2/agents/new")
    person.press(row, {"q.agents.1.name": "Agent"}, holding="v.agents")
    reason = {"declined.agents": "other", "declined.agents.words": "Our own reason"}
    both = person.press(old, reason, holding="v.agents")
    assert (both.status, "Our own reason" in both.text, "Agent" in both.text) == (412, True, True)
    assert scene.answers()["agents"] == [{"name": "Agent"}]
    person.press(both, {"keep.agents": "mine"}, holding="v.agents")
    assert reasons(scene)["agents"] == "other: Our own reason"


def test_answered_not_known_and_declined_add_up(scene: Scene) -> None:
    person = scene.inside()
    decline(scene, person)
    scene.story.answer(scene.scope, {"policy": "yes", "training": "dont_know"})
    tasks = scene.page(person, "tasks").text
    assert re.search(r"1 of \d+ answered, 1 with “Don’t know”", tasks)
    assert re.search(r"0 of \d+ answered, 1 declined", tasks)
    assert scene.story.invitation_of(scene.company, scene.campaign).answered_count == 1
