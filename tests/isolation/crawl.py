"""Every page that a principal can reach from its own doors, and what its forms lead to."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.isolation.caller import Answer, Caller
from tests.isolation.ledger import nothing_kept
from tests.isolation.pages import SLOT, Fields, Page
from tests.isolation.world import Principal, World
from webapp.languages.choice import ARGUMENT

HOST = "http://localhost"
MOST_OF_A_KIND = 2
MOST_KINDS = 5
REACHED = frozenset({200, 302, 303})
BY_ITSELF = (None, "static")


@dataclass(frozen=True)
class Visit:
    """A page that was opened: at which endpoint, and what came back."""

    endpoint: str
    path: str
    answer: Answer


@dataclass(frozen=True)
class Sending:
    """A form that was sent: to which endpoint, with what, and what came back."""

    endpoint: str
    path: str
    fields: Fields
    kind: str
    answer: Answer


class Crawl:
    """What a principal found behind its doors, a few pages and forms of each kind."""

    def __init__(self, world: World, principal: Principal) -> None:
        self.visits: list[Visit] = []
        self.sendings: list[Sending] = []
        self._app = world.app
        self._caller = Caller(world, principal)
        self._seen: Counter[str] = Counter()
        self._waiting = deque([*principal.doors, *pages_without_slots(world.app)])
        with nothing_kept(world):
            while self._waiting:
                self._open(self._waiting.popleft())

    def _open(self, path: str) -> None:
        endpoint = endpoint_of(self._app, path)
        if endpoint in BY_ITSELF or self._is_enough(str(endpoint), urlsplit(path).path, path):
            return
        answer = self._caller.get(path)
        self.visits.append(Visit(str(endpoint), path, answer))
        self._follow(path, answer)

    def _send(self, path: str, fields: Fields, kind: str) -> None:
        endpoint = endpoint_of(self._app, path, "POST")
        if endpoint in BY_ITSELF or self._is_enough(f"POST {endpoint}", kind, repr(fields)):
            return
        answer = self._caller.post(path, fields)
        self.sendings.append(Sending(str(endpoint), path, fields, kind, answer))
        self._follow(path, answer)

    def _follow(self, path: str, answer: Answer) -> None:
        page = Page(answer.text if "<html" in answer.text else "")
        self._waiting.extend(_here(path, [*page.links, answer.location]))
        for form in page.forms:
            for action, fields, kind in form.sendings():
                for there in _here(path, [action or path]):
                    if form.method == "post":
                        self._send(there, fields, kind)
                    else:
                        self._waiting.append(there)

    def _is_enough(self, endpoint: str, kind: str, exactly: str) -> bool:
        """Whether this was asked for, or enough like it; a new kind counts before new arguments."""
        one, like_it = f"{endpoint} {exactly}", f"{endpoint} {kind} of a kind"
        kinds = f"{endpoint} kinds"
        is_new = not self._seen[like_it]
        most = MOST_KINDS if is_new else MOST_OF_A_KIND
        if self._seen[one] or self._seen[kinds if is_new else like_it] >= most:
            return True
        self._seen.update([one, like_it, *([kinds] if is_new else [])])
        return False


def pages_without_slots(app: Flask) -> list[str]:
    """The addresses that anybody can type in."""
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ())
    ]


def endpoint_of(app: Flask, path: str, method: str = "GET") -> str | None:
    """What answers at an address; None for nothing of ours."""
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(path).path, method)[0])
    except (HTTPException, RequestRedirect):
        return None


def slots(text: str) -> list[str]:
    """The ids in an address or a field, each once, in order."""
    return list(dict.fromkeys(SLOT.findall(text)))


def _here(path: str, links: Iterable[str]) -> Iterator[str]:
    """Where links of a page lead within the instance; not to the same page in other languages."""
    for link in links:
        parts = urlsplit(urljoin(HOST + path, link))
        if link and f"{parts.scheme}://{parts.netloc}" == HOST and ARGUMENT not in parts.query:
            yield parts.path + (f"?{parts.query}" if parts.query else "")
