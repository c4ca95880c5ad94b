"""A respondent reaches one questionnaire. Any other answers like one that does not exist."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule

from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.traces import fingerprint

REQUEST_ID = re.compile(rb"[0-9a-f]{16}")
VALUES = {
    "section": "site",
    "number": 1,
    "table": "products",
    "row": "new",
    "colleague": "5a27e0d6-0000-4000-8000-8a9c4114bdc6",
    "finding": "MOV05",
    "key": "policy",
    "submission": "5a27e0d6-0000-4000-8000-8a9c4114bdc7",
    "file": "5a27e0d6-0000-4000-8000-8a9c4114bdc5",
}


def addresses(scene: Scene, invitation: str) -> Iterator[tuple[str, str]]:
    """(method, address) of every supplier's page that names an invitation."""
    adapter = scene.app.url_map.bind("localhost")
    for rule in scene.app.url_map.iter_rules():
        if rule.endpoint.startswith("supplier.") and "invitation" in rule.arguments:
            values = {name: VALUES[name] for name in rule.arguments - {"invitation"}}
            for method in methods(rule):
                path = adapter.build(rule.endpoint, {"invitation": invitation, **values}, method)
                yield method, path


def methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) & {"GET", "POST"}


@pytest.fixture
def scenes(make_scene: Callable[..., Scene]) -> tuple[Scene, Scene]:
    """Two companies, each with a supplier at work."""
    return make_scene(), make_scene("Other Retail plc", "Other Gloves")


def test_a_foreign_questionnaire_is_like_none_at_all(scenes: tuple[Scene, Scene]) -> None:
    own, foreign = scenes
    foreign.inside()
    foreign.story.answer(foreign.scope, {"site_country": "UZB"})
    person = own.inside()
    token = own.page(person, "site/1").form("v.site_country").fields["csrf_token"]
    before = fingerprint(foreign)
    foreign_id = foreign.invitation.rsplit("/", 1)[1]
    told = list(addresses(own, foreign_id))
    assert len(told) > 12
    for (method, path), (_, unknown) in zip(told, addresses(own, str(uuid4())), strict=True):
        if path.endswith("/leave"):
            continue  # ends one's own session, whatever the address says
        sent = MultiDict({"csrf_token": token[0]})
        one = person.client.open(path, method=method, data=sent if method == "POST" else None)
        two = person.client.open(unknown, method=method, data=sent if method == "POST" else None)
        assert one.status_code in (401, 404), path
        assert _comparable(one.get_data()) == _comparable(two.get_data()), path
        headers = [dict(each.headers) for each in (one, two)]
        for each in headers:
            each.pop("X-Request-Id")
        assert headers[0] == headers[1]
    assert fingerprint(foreign) == before


def test_nobody_gets_in_without_a_session(scenes: tuple[Scene, Scene]) -> None:
    scene, _ = scenes
    scene.inside()
    stranger = scene.person()
    token = stranger.get(scene.link).form().fields["csrf_token"]
    before = fingerprint(scene)
    for method, path in addresses(scene, scene.invitation.rsplit("/", 1)[1]):
        sent = {"csrf_token": token[0]} if method == "POST" else None
        answer = stranger.client.open(path, method=method, data=sent)
        assert answer.status_code == 401, path
    assert fingerprint(scene) == before


def test_a_supplier_gets_nothing_of_the_companys_pages(scenes: tuple[Scene, Scene]) -> None:
    scene, _ = scenes
    person = scene.inside()
    adapter = scene.app.url_map.bind("localhost")
    seen = 0
    for rule in scene.app.url_map.iter_rules():
        if rule.endpoint.startswith(("company.", "programme.")) and "GET" in (rule.methods or ()):
            values = {name: _any_value(rule, name) for name in rule.arguments}
            assert person.client.get(adapter.build(rule.endpoint, values)).status_code == 404
            seen += 1
    assert seen


def test_leaving_ends_the_session_in_this_browser_and_everywhere(
    scenes: tuple[Scene, Scene],
) -> None:
    scene, _ = scenes
    person = scene.inside()
    page = scene.page(person, "tasks")
    cookie = person.client.get_cookie("sid")
    assert cookie is not None
    (leave,) = [form for form in page.forms if form.action.endswith("/leave")]
    left = person.press(page, action=leave.action, holding="csrf_token")
    assert "You have signed out" in left.text
    assert person.client.get_cookie("sid") is None
    person.client.set_cookie("sid", cookie.value)
    assert "Your session has ended" in scene.page(person, "site/1").text


def _any_value(rule: Rule, name: str) -> object:
    kind = type(rule._converters[name]).__name__
    return {"UUIDConverter": uuid4(), "IntegerConverter": 1}.get(kind, "x")


def _comparable(body: bytes) -> bytes:
    return REQUEST_ID.sub(b"number", body)
