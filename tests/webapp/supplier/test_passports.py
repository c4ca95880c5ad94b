"""A firm saves its answers as a passport, and starts from them elsewhere."""

import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from assessments.passport.document import signed
from assessments.passport.signing import Signer
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
FIRST = "Invented Retail plc"
ANSWERS = {
    "site_country": "MYS",
    "activity": "rubber_gloves",
    "workers_total": 120,
    "policy": "yes",
    "fees_paid": "dont_know",
}


def sent(make_scene: Callable[..., Scene]) -> tuple[Scene, Person, str]:
    """A firm that has sent its answers, and the address at which it makes its passport."""
    scene = make_scene(FIRST)
    scene.inside()
    scene.story.answer(scene.scope, ANSWERS)
    with scene.app.app_context():
        scene.story.submit(scene.scope)
    person = scene.person()
    scene.enter(person)
    page = scene.page(person, "shared")
    (address,) = [part.split('"')[0] for part in page.text.split('href="') if "/passport" in part]
    return scene, person, address


def saved(make_scene: Callable[..., Scene], kind: str = "json", purpose: str = "") -> bytes:
    _, person, address = sent(make_scene)
    form = person.get(address)
    page = person.press(form, {"purpose": purpose}, button=("kind", kind), holding="purpose")
    assert page.status == 200
    assert "attachment" in page.response.headers["Content-Disposition"]
    return bytes(page.response.data)


def upload(scene: Scene, person: Person, raw: bytes) -> Page:
    page = scene.page(person, "passport")
    action = f"{scene.invitation}/passport"
    return person.press(page, files={"file": [(raw, "passport.json")]}, action=action)


@pytest.fixture
def elsewhere(make_scene: Callable[..., Scene]) -> tuple[bytes, Scene, Person]:
    """A passport, and another firm's respondent at the questionnaire of another company."""
    raw = saved(make_scene)
    scene = make_scene("Invented Tyres AG", "Invented Gloves of Penang")
    return raw, scene, scene.inside()


def test_the_file_says_what_was_answered_and_not_who_asked(
    make_scene: Callable[..., Scene],
) -> None:
    raw = saved(make_scene, purpose="=For the audit")
    document = json.loads(raw)["passport"]
    assert {one["question"]: one["value"] for one in document["answers"]} == ANSWERS
    assert document["issued_for"] == "=For the audit"
    assert FIRST not in raw.decode()
    assert "@supplier.example" not in raw.decode()


def test_the_spreadsheet_says_the_same_and_holds_no_formula(
    make_scene: Callable[..., Scene],
) -> None:
    raw = saved(make_scene, "xlsx", "=1+1")
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    about = dict(row[:2] for row in book.get_sheet_by_name("passport").to_python()[1:])
    assert about["Made for"] == "=1+1"
    assert len(about["Digest"]) == 64
    rows = book.get_sheet_by_name("answers").to_python()[1:]
    assert {row[0] for row in rows} == set(ANSWERS)
    assert FIRST not in str(about)


def test_it_opens_elsewhere_and_gives_what_is_ticked(
    elsewhere: tuple[bytes, Scene, Person],
) -> None:
    raw, scene, person = elsewhere
    page = upload(scene, person, raw)
    assert "It was made here and is unchanged since then." in page.text
    assert "It has answers to 4 of your open questions." in page.text
    assert page.text.count("Given for Invented Gloves.") == 4
    assert "take" not in page.form("carried").fields  # they are another firm's
    assert scene.answers() == {}
    told = person.press(page, {"take": ["policy", "workers_total"]}, holding="carried")
    assert "2 answers were taken over." in told.text
    assert scene.answers() == {"policy": "yes", "workers_total": 120}
    again = upload(scene, person, raw)
    assert "It has answers to 2 of your open questions." in again.text


