"""A principal at work: asks for pages and sends forms, each time as if for the first time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from tests.accounts import TOKEN
from tests.isolation.world import Principal, World

NUMBER = "X-Request-Id"
VALUE = re.compile(r"(?<=^form=)[^;]+")


@dataclass(frozen=True)
class Answer:
    """What came back. `told` is all of it but what differs from request to request."""

    status: int
    text: str
    told: str
    location: str


class Caller:
    """Sends requests of one principal. Nothing that a response sets is kept for the next."""

    def __init__(self, world: World, principal: Principal) -> None:
        self.principal = principal
        self._client = world.app.test_client(use_cookies=False)

    def get(self, path: str, forget: Sequence[str] = (), method: str = "GET") -> Answer:
        """Open a page. What is to be forgotten does not count for the comparison."""
        return self._send(method, path, forget, self._cookies(""))

    def post(
        self, path: str, fields: Sequence[tuple[str, str]], forget: Sequence[str] = ()
    ) -> Answer:
        """Send a form with a token of one's own."""
        form, token = self._form
        sent = [(name, value) for name, value in fields if name != "csrf_token"]
        body = urlencode([*sent, ("csrf_token", token)])
        return self._send("POST", path, forget, self._cookies(form), body)

    @cached_property
    def _form(self) -> tuple[str, str]:
        """The cookie and the token that allow this principal to send forms."""
        response = self._client.get("/sign-in", headers={"Cookie": self._cookies("")})
        cookie = response.headers["Set-Cookie"].split(";")[0]
        found = TOKEN.search(response.text)
        assert found
        return cookie, found[1]

    def _cookies(self, form: str) -> str:
        token = self.principal.token
        return "; ".join(part for part in (f"sid={token}" if token else "", form) if part)

    def _send(
        self, method: str, path: str, forget: Sequence[str], cookies: str, body: str | None = None
    ) -> Answer:
        response = self._client.open(
            path,
            method=method,
            headers={"Cookie": cookies, "Sec-Fetch-Site": "same-origin"},
            data=body,
            content_type="application/x-www-form-urlencoded" if body is not None else None,
        )
        text = response.get_data().decode("utf-8", "replace")
        headers = [f"{name}: {VALUE.sub('', value)}" for name, value in sorted(response.headers)]
        told = TOKEN.sub("", "\n".join([str(response.status_code), *headers, "", text]))
        for word in (*forget, response.headers[NUMBER]):
            told = told.replace(word, "")
        return Answer(response.status_code, text, told, response.headers.get("Location", ""))
