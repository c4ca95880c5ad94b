"""The first page: why this firm is asked, by when, what to have ready, and what is left out."""

import re
from datetime import date

import pytest

from assessments.campaigns.service import CampaignDetails, create_campaign
from assessments.library import queries as library
from questionnaires.library import CORE, SCREENING, latest
from questionnaires.words import load_words
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Person
from webapp.app import Erkin
from webapp.languages.choice import ARGUMENT
from webapp.supplier.times import local_deadline

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)


def invite(scene: Scene, slug: str, *named: str) -> str:
    """Another campaign of the same company to a new supplier; the first page, signed in."""
    story = scene.story
    supplier = story.supplier(scene.company, f"Firm for {slug}")
    with scene.database.writing(scene.company) as session:
        version = next(row for row in library.questionnaire_versions(session) if row.slug == slug)
        details = CampaignDetails("More", date(2026, 12, 1), "", version.public_id, named)
        campaign = create_campaign(
            session, scene.company, details=details, now=story.now, ids=story.ids
        )
    with scene.app.app_context():
        (token,) = story.invite(scene.company, campaign, supplier)
    scene.address = re.sub("[^a-z]", "", supplier.name.lower()) + "@supplier.example"
    page = scene.enter(scene.person(), f"/i/{token}")
    return page.text


def test_the_sources_are_named_with_year_and_are_said_to_be_silent_about_the_firm(
    scene: Scene,
) -> None:
    text = scene.page(scene.inside(), "").text
    assert re.search(r"Malaysia: [0-9.]+ of 100", text)
    assert re.search(r"Rubber gloves[^:]*: 85 of 100", text)
    assert re.search(r"TIP Report.*\(2025\)", text)
    assert "They say nothing about your firm" in text


def test_publications_keep_their_names_and_what_we_judged_is_said_in_the_language(
    scene: Scene,
) -> None:
    person = scene.inside()
    person.get(f"{scene.invitation}/?{ARGUMENT}=uz-Cyrl")
    text = scene.page(person, "").text
    assert "US State Dept TIP Report 2025" in text
    assert "эксперт баҳоси" in text
    assert "judgement" not in text


def test_the_laws_that_the_company_chose_are_named_with_their_source(scene: Scene) -> None:
    text = invite(scene, CORE, "uk_msa", "own_policy")
    assert "UK Modern Slavery Act 2015, section 54" in text
    assert "Modern Slavery Act 2015 (c. 30), section 54. Source: legislation.gov.uk" in text
    assert "own policy for its suppliers" in text
    assert "Forced Labour Regulation" not in text
    letters = scene.story.mailed(r"asks because of:\n\n?(- UK Modern Slavery Act)")
    assert letters[scene.address]


def test_without_a_chosen_law_none_is_named(scene: Scene) -> None:
    assert "asks because of" not in scene.page(scene.inside(), "").text


def test_the_papers_are_those_that_the_questions_of_this_form_name(scene: Scene) -> None:
    words = load_words(CORE, latest(CORE).version)
    text = scene.page(scene.inside(), "").text
    assert str(words.question("policy").evidence) in text
    assert str(words.question("fee_checks").evidence) not in text
    scene.story.answer(scene.scope, {"workers_foreign": 3})
    assert str(words.question("fee_checks").evidence) in scene.page(_again(scene), "").text


def test_what_is_left_out_is_told_by_the_question_that_decides(scene: Scene) -> None:
    words = load_words(CORE, latest(CORE).version)
    person = scene.inside()
    before = _part(scene.page(person, "").text)
    assert str(words.question("housing").text) in before
    assert "2 questions open only if your answer leads to them." in before
    scene.story.answer(scene.scope, {"housing": "none"})
    after = _part(scene.page(person, "").text)
    assert "2 questions are left out because of your answer." in after


def test_the_short_form_says_that_it_is_the_short_one(scene: Scene) -> None:
    more = len(latest(CORE).questions) - len(latest(SCREENING).questions)
    assert f"It leaves out {more} questions of the full one" in invite(scene, SCREENING)
    assert "This is the short form" not in scene.page(_again(scene), "").text


def test_the_deadline_is_told_in_the_one_time_of_a_country(app: Erkin) -> None:
    due = date(2026, 11, 30)
    told = {
        "UZB": "In Uzbekistan that is 1 December 2026, 04:59.",
        "MYS": "In Malaysia that is 1 December 2026, 07:59.",
        "RUS": "",
        "XKX": "",
    }
    with app.test_request_context("/"):
        assert {country: local_deadline(due, country) for country in told} == told


def _again(scene: Scene) -> Person:
    scene.address = "inventedgloves@supplier.example"
    return scene.inside()


def _part(text: str) -> str:
    """What the page says of questions that are not asked."""
    return text.split("What you are not asked, and why")[1].split("Who sees your answers")[0]