def test_a_day_that_only_a_file_claims_is_not_sent_on(
    elsewhere: tuple[bytes, Scene, Person],
) -> None:
    raw, scene, person = elsewhere
    claimed = json.loads(raw)["passport"]
    for one in claimed["answers"]:
        one["answered_on"] = "1999-01-01"
    forged = signed(claimed, Signer("a key of somebody's own, known nowhere"))
    page = upload(scene, person, json.dumps(forged).encode())
    person.press(page, {"take": ["policy"]}, holding="carried")
    assert "Taken from a file that you brought" in scene.page(person, "management/1").text
    with scene.app.app_context():
        receipt = scene.story.submit(scene.scope)
    (policy,) = json.loads(receipt.submission.snapshot)["answers"]
    assert policy["value"] == "yes"
    assert "first_answered_on" not in policy


def test_after_a_section_the_others_are_still_there_without_the_file(
    elsewhere: tuple[bytes, Scene, Person],
) -> None:
    raw, scene, person = elsewhere
    ticked = {"take": ["activity", "policy"]}
    page = upload(scene, person, raw)
    left = person.press(page, ticked, button=("section", "site"), holding="carried")
    assert scene.answers() == {"activity": "rubber_gloves"}
    assert left.form("carried").fields["take"] == ["policy"]
    assert person.press(left, holding="carried").path.endswith("/tasks")
    assert scene.answers() == {"activity": "rubber_gloves", "policy": "yes"}


def test_of_a_stranger_it_is_said_that_nothing_is_proven(
    elsewhere: tuple[bytes, Scene, Person],
) -> None:
    raw, scene, person = elsewhere
    instance = scene.app.extensions["erkin"]
    instance.__dict__["secret_key"] = "another instance has another secret key"
    text = upload(scene, person, raw).text
    assert "who signed it is not proven" in text
    key = json.loads(raw)["signature"]["public_key"]
    instance.__dict__["settings"] = replace(instance.settings, passport_keys=(key,))
    assert "which is known here" in upload(scene, person, raw).text


def test_a_changed_passport_says_how_it_was_changed_and_gives_nothing(
    elsewhere: tuple[bytes, Scene, Person],
) -> None:
    raw, scene, person = elsewhere
    page = upload(scene, person, raw.replace(b'"yes"', b'"no"'))
    assert page.text.count("does not fit its digest") == 1
    assert "The signature was not made for what it says now." in page.text
    assert "carried" not in page.text
    honest = upload(scene, person, raw)
    cut = honest.form("carried").fields["carried"][0][:200]
    assert person.press(honest, {"carried": cut}, holding="carried").status == 422
    assert scene.answers() == {}


def test_no_file_and_another_file_are_answered_with_what_to_do(
    elsewhere: tuple[bytes, Scene, Person],
) -> None:
    _, scene, person = elsewhere
    action = f"{scene.invitation}/passport"
    page = person.press(scene.page(person, "passport"), action=action)
    assert (page.status, "Choose the passport file first." in page.text) == (422, True)
    for raw in (b"PK\x03\x04", b"{}", b"", b" " * 600_000):
        page = upload(scene, person, raw)
        assert page.status == 422
        assert 'id="problems"' in page.text


def test_damaged_files_are_never_an_error_of_ours(
    elsewhere: tuple[bytes, Scene, Person],
) -> None:
    raw, scene, person = elsewhere

    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.integers(0, len(raw) - 1), st.binary(min_size=1, max_size=3))
    def damaged(place: int, bytes_: bytes) -> None:
        page = upload(scene, person, raw[:place] + bytes_ + raw[place + len(bytes_) :])
        assert page.status in (200, 422)

    damaged()


def test_the_key_of_the_instance_is_published(elsewhere: tuple[bytes, Scene, Person]) -> None:
    raw, scene, person = elsewhere
    told = person.get("/passport-key").response.get_json()
    assert told["public_key"] == json.loads(raw)["signature"]["public_key"]
    assert told["issuer"] == scene.app.extensions["erkin"].settings.public_base_url
