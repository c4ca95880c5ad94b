"""A colleague who was asked for a part finds that part on the pages, and nothing else (C4)."""

from collections.abc import Iterator

import pytest
from werkzeug.datastructures import MultiDict

from assessments.colleagues.service import ColleagueDetails, ask_colleague
from questionnaires.library import CORE, load
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Page, Person

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

HELPER = "helper@supplier.example"
SECRET = "Velayat of secrets"
ELSEWHERE = {"site_country": "TKM", "activity": "cotton_growing", "site_region": SECRET}
VALUES = {"table": "products", "row": "new"}


@pytest.fixture
def helper(scene: Scene) -> Person:
    """A contributor who was asked for the section of hours and has come in."""
    scene.inside()
    scene.story.answer(scene.scope, ELSEWHERE)
    with scene.app.app_context(), scene.database.writing(scene.scope) as session:
        ask_colleague(
            session,
            scene.scope,
            wanted=ColleagueDetails("A Helper", HELPER, sections=("hours",), note="Thank you"),
            letters=scene.story.letters,
            now=scene.clock(),
            ids=scene.story.ids,
        )
    person = scene.person()
    link = scene.story.mailed(r"(/i/[\w-]{43})")[HELPER]
    form = person.press(person.get(link))
    code = scene.story.mailed(r"code is (\d{6})")[HELPER]
    assert person.press(form, {"code": code}, holding="code").path.endswith("/tasks")
    return person


def pages(scene: Scene, person: Person) -> Iterator[Page]:
    """Every page that names the invitation, and every page of every section."""
    adapter = scene.app.url_map.bind("localhost")
    invitation = scene.invitation.rsplit("/", 1)[1]
    places = [
        {"section": section.id, "number": number}
        for section in load(CORE, "2026.1").sections
        for number in range(1, len(section.pages) + 1)
    ]
    for rule in scene.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or "invitation" not in rule.arguments:
            continue
        if rule.arguments - {"invitation", "section", "number", *VALUES}:
            continue
        for place in places if "section" in rule.arguments else [{}]:
            given = {"invitation": invitation, **VALUES, **place}
            values = {name: given[name] for name in rule.arguments}
            yield Page(person.client.get(adapter.build(rule.endpoint, values, "GET")))


def test_no_page_shows_a_contributor_what_is_not_their_part(scene: Scene, helper: Person) -> None:
    seen = list(pages(scene, helper))
    assert not [page.path for page in seen if SECRET in page.text]
    shown = {page.path for page in seen if page.status == 200}
    assert f"{scene.invitation}/hours/1" in shown
    assert not [path for path in shown if "/site/" in path]


def test_nor_after_it_was_sent(scene: Scene, helper: Person) -> None:
    with scene.app.app_context():
        scene.story.score(scene.company, scene.story.submit(scene.scope))
    seen = list(pages(scene, helper))
    assert not [page.path for page in seen if SECRET in page.text]
    assert not [page.path for page in seen if page.response.mimetype != "text/html"]
    shown = {page.path.rsplit("/", 1)[1] for page in seen if page.status == 200}
    assert not shown & {"sent", "sent.pdf", "result"}


def test_a_contributor_cannot_learn_another_answer_by_sending_one(
    scene: Scene, helper: Person
) -> None:
    csrf = scene.page(helper, "hours/1").form("csrf_token").fields["csrf_token"][0]
    fields = {"csrf_token": csrf, "q.site_region": "x", "v.site_region": "0"}
    for path in ("site/2", "hours/1", "site/2/autosave", "hours/1/autosave"):
        answer = helper.send(f"{scene.invitation}/{path}", MultiDict(fields), follow=False)
        assert answer.status in (404, 422), path
        assert SECRET not in answer.text
    assert scene.answers()["site_region"] == SECRET


def test_ending_access_ends_the_session_at_once(scene: Scene, helper: Person) -> None:
    invited = scene.inside()
    people = scene.page(invited, "people")
    revoke = next(form.action for form in people.forms if form.action.endswith("/revoke"))
    assert "no access any more" in invited.press(people, action=revoke).text
    assert scene.page(helper, "tasks").status == 401


@pytest.mark.parametrize("path", ["people", "people/ask", "sheet", "shared"])
def test_a_colleague_is_told_who_may_do_what_they_may_not(
    scene: Scene, helper: Person, path: str
) -> None:
    page = scene.page(helper, path)
    assert page.status == 403
    assert "Please ask Contact to do it." in page.text
    assert f'href="{scene.invitation}/tasks"' in page.text
    assert "administrator" not in page.text


def test_a_colleague_reads_the_name_of_who_asks_and_in_the_mail_the_address_too(
    scene: Scene, helper: Person
) -> None:
    assert "Contact asks for your help." in scene.page(helper, "tasks").text
    assert scene.story.mailed(r"(.*) answers a questionnaire")[HELPER] == (
        f"Contact ({scene.address})"
    )


def test_whoever_only_opened_a_link_reads_no_name(scene: Scene) -> None:
    assert "Contact" not in scene.person().get(scene.link).text
