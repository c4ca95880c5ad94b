"""One questionnaire, several people, several languages."""

import re

import pytest
from sqlalchemy import select, update

from assessments.campaigns.models import Invitation
from assessments.work.models import Mail
from questionnaires.messages import MESSAGES
from questionnaires.words import load_words
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person
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


def subject(scene: Scene, address: str) -> str:
    """That of the newest mail to somebody."""
    with scene.database.reading() as session:
        newest = select(Mail.subject).where(Mail.to_address == address).order_by(Mail.id.desc())
        return session.scalars(newest.limit(1)).one()


def said(text: str, tag: str) -> str:
    """The beginning of a text in a language, up to what is put into it."""
    return translations(tag).gettext(text).split("%(", 1)[0]


CODE_MAIL = "Your code for the questionnaire: %(code)s"


def enter(scene: Scene, link: str, address: str) -> Person:
    """Somebody who has come in by a link."""
    person = scene.person()
    form = person.press(person.get(link))
    person.press(form, {"code": scene.story.mailed(CODE)[address]}, holding="code")
    return person


def test_the_code_comes_in_the_language_chosen_before_it_was_asked_for(kyrgyz: Scene) -> None:
    person = kyrgyz.person()
    person.press(person.get(f"{kyrgyz.link}?page_language=uz"))
    assert subject(kyrgyz, kyrgyz.address).startswith(said(CODE_MAIL, "uz"))


def test_a_colleague_and_who_asked_them_are_each_written_to_as_they_chose(kyrgyz: Scene) -> None:
    asker = enter(kyrgyz, kyrgyz.link, kyrgyz.address)
    form = kyrgyz.page(asker, "people/ask?section=site&page_language=ru")
    wanted = {"name": "Aman", "email": "aman@supplier.example", "language": "tk"}
    asker.press(form, wanted, holding="email")
    token = kyrgyz.story.mailed(r"/i/([\w-]{43})")[wanted["email"]]
    helper = enter(kyrgyz, f"/i/{token}?page_language=kk", wanted["email"])
    assert subject(kyrgyz, wanted["email"]).startswith(said(CODE_MAIL, "kk"))
    helper.press(kyrgyz.page(helper, "check"), action=f"{kyrgyz.invitation}/finish")
    done = "A colleague has finished: the questionnaire of %(company)s"
    assert subject(kyrgyz, kyrgyz.address).startswith(said(done, "ru"))


def test_only_what_is_done_keeps_a_language_and_looking_does_not(kyrgyz: Scene) -> None:
    person = enter(kyrgyz, kyrgyz.link, kyrgyz.address)
    kyrgyz.page(person, "tasks?page_language=ru")
    with kyrgyz.database.reading(kyrgyz.company) as session:
        assert session.scalars(select(Invitation.language)).one() == "ky"


def test_what_is_done_in_the_language_of_the_invitation_changes_it_for_no_browser(
    kyrgyz: Scene,
) -> None:
    person = enter(kyrgyz, kyrgyz.link, kyrgyz.address)
    page = kyrgyz.page(person, "site/1")
    person.press(page, {"q.site_country": "UZB"}, holding="q.site_country")
    with kyrgyz.database.reading(kyrgyz.company) as session:
        assert session.scalars(select(Invitation.language)).one() == "ky"
