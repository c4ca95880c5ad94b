"""A company brings its own questionnaire, is told what falls silent, publishes it and asks it."""

import re
from io import BytesIO

import openpyxl
import pytest

from assessments.errors import NotFound
from assessments.library.offers import offer_questionnaire
from assessments.people import roles
from questionnaires.library import CORE, load
from tests.own_questionnaires import checked, ours_with_more
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person
from webapp.company.untranslated import lacking_for

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

ROOM = "/company/questionnaires"
NEW = f"{ROOM}/new"


@pytest.fixture
def admin(firm: Firm) -> Person:
    return firm.person(roles.COMPANY_ADMIN)


def bring(admin: Person, data: bytes, name: str = "night.xlsx") -> Page:
    form = admin.get(NEW)
    return admin.press(form, button=("do", "check"), files={"file": [(data, name)]})


def publish(admin: Person, told: Page, **fields: str) -> Page:
    return admin.press(told, fields, button=("do", "publish"))


def test_ours_with_two_questions_more_is_published_and_can_be_asked(
    firm: Firm, admin: Person
) -> None:
    told = bring(admin, ours_with_more())
    assert told.status == 200
    assert "own_night_shifts" in told.text
    assert "What our rules cannot hear" not in told.text
    room = publish(admin, told)
    assert room.path == ROOM
    assert "own-night-work 2026.1" in room.text
    assert "Your company alone" in room.text
    assert "own-night-work 2026.1" in admin.get("/company/campaigns/new").text


def test_what_the_ruleset_reads_is_not_left_out_without_being_told(
    firm: Firm, admin: Person
) -> None:
    told = bring(admin, ours_with_more(without="deposits"))
    assert "What our rules cannot hear" in told.text
    assert "deposits" in told.text
    refused = publish(admin, told)
    assert refused.status == 422
    assert "Read which rules fall silent" in refused.text
    assert "own-night-work" not in admin.get(ROOM).text
    published = publish(admin, refused, sure="yes")
    assert published.path == ROOM
    assert "own-night-work 2026.1" in published.text


def test_silent_rules_say_how_grave_they_are_the_gravest_first(firm: Firm, admin: Person) -> None:
    told = bring(admin, ours_with_more(without="guards")).text.split('id="silent"')[1]
    assert told.index("Zero tolerance") < told.index("Moderate")


def test_what_is_not_translated_is_told_before_publishing_and_when_it_is_chosen(
    firm: Firm, admin: Person
) -> None:
    told = bring(admin, ours_with_more())
    lacking = "Oʻzbekcha: 2 questions are not wholly translated; they are shown in English."
    assert lacking in told.text
    assert "own_night_shifts, own_night_locked" in told.text
    assert lacking in publish(admin, told).text
    choice = admin.get("/company/campaigns/new").text
    assert lacking in choice
    assert choice.count("(your own, 2 Nov 2026)") == 1


def test_before_sending_it_is_said_for_those_who_get_the_letter_alone(firm: Firm) -> None:
    worded = checked().worded
    assert worded is not None
    with firm.app.test_request_context():
        lacking = lacking_for(worded.questionnaire, {"uz-Cyrl", "ru", "en", "tg"})
        assert [gap.language for gap in lacking] == ["ru", "uz"]
        assert lacking_for(load(CORE, "2026.1"), {"uz"}) == []


def test_a_questionnaire_is_read_as_it_is_asked_in_each_language(firm: Firm, admin: Person) -> None:
    room = publish(admin, bring(admin, ours_with_more()))
    (own,) = re.findall(rf"{ROOM}/[\w-]+(?=/original)", room.text)
    assert "How many people work at night?" in admin.get(own).text
    russian = admin.get(f"{own}?language=ru").text
    assert "Сколько людей работает ночью?" in russian
    assert '<span lang="en">Are the doors locked at night?</span>' in russian


def test_a_questionnaire_is_taken_out_of_the_choice_and_back_in(firm: Firm, admin: Person) -> None:
    room = publish(admin, bring(admin, ours_with_more()))
    (own,) = re.findall(rf"{ROOM}/[\w-]+(?=/original)", room.text)
    choice = admin.get("/company/campaigns/new")
    gone = admin.press(admin.get(own), {}, button=("do", "withdraw"))
    assert "Not in the choice for new campaigns" in gone.text
    assert "Not in the choice for new campaigns" in admin.get(ROOM).text
    assert "own-night-work" not in admin.get("/company/campaigns/new").text
    typed = {"name": "Late", "questionnaire": own.rsplit("/", 1)[1]}
    due = {"due_on.day": "1", "due_on.month": "2", "due_on.year": "2027"}
    assert "you withdrew this" in admin.press(choice, typed | due, holding="name").text
    admin.press(gone, {}, button=("do", "offer"))
    assert "own-night-work" in admin.get("/company/campaigns/new").text


def test_a_questionnaire_for_everybody_is_withdrawn_by_nobody(firm: Firm, admin: Person) -> None:
    public_id = firm.story.public_id_of_core()
    assert "Take it out of the choice" not in admin.get(f"{ROOM}/{public_id}").text
    with pytest.raises(NotFound), firm.database.writing(firm.scope) as session:
        offer_questionnaire(
            session,
            firm.scope,
            questionnaire_version_id=public_id,
            offered=False,
            now=firm.clock(),
        )


def test_a_confirmation_counts_for_the_form_that_was_shown_alone(firm: Firm, admin: Person) -> None:
    told = bring(admin, ours_with_more(without="deposits"))
    assert publish(admin, told, sure="yes", seen="0" * 64).status == 422


def test_the_same_again_is_the_same_version_and_other_content_the_next(
    firm: Firm, admin: Person
) -> None:
    for data in (ours_with_more(), ours_with_more(), ours_with_more(without="deposits")):
        publish(admin, bring(admin, data), sure="yes")
    text = admin.get(ROOM).text
    assert text.count("own-night-work 2026.1") == 1
    assert text.count("own-night-work 2026.2") == 1


def test_a_refused_form_shows_its_rows_and_publishes_nothing(firm: Firm, admin: Person) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (["type", "name", "label"], ["geopoint", "place", "Where?"]):
        sheet.append(row)
    target = BytesIO()
    book.save(target)
    told = bring(admin, target.getvalue())
    assert told.status == 422
    assert "survey, row 2" in told.text
    assert "a position can point at a worker" in told.text
    assert "Publish for your company" not in told.text


def test_what_is_no_questionnaire_is_said(firm: Firm, admin: Person) -> None:
    for data in (b"", b"PK\x03\x04", b"{", b'{"format": []}', b"a;b", b"\x00" * 99):
        assert bring(admin, data).status == 422


def test_the_files_of_an_own_questionnaire_come_back_and_the_original_is_kept(
    firm: Firm, admin: Person
) -> None:
    told = bring(admin, ours_with_more())
    room = publish(admin, told)
    (own,) = re.findall(rf"{ROOM}/[\w-]+(?=/original)", room.text)
    assert admin.client.get(f"{own}/original").data == ours_with_more()
    again = admin.client.get(f"{own}/file?format=json").data
    same = publish(admin, bring(admin, again, "own.json"))
    assert same.text.count("own-night-work 2026.1") == 1
    assert admin.client.get(f"{own}/file?format=surveyjs").json["x_slug"] == "own-night-work"
