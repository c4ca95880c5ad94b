"""One questionnaire, several people, several languages."""

import re

import pytest
from sqlalchemy import update

from assessments.campaigns.models import Invitation
from questionnaires.messages import MESSAGES
from questionnaires.words import load_words
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page
from webapp.languages.catalogues import translations

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

CODE = r"(?<!\d)(\d{6})(?!\d)"


def language(page: Page) -> str:
    found = re.search(r'<html lang="([^"]+)" dir="ltr"', page.text)
    assert found
    return found.group(1)


@pytest.fixture
def kyrgyz(scene: Scene) -> Scene:
    """The supplier was invited in Kyrgyz."""
    with scene.database.writing(scene.company) as session:
        session.execute(update(Invitation).values(language="ky"))
    return scene


def test_everything_is_in_the_language_of_the_invitation(kyrgyz: Scene) -> None:
    person = kyrgyz.person()
    link = person.get(kyrgyz.link)
    assert language(link) == "ky"
    asked = person.press(link)
    code = kyrgyz.story.mailed(CODE)[kyrgyz.address]
    start = person.press(asked, {"code": code}, holding="code")
    assert language(start) == "ky"
    words = load_words("forced-labour-core", "2026.1", "ky")
    assert words.section("site").task in kyrgyz.page(person, "tasks").text


def test_a_language_chosen_before_the_code_is_kept_behind_it(kyrgyz: Scene) -> None:
    person = kyrgyz.person()
    link = person.get(f"{kyrgyz.link}?page_language=uz-Cyrl")
    assert language(link) == "uz-Cyrl"
    code_page = person.press(link)
    code = kyrgyz.story.mailed(CODE)[kyrgyz.address]
    assert language(person.press(code_page, {"code": code}, holding="code")) == "uz-Cyrl"
    words = load_words("forced-labour-core", "2026.1", "uz-Cyrl")
    assert words.section("site").task in kyrgyz.page(person, "tasks").text


def test_what_is_wrong_is_said_in_the_language_of_the_page(scene: Scene) -> None:
    person = scene.inside()
    scene.page(person, "tasks?page_language=kk")
    page = scene.page(person, "workforce/1")
    told = person.press(page, {"q.workers_total": "about 200"}, holding="q.workers_total")
    assert told.status == 422
    said = translations("kk").gettext(MESSAGES["whole_number"])
    assert said != MESSAGES["whole_number"]
    assert said in told.text


def test_answers_given_in_two_languages_are_one_set_of_answers(scene: Scene) -> None:
    person = scene.inside()
    scene.page(person, "tasks?page_language=ru")
    first = scene.page(person, "site/1")
    person.press(first, {"q.site_country": "UZB"}, holding="q.site_country")
    scene.page(person, "tasks?page_language=tk")
    second = scene.page(person, "workforce/1")
    person.press(second, {"q.workers_total": "240"}, holding="q.workers_total")
    answers = scene.answers()
    assert (answers["site_country"], answers["workers_total"]) == ("UZB", 240)
    check = scene.page(person, "check")
    assert language(check) == "tk"
    assert "Özbegistan" in check.text


def test_a_colleague_is_written_to_and_met_in_their_own_language(scene: Scene) -> None:
    person = scene.inside()
    form = scene.page(person, "people/ask?section=site")
    wanted = {"name": "Aman", "email": "aman@supplier.example", "language": "tk"}
    person.press(form, wanted, holding="email")
    token = scene.story.mailed(r"/i/([\w-]{43})")["aman@supplier.example"]
    assert language(scene.person().get(f"/i/{token}")) == "tk"
    assert language(scene.page(person, "tasks")) == "en"
