"""The PDF of what was sent, and what the receipt says comes next."""

from datetime import timedelta

import pytest

from tests.webapp.documents.made import text_of
from tests.webapp.supplier.conftest import START, Scene
from tests.webapp.supplier.pages import Person
from tests.webapp.supplier.test_evidence import PAGE, TEXT, upload
from tests.webapp.supplier.test_papers import days, save
from webapp.supplier.copies import drawn

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)


@pytest.fixture
def sender(scene: Scene) -> Person:
    """Somebody who has sent a few answers and a paper with a last day."""
    person = scene.inside()
    upload(person, scene.page(person, PAGE), TEXT)
    save(scene, person, days("expires_on", START.date() + timedelta(days=100)))
    scene.story.answer(scene.scope, {"site_country": "MYS", "policy": "yes"})
    scene.story.submit(scene.scope)
    return person


def test_the_receipt_offers_a_copy_and_says_what_comes_next_with_days(
    scene: Scene, sender: Person
) -> None:
    receipt = scene.page(sender, "receipt")
    assert f'href="{scene.invitation}/sent.pdf"' in receipt.text
    assert "2 November 2026: your answers were weighed" in receipt.text
    assert "an answer is owed to you by 16 November 2026" in receipt.text
    assert "10 February 2027: last day of your paper “Our policy.txt”" in receipt.text


def test_the_copy_holds_answers_papers_digest_role_and_version(
    scene: Scene, sender: Person
) -> None:
    answer = sender.client.get(f"{scene.invitation}/sent.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = " ".join(text_of(answer.get_data()).split())
    digest = scene.page(sender, "receipt").text.split("<code>")[1].split("<")[0]
    for said in ("Malaysia", "Document: Our policy.txt", "Invented Retail plc", "2026.1"):
        assert said in text
    assert digest in text.replace(" ", "")
    assert "Signed by" in text


def test_the_copy_is_in_the_language_of_the_page(scene: Scene, sender: Person) -> None:
    sender.get(f"{scene.invitation}/receipt?page_language=kk")
    text = text_of(sender.client.get(f"{scene.invitation}/sent.pdf").get_data())
    assert "Малайзия" in text


def test_asking_again_draws_nothing_anew(scene: Scene, sender: Person) -> None:
    drawn.cache_clear()
    first = sender.client.get(f"{scene.invitation}/sent.pdf").get_data()
    assert sender.client.get(f"{scene.invitation}/sent.pdf").get_data() == first
    assert (drawn.cache_info().hits, drawn.cache_info().misses) == (1, 1)


def test_before_sending_there_is_no_copy(scene: Scene) -> None:
    person = scene.inside()
    assert person.get(f"{scene.invitation}/sent.pdf").path.endswith("/tasks")
