"""What a script saves while somebody types: what fits is saved, nothing is overwritten."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from assessments.campaigns import service as asking
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Person

PAGE = "workforce/1"


class Script:
    """The script of a section page that somebody has open."""

    def __init__(self, scene: Scene, person: Person, path: str = PAGE) -> None:
        self.person = person
        self.url = f"{scene.invitation}/{path}/autosave"
        form = scene.page(person, path).form("csrf_token")
        self.token = form.fields["csrf_token"][0]

    def send(self, **fields: str) -> TestResponse:
        """Post fields; `_` in a name stands before the question's key, as in q_workers_total."""
        named = {name.replace("_", ".", 1): text for name, text in fields.items()}
        sent = {"csrf_token": self.token, **named}
        return self.person.client.post(self.url, data=sent, headers={"Accept": "application/json"})

    def saved(self, **fields: str) -> Any:
        answer = self.send(**fields)
        assert answer.status_code == 200
        return answer.get_json()


@pytest.fixture
def script(scene: Scene) -> Script:
    return Script(scene, scene.inside())


def test_an_answer_is_saved_and_its_version_comes_back(scene: Scene, script: Script) -> None:
    first = script.saved(q_workers_total="200", v_workers_total="0")
    assert first["versions"] == {"workers_total": 1}
    assert first["saved_at"] == scene.clock.moment.isoformat()
    again = script.saved(q_workers_total="210", v_workers_total="1")
    assert again["versions"] == {"workers_total": 2}
    assert scene.answers() == {"workers_total": 210}


def test_what_was_sent_twice_is_saved_once(scene: Scene, script: Script) -> None:
    for _ in range(2):
        told = script.saved(q_workers_total="200", v_workers_total="0")
        assert told["versions"] == {"workers_total": 1}


def test_a_wrong_answer_is_named_and_the_others_are_saved(scene: Scene, script: Script) -> None:
    told = script.saved(q_workers_total="about 200", q_workers_agency="12")
    assert told["wrong"] == ["workers_total"]
    assert told["versions"] == {"workers_agency": 1}
    assert scene.answers() == {"workers_agency": 12}


def test_a_newer_answer_of_somebody_else_comes_back_beside_ones_own(
    scene: Scene, script: Script
) -> None:
    scene.story.answer(scene.scope, {"workers_total": 150})
    answer = script.send(q_workers_total="200", v_workers_total="0", q_workers_agency="12")
    assert answer.status_code == 412
    told = answer.get_json()
    (both,) = told["conflicts"]
    assert (both["stored"], both["typed"], both["version"]) == ("150", "200", 1)
    assert both["said"].startswith("Saved by you, in another window")
    assert (told["wrong"], told["versions"]) == ([], {"workers_agency": 1})
    assert scene.answers() == {"workers_total": 150, "workers_agency": 12}


def test_it_says_which_questions_the_answers_lead_to(script: Script) -> None:
    none = script.saved(q_workers_total="200", q_workers_foreign="0")
    some = script.saved(q_workers_foreign="9", v_workers_foreign="1")
    assert set(some["asked"]) >= set(none["asked"])
    assert "workers_total" in none["asked"]


def test_without_the_token_of_the_form_nothing_is_saved(scene: Scene, script: Script) -> None:
    script.token = "forged"
    assert script.send(q_workers_total="200").status_code == 400
    assert scene.answers() == {}


def test_fields_that_no_such_form_has_are_refused(scene: Scene, script: Script) -> None:
    assert script.send(q_policy="yes").status_code == 422
    assert script.send(evil="1").status_code == 422
    assert scene.answers() == {}


def test_another_supplier_finds_nothing_there(
    scene: Scene, make_scene: Callable[..., Scene], script: Script
) -> None:
    other = make_scene("Other Retail", "Other Gloves")
    script.url = f"{other.invitation}/{PAGE}/autosave"
    assert script.send(q_workers_total="200").status_code == 404


def test_after_the_session_has_ended_it_says_so_and_holds_nothing(
    scene: Scene, script: Script
) -> None:
    scene.clock.pass_by(timedelta(minutes=61))
    answer = script.send(q_workers_total="200")
    assert answer.status_code == 401
    assert scene.held() == []


def test_sealed_answers_are_said_to_be_sealed(scene: Scene, script: Script) -> None:
    with scene.app.app_context():
        scene.story.submit(scene.scope)
    answer = script.send(q_workers_total="200")
    assert answer.status_code == 409
    assert "cannot be changed any more" in answer.get_json()["told"]


def test_a_withdrawn_invitation_takes_nothing(scene: Scene, script: Script) -> None:
    with scene.database.writing(scene.company) as session:
        invitation = scene.story.invitation_of(scene.company, scene.campaign)
        asking.revoke_invitation(
            session, scene.company, invitation_id=invitation.public_id, now=scene.clock()
        )
    assert script.send(q_workers_total="200").status_code == 401
