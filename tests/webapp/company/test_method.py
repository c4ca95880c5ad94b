"""The room of the method: an overlay, its trial, the decision, and what the pages tell of it."""

import pytest

from assessments.people import roles
from tests.overlays import overlay
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person

NEW = "/company/method/overlays/new"


@pytest.fixture
def admin(firm: Firm) -> Person:
    return firm.person(roles.COMPANY_ADMIN)


def published(admin: Person) -> str:
    page = admin.press(admin.get(NEW), {"source": overlay().decode()}, holding="source")
    assert "There is no policy" in page.text
    return page.text


def test_an_overlay_is_published_tried_and_adopted(firm: Firm, admin: Person) -> None:
    old = firm.answered(firm.supplier("Invented Mill"), policy="no")
    published(admin)
    trial = admin.press(admin.get("/company/method"), {}, holding="ruleset")
    assert "Running" in trial.text
    firm.work()
    trial = admin.get(trial.path)
    assert "There is no policy" in trial.text
    mover = admin.get(f"{trial.path}/movers/{old.public_id}")
    assert "C-POLICY" in mover.text
    assert "Is written when the method is adopted" in mover.text
    csv = admin.get(f"{trial.path}/movers.csv")
    assert "Invented Mill" in csv.text

    asked = admin.get(f"{trial.path}/adopt")
    assert "Tick the box" in admin.press(asked, {}, holding="sure").text
    adopted = admin.press(asked, {"sure": "yes"}, holding="sure")
    assert "Adopted" in adopted.text
    firm.work()
    assert "invented-retail 1 (overlay)" in admin.get("/company/method").text
    assert "Open the result" in admin.get(f"{trial.path}/movers/{old.public_id}").text


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
def test_a_wrong_overlay_comes_back_with_every_problem_and_its_text(
    firm: Firm, admin: Person
) -> None:
    wrong = overlay().decode().replace("policy == 'no'", "polici == 'no'").replace("A-VOICE", "A-X")
    page = admin.press(admin.get(NEW), {"source": wrong}, holding="source")
    assert page.status == 422
    assert "polici" in page.text
    assert "A-X" in page.text
    assert "nothing was published" in page.text
    assert "There is no policy" in page.text


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
def test_who_only_reads_sees_the_method_and_cannot_try_another(firm: Firm, viewer: Person) -> None:
    page = viewer.get("/company/method")
    assert "forced-labour 2026.1" in page.text
    assert "Start the trial" not in page.text
    assert viewer.get(NEW).status in (403, 404)
