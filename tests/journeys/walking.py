"""Every page that a supplier can look at, in any language, shown to a browser without a server."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask.testing import FlaskClient
from playwright.sync_api import Page, Route

from questionnaires.library import CORE, latest
from webapp.app import Erkin

QUESTIONNAIRE = latest(CORE)
HOST = "http://localhost"


@dataclass(frozen=True)
class Walk:
    """A person's way through the pages. The browser gets each page as the application makes it."""

    app: Erkin
    client: FlaskClient
    invitation: UUID
    token: str

    def in_language(self, tag: str) -> None:
        """Choose a language, as the switch on each page does."""
        self.client.get(f"/i/{self.token}?page_language={tag}")

    def show(self, page: Page, path: str, body: str) -> None:
        """Let the browser show this page at its address, with its style sheets and scripts."""

        def answer(route: Route) -> None:
            address = route.request.url.removeprefix(HOST)
            if address == path:
                route.fulfill(body=body, content_type="text/html; charset=utf-8")
            elif address.startswith("/static/"):
                file = self.client.get(address)
                route.fulfill(body=file.data, content_type=file.content_type)
            else:
                route.abort()

        page.route("**/*", answer)
        page.goto(HOST + path)
        page.unroute("**/*", answer)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Path and HTML of every page that needs no more than the link and the invitation."""
        for path in self.paths():
            answer = self.client.get(path)
            if answer.mimetype == "text/html" and answer.status_code != 303:
                yield path, answer.text

    def paths(self) -> list[str]:
        """What can be looked at with the link and the invitation alone."""
        adapter = self.app.url_map.bind("localhost")
        known = {"invitation": self.invitation, "token": self.token}
        return sorted(
            adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments})
            for rule in self.app.url_map.iter_rules()
            if rule.endpoint.startswith("supplier.")
            and "GET" in (rule.methods or ())
            and rule.arguments <= set(known)
        )

    def one_of_each_kind(self) -> tuple[str, str]:
        """Questions of every type on one page, in the frame of the first of their pages."""
        bodies = [self.client.get(path).text for path in self._kinds()]
        asked = "".join(_within("main", body) for body in bodies[1:])
        return f"{self._at}/all", bodies[0].replace("</main>", f"{asked}</main>")

    @property
    def _at(self) -> str:
        return f"/answer/{self.invitation}"

    def _kinds(self) -> Iterator[str]:
        seen: set[str] = set()
        for section in QUESTIONNAIRE.sections:
            for number, keys in enumerate(section.pages, start=1):
                path = f"{self._at}/{section.id}/{number}"
                kinds = {QUESTIONNAIRE.questions[key].type for key in keys}
                if kinds - seen and self.client.get(path).status_code == 200:
                    seen |= kinds
                    yield path


def _within(tag: str, body: str) -> str:
    found = re.search(rf"<{tag}\b[^>]*>(.*)</{tag}>", body, re.DOTALL)
    return found.group(1) if found else ""
