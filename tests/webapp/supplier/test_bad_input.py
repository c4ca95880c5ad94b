"""Whatever is sent to a page, it answers in plain words and never breaks."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from questionnaires.library import load
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.pages import Person
from tests.webapp.supplier.test_section_pages import EVERYTHING_ASKED

CORE = load("forced-labour-core", "2026.1")
PAGES = [
    (f"{section.id}/{number}", keys)
    for section in CORE.sections
    for number, keys in enumerate(section.pages, start=1)
]
NASTY = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\ufffe\u202e",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "9223372036854775808",
    "１２",
    "'; DROP TABLE answer; --",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "x" * 5_000,
    "dont_know",
    "[]",
    " \t\n",
]
PARTS = ["", ".amount", ".currency", ".day", ".month", ".year", ".other", ".none", ".dont_know"]


@pytest.fixture
def person(scene: Scene) -> Person:
    inside = scene.inside()
    scene.story.answer(scene.scope, EVERYTHING_ASKED)
    return inside


def send(scene: Scene, person: Person, path: str, fields: list[tuple[str, str]]) -> int:
    sent: MultiDict[str, Any] = MultiDict(fields)
    if not person.token:
        person.token = scene.page(person, "tasks").form("csrf_token").fields["csrf_token"][0]
    sent["csrf_token"] = person.token
    encoded = [
        (name, text.encode("utf-8", "surrogatepass")) for name, text in sent.items(multi=True)
    ]
    answer = person.client.post(f"{scene.invitation}/{path}", data=MultiDict(encoded))
    assert answer.status_code < 500
    return answer.status_code


def pages_with_every_type() -> list[tuple[str, tuple[str, ...]]]:
    """The first page with each type of question, and those with lists of their own."""
    seen: set[tuple[str, bool, bool]] = set()
    found = []
    for path, keys in PAGES:
        described = [CORE.questions[key] for key in keys]
        kinds = {(one.type, one.whole, bool(one.region_of)) for one in described}
        if kinds - seen:
            found.append((path, keys))
            seen |= kinds
    return found


def test_no_text_breaks_any_type_of_question(scene: Scene, person: Person) -> None:
    for text in NASTY:
        for path, keys in pages_with_every_type():
            fields = [(f"q.{key}{part}", text) for key in keys for part in PARTS]
            fields += [(f"v.{key}", text) for key in keys]
            assert send(scene, person, path, fields) in (303, 412, 413, 422), (path, text[:20])


def test_no_text_breaks_any_row(scene: Scene, person: Person) -> None:
    tables = [(f"{path}/{key}", key) for path, keys in PAGES for key in keys if columns(key)]
    for text in NASTY:
        for path, key in tables:
            fields = [(f"q.{key}.1.{name}{part}", text) for name in columns(key) for part in PARTS]
            status = send(scene, person, f"{path}/new", [*fields, (f"v.{key}", text)])
            assert status in (303, 412, 413, 422), (path, text[:20])


def test_no_text_breaks_the_declaration(scene: Scene, person: Person) -> None:
    names = ("name", "role", "agree", "leave_open", "open")
    for text in NASTY:
        assert send(scene, person, "check", [(name, text) for name in names]) in (413, 422)


@pytest.mark.parametrize(
    "name", ["company_id", "q.no_such_question", "q.", "keep.x", "file.policy"]
)
def test_a_field_that_no_page_has_is_refused_and_nothing_is_saved(
    scene: Scene, person: Person, name: str
) -> None:
    before = scene.answers()
    fields = [("q.workers_total", "7"), ("v.workers_total", "1"), (name, "1")]
    assert send(scene, person, "workforce/1", fields) == 422
    row = [("q.agents.2.name", "x"), ("v.agents", "1"), (name, "1")]
    assert send(scene, person, "recruitment/2/agents/new", row) == 422
    assert send(scene, person, "check", [("name", "x"), (name, "1")]) == 422
    assert scene.answers() == before


def test_an_answer_without_the_version_it_saw_overwrites_nothing(
    scene: Scene, person: Person
) -> None:
    for version in (None, "", "x", "-1", "99999999999999999999", "0"):
        fields = [("q.workers_total", "7")]
        if version is not None:
            fields.append(("v.workers_total", version))
        assert send(scene, person, "workforce/1", fields) == 412, version
    assert scene.answers()["workers_total"] == 240


def test_no_button_breaks_a_page(scene: Scene, person: Person) -> None:
    for button in ("add", "change", "remove", "remove_file", "upload", "discard"):
        for value in ("", "q", "q.agents", "q.agents.99", "q.x.y.z", "\x00", "../.."):
            status = send(scene, person, "recruitment/2", [(button, value)])
            assert status in (303, 422), (button, value)


def test_an_address_that_is_no_page_is_not_found(scene: Scene, person: Person) -> None:
    long = "9" * 20
    for path in ("site/0", "site/99", f"site/{long}", "nowhere/1", "%00/1", "site/-1", "site/x"):
        assert scene.page(person, path).status == 404, path


def test_an_enormous_form_is_refused(scene: Scene, person: Person) -> None:
    assert send(scene, person, "site/2", [("q.activity", "x" * 2_000_000)]) == 413


def columns(key: str) -> list[str]:
    return [column.key for column in CORE.questions[key].columns]


names = st.sampled_from([key for _, keys in PAGES for key in keys])
texts = st.one_of(st.text(max_size=30), st.sampled_from(NASTY), st.integers().map(str))
fields_of_pages = st.lists(
    st.tuples(
        st.builds(
            "{}.{}{}".format,
            st.sampled_from(["q", "v", "keep", "differs"]),
            names,
            st.sampled_from(PARTS),
        ),
        texts,
    ),
    max_size=12,
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(page=st.sampled_from(PAGES), fields=fields_of_pages)
def test_no_mixture_of_fields_breaks_a_page(
    scene: Scene, person: Person, page: tuple[str, tuple[str, ...]], fields: list[tuple[str, str]]
) -> None:
    path, keys = page
    own = [(name, text) for name, text in fields if name.split(".")[1] in keys]
    assert send(scene, person, path, own) in (303, 412, 413, 422)
