"""Whoever sent answers sees what they add up to, and what would help most."""

import re

import pytest

from assessments.parties.models import Supplier
from assessments.scope import CompanyScope
from assessments.signals.service import note_signal
from tests.webapp.company.firm import cases
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page
from tests.webapp.supplier.test_sizes import MOST_HTML, MOST_IN_ALL, in_all


def after_sending(scene: Scene, case: int) -> Page:
    """The page of a supplier that answered like a case of the ruleset, by way of its receipt."""
    person = scene.inside()
    scene.story.answer(scene.scope, cases()[case]["answers"])
    with scene.app.app_context():
        scene.story.submit(scene.scope)
    receipt = scene.page(person, "receipt")
    (link,) = re.findall(r'href="([^"]+/result)"', receipt.text)
    return person.get(link)


@pytest.mark.parametrize("case", range(6))
def test_it_says_band_confidence_reasons_and_what_helps_and_accuses_nobody(
    scene: Scene, case: int
) -> None:
    page = after_sending(scene, case)
    assert page.status == 200
    for heading in ("How sure this is", "What counted most", "What would help most"):
        assert heading in page.text
    assert "they do not judge you" in page.text
    assert not re.search(r"forced labour (was )?found|guilty|violat", page.text, re.IGNORECASE)
    body = page.response.get_data()
    assert len(body) < MOST_HTML
    assert in_all(body) < MOST_IN_ALL


def test_one_way_of_several_things_is_not_said_to_be_enough_by_each(scene: Scene) -> None:
    page = after_sending(scene, 2)
    assert "all of them are needed" in page.text
    assert "enough by itself" not in page.text
    assert "Once these 2 are done" in page.text
    ways = page.text.split("What would help most")[1].split("What the rules ask")[0]
    assert ways.count("Bring recruiters under control") == 1


def test_open_answers_show_as_a_range_that_asks_and_does_not_blame(scene: Scene) -> None:
    page = after_sending(scene, 5)
    assert "answers are open" in page.text
    assert "Unknown is neither good nor bad." in page.text


def test_nothing_that_the_company_learned_elsewhere_can_be_read(scene: Scene) -> None:
    scope: CompanyScope = scene.company
    invitation = scene.story.invitation_of(scope, scene.campaign)
    before = after_sending(scene, 0).text
    with scene.database.writing(scope) as session:
        supplier = session.get_one(Supplier, invitation.supplier_id)
        note_signal(
            session,
            scope,
            supplier_id=supplier.public_id,
            name="recruiter_says_worker_paid",
            value=True,
            source="An agency",
            learned_on=scene.clock().date(),
            now=scene.clock(),
            ids=scene.story.ids,
        )
    person = scene.inside()
    after = scene.page(person, "result").text
    assert "Agency" not in after
    assert _figures(after) == _figures(before)


def test_before_sending_there_is_no_result_yet(scene: Scene) -> None:
    person = scene.inside()
    assert scene.page(person, "result").path == f"{scene.invitation}/tasks"


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+\.\d", text)
