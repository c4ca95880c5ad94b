"""Your papers: one file for many answers, days, where it was sent, and taking it away."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest

from tests.webapp.supplier.conftest import START, Scene
from tests.webapp.supplier.pages import Page, Person
from tests.webapp.supplier.test_evidence import PAGE, TEXT, upload

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)


@pytest.fixture
def owner(scene: Scene) -> Person:
    """Somebody with one paper, behind the policy."""
    person = scene.inside()
    upload(person, scene.page(person, PAGE), TEXT)
    return person


def library(scene: Scene, person: Person) -> Page:
    return scene.page(person, "papers")


def paper(scene: Scene, person: Person) -> Page:
    address = library(scene, person).response.get_data(as_text=True).split("/papers/")[1]
    return scene.page(person, f"papers/{address.split(chr(34))[0]}")


def save(scene: Scene, person: Person, typed: Mapping[str, str | list[str]]) -> Page:
    return person.press(paper(scene, person), typed, holding="summary")


def days(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}.day": str(on.day),
        f"{name}.month": str(on.month),
        f"{name}.year": str(on.year),
    }


def test_a_paper_can_be_chosen_for_another_answer_instead_of_sending_it_again(
    scene: Scene, owner: Person
) -> None:
    page = scene.page(owner, "management/2")
    (offered,) = page.form("paper.audit_fl_scope").offered["paper.audit_fl_scope"]
    after = owner.press(
        page, {"paper.audit_fl_scope": offered}, button=("upload", "audit_fl_scope")
    )
    assert "Our policy.txt</a>" in after.text
    assert "paper.audit_fl_scope" not in after.form("q.audit_fl_scope").offered
    listed = library(scene, owner).text
    assert listed.count("Our policy.txt</a>") == 1
    assert "Stands for these answers" in listed


def test_a_paper_that_is_gone_is_told_and_what_was_typed_is_kept(
    scene: Scene, owner: Person
) -> None:
    page = scene.page(owner, "management/2")
    gone = "00000000-0000-4000-8000-000000000000"
    again = owner.press(
        page,
        {"paper.audit_fl_scope": gone, "q.audit_fl_scope": "yes"},
        button=("upload", "audit_fl_scope"),
    )
    assert again.status == 422
    assert "is not there any more" in again.text
    assert scene.answers()["audit_fl_scope"] == "yes"


def test_days_and_summary_are_kept_and_the_answers_are_those_that_are_ticked(
    scene: Scene, owner: Person
) -> None:
    last = START.date() + timedelta(days=100)
    values = {"summary": "Ички тартиб қоидалари", **days("expires_on", last)}
    after = save(scene, owner, {**values, "stands_for": ["training", "audit_fl_scope"]})
    assert "was saved" in after.text
    assert "Ички тартиб қоидалари" in after.text
    assert "good until 10 February 2027" in after.text
    form = paper(scene, owner).form("summary")
    assert form.fields["stands_for"] == ["training", "audit_fl_scope"]
    assert form.fields["expires_on.year"] == ["2027"]
    assert "paper.policy" in scene.page(owner, PAGE).form("q.policy").offered


def test_from_a_question_its_day_is_said_and_the_question_is_there_again(
    scene: Scene, owner: Person
) -> None:
    question = scene.page(owner, PAGE)
    assert "Say until when it is good" in question.text
    address = question.response.get_data(as_text=True).split(f'href="{scene.invitation}/papers/')[1]
    form = owner.get(f"{scene.invitation}/papers/{address.split(chr(34))[0]}")
    after = owner.press(form, days("expires_on", date(2027, 2, 10)), holding="summary")
    assert after.path.endswith(PAGE)
    assert "Say until when it is good" not in after.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (days("issued_on", date(2030, 1, 1)), "cannot be after today"),
        (
            days("issued_on", date(2026, 5, 5)) | days("expires_on", date(2026, 5, 4)),
            "not before the day of issue",
        ),
        (
            {"expires_on.day": "31", "expires_on.month": "2", "expires_on.year": "2027"},
            "that exist",
        ),
        ({"summary": "x" * 201}, "at most 200"),
        ({"stands_for": "nothing"}, "Choose from the list"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_lost(
    scene: Scene, owner: Person, typed: dict[str, str], told: str
) -> None:
    again = save(scene, owner, {"summary": "Our rules", **typed})
    assert again.status == 422
    assert told in again.text
    assert again.form("summary").fields["summary"] == [typed.get("summary", "Our rules")]


def test_an_expired_paper_is_called_so_wherever_it_stands(scene: Scene, owner: Person) -> None:
    save(scene, owner, days("expires_on", START.date() - timedelta(days=1)))
    assert "Its last day was 1 November 2026" in library(scene, owner).text
    question = scene.page(owner, PAGE).text
    assert "Expired" in question
    assert "Every document behind this answer has expired" in question
    check = scene.page(owner, "check").text
    assert "1 answer has only documents that have expired" in check


def test_a_paper_that_was_never_sent_can_be_deleted_for_good(scene: Scene, owner: Person) -> None:
    page = paper(scene, owner)
    file = page.path.rpartition("/")[2]
    after = owner.press(owner.get(f"{page.path}/delete"), action=f"{page.path}/delete")
    assert "was deleted" in after.text
    assert owner.get(f"{scene.invitation}/evidence/{file}").status == 404
    assert "Our policy.txt" not in scene.page(owner, PAGE).text


def test_a_paper_that_was_sent_stays_and_says_to_whom(scene: Scene, owner: Person) -> None:
    page = paper(scene, owner)
    scene.story.submit(scene.scope)
    sent = library(scene, owner)
    assert "Sent to Invented Retail plc on 2 November 2026, for 1 answer" in sent.text
    assert "Delete this paper" not in paper(scene, owner).text
    ask = owner.get(f"{page.path}/delete")
    assert "so it is kept" in ask.text


def test_the_papers_of_a_firm_are_there_when_the_next_customer_asks(
    make_scene: Callable[..., Scene],
) -> None:
    one = make_scene()
    person = one.inside()
    upload(person, one.page(person, PAGE), TEXT)
    one.story.submit(one.scope)
    two = make_scene("Other Retail plc", "Invented Gloves")
    again = two.inside()
    assert "Sent to Invented Retail plc" in library(two, again).text
    page = two.page(again, PAGE)
    (offered,) = page.form("paper.policy").offered["paper.policy"]
    again.press(page, {"paper.policy": offered}, button=("upload", "policy"))
    assert "Our policy.txt" in two.page(again, "check").text


def test_nobody_reaches_the_papers_of_others(make_scene: Callable[..., Scene]) -> None:
    one, two = make_scene(), make_scene("Other Retail plc", "Other Gloves")
    person, stranger = one.inside(), two.inside()
    upload(person, one.page(person, PAGE), TEXT)
    file = paper(one, person).path.rpartition("/")[2]
    for path in (f"{one.invitation}/papers", f"{two.invitation}/papers/{file}"):
        assert stranger.get(path).status == 404
