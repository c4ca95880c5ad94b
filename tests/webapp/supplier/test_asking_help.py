"""Asking a colleague: a form that is refused comes back whole, with every choice it had."""

import pytest

from tests.webapp.supplier.conftest import Scene

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

WHOM = {"name": "A Helper", "email": "helper@supplier.example"}


@pytest.mark.parametrize("role", ["contributor", "reviewer"])
def test_a_refused_form_keeps_the_role_a_choice_and_every_tick(scene: Scene, role: str) -> None:
    person = scene.inside()
    typed = {
        "role": role, "sections": ["pay", "hours"], "note": "Thank you", "due.day": "1",
        "language": "ky", **WHOM, "email": "helper@",
    }  # fmt: skip
    refused = person.press(scene.page(person, "people/ask"), typed, holding="email")
    assert refused.status == 422
    form = refused.form("email")
    assert form.offered["role"] == ["contributor", "reviewer", "signatory"]
    kept = {name: [text] if isinstance(text, str) else text for name, text in typed.items()}
    assert form.fields | kept == form.fields


def test_without_a_section_a_part_is_asked_for_where_sections_can_be_ticked(scene: Scene) -> None:
    person = scene.inside()
    page = scene.page(person, "people/ask?role=contributor")
    refused = person.press(page, WHOM, holding="email")
    assert (refused.status, 'href="#sections"' in refused.text) == (422, True)
    assert person.press(refused, {"sections": "hours"}, holding="email").path.endswith("/people")


@pytest.mark.parametrize("asked", ["section=hours", "question=site_country", "role=signatory"])
def test_what_the_page_was_opened_for_outlasts_a_refused_form(scene: Scene, asked: str) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, {"site_country": "TKM"})
    refused = person.press(scene.page(person, f"people/ask?{asked}"), holding="email")
    assert (refused.status, "role" in refused.form("email").offered) == (422, False)
    assert person.press(refused, WHOM, holding="email").path.endswith("/people")
