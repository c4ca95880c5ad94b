"""A company's own questionnaire, ours with two questions more, through every page around it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.campaigns import service as asking
from assessments.library.own_questionnaires import publish_questionnaire
from assessments.people import roles
from tests.own_questionnaires import checked
from tests.webapp.company.firm import Firm, cases
from tests.webapp.supplier.conftest import Scene

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

SHIFTS, LOCKED = "own_night_shifts", "own_night_locked"
ASKED = {SHIFTS: "How many people work at night?", LOCKED: "Are the doors locked at night?"}
PAGES = ("", "tasks", "check", "people/ask", "papers", "sheet", "talk", "earlier", "not-for-me")


@pytest.fixture
def scene(make_scene: Callable[[], Scene]) -> Scene:
    """A supplier that was asked by the company's own questionnaire."""
    scene = make_scene()
    story, company = scene.story, scene.company
    with scene.database.writing(company) as session:
        row = publish_questionnaire(
            session, company, checked=checked(), now=story.now, ids=story.ids
        )
        campaign = asking.create_campaign(
            session,
            company,
            details=asking.CampaignDetails(
                name="Nights",
                due_on=(story.now + timedelta(days=28)).date(),
                message="Thank you for your time.",
                questionnaire_version=row.public_id,
            ),
            now=story.now,
            ids=story.ids,
        )
    with scene.app.app_context():
        (token,) = story.invite(company, campaign, story.supplier(company, "Invented Nights"))
    return replace(scene, campaign=campaign, token=token, address="inventednights@supplier.example")


def test_the_added_questions_are_asked_saved_and_routed_like_ours(scene: Scene) -> None:
    person = scene.inside()
    for path in PAGES:
        assert scene.page(person, path).status == 200, path
    scene.story.answer(scene.scope, {"workers_total": 9})
    last = scene.page(person, "supply_chain/2")
    assert ASKED[SHIFTS] in last.text
    assert ASKED[LOCKED] in last.text
    assert "[questions." not in last.text
    person.press(last, {f"q.{SHIFTS}": "4", f"q.{LOCKED}": "some"}, holding=f"q.{SHIFTS}")
    assert scene.answers()[SHIFTS] == 4
    assert scene.answers()[LOCKED] == "some"
    scene.story.answer(scene.scope, {"workers_total": 2})
    assert ASKED[LOCKED] not in scene.page(person, "supply_chain/2").text


def test_words_are_in_the_language_of_the_page_and_fall_back(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"workers_total": 9})
    russian = person.get(f"{scene.invitation}/supply_chain/2?page_language=ru").text
    assert "Сколько людей работает ночью?" in russian
    assert "Не знаю" in russian
    assert ASKED[LOCKED] in russian


def test_it_is_sent_scored_and_read_by_the_company_like_ours(scene: Scene) -> None:
    person = scene.inside()
    answers = {**cases()[0]["answers"], SHIFTS: 4}
    with scene.app.app_context():
        scene.story.answer(scene.scope, answers)
        result = scene.story.score(scene.company, scene.story.submit(scene.scope))
    for path in ("receipt", "sent", "sent.pdf", "result", "shared", "sheet/download"):
        assert scene.page(person, path).status in (200, 404), path
    assert ASKED[SHIFTS] in scene.page(person, "sent").text
    firm = Firm(scene.app, scene.story, scene.clock, scene.company, "Invented Retail plc")
    reader = firm.person(roles.COMPANY_ADMIN)
    page = reader.get(f"/company/results/{result.public_id}")
    assert page.status == 200
    links = set(re.findall(rf'href="(/company/results/{result.public_id}/[^"#?]+)', page.text))
    assert links
    for link in links:
        assert reader.client.get(link).status_code in (200, 302, 303, 405), link
    answered = reader.get(f"/company/results/{result.public_id}/answers").text
    assert ASKED[SHIFTS] in answered


def test_the_added_questions_change_no_score(scene: Scene) -> None:
    answers = cases()[0]["answers"]
    scene.inside()
    with scene.app.app_context():
        scene.story.answer(scene.scope, {**answers, SHIFTS: 4})
        own = scene.story.score(scene.company, scene.story.submit(scene.scope))
        campaign = scene.story.campaign(scene.company)
        supplier = scene.story.supplier(scene.company, "Invented Days")
        (token,) = scene.story.invite(scene.company, campaign, supplier)
        respondent = scene.story.enter(token)
        scene.story.answer(respondent, answers)
        ours = scene.story.score(scene.company, scene.story.submit(respondent))
    assert (own.band, own.headline_tenths) == (ours.band, ours.headline_tenths)
