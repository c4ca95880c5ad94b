"""What a page leads to: its links and its forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = list[tuple[str, str]]
NOT_SENT = ("file", "submit", "reset")
SLOT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass
class Form:
    """A form with what a browser would send, without files; boxes that name an id are ticked."""

    method: str
    action: str
    fields: Fields = field(default_factory=list)
    radios: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)
    id: str = ""

    def sendings(self) -> Iterator[tuple[str, Fields, str]]:
        """Where to and what is sent by each of its buttons, and what sets that apart."""
        fields = [*self.fields, *self.radios.items()]
        names = " ".join(sorted({name for name, _ in fields}))
        for button in self.buttons or [{}]:
            name, value = button.get("name", ""), button.get("value", "")
            action = button.get("formaction", self.action)
            yield action, fields + [(name, value)] * bool(name), f"{names} {name}={value}"

    def take(self, given: dict[str, str]) -> None:
        """Send what a box, a radio button or a field says."""
        kind, name, value = given.get("type"), given.get("name", ""), given.get("value", "")
        if kind == "radio":
            self.radios[name] = value if "checked" in given else self.radios.get(name, value)
        elif kind != "checkbox" or "checked" in given or SLOT.fullmatch(value):
            self.fields += [(name, value)] * bool(name and kind not in NOT_SENT)


class Page(HTMLParser):
    """The links and the forms of an HTML page; every address that an attribute holds is a link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._option_of = self._text_of = ""
        self._written_in = Form("", "")
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            method, action = given.get("method", "get").lower(), given.get("action", "")
            self.forms.append(Form(method, action, id=given.get("id", "")))
        elif tag in ("input", "button", "select", "textarea", "option"):
            self._field(tag, given)
        else:
            self.links += [each for each in given.values() if each[:1] in ("/", "?")]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._option_of = self._text_of = ""

    def handle_data(self, data: str) -> None:
        if self._text_of:
            self._written_in.fields.append((self._text_of, data.strip()))
            self._text_of = ""

    def _field(self, tag: str, given: dict[str, str]) -> None:
        if tag == "select":
            self._option_of = given.get("name", "")
        elif tag == "textarea":
            self._text_of, self._written_in = given.get("name", ""), self._owner(given)
        elif tag == "button":
            self._owner(given).buttons.append(given)
        elif tag == "option":
            self._choose(given)
        elif self.forms:
            self._owner(given).take(given)

    def _owner(self, given: dict[str, str]) -> Form:
        """The form that a control names, else the one that it stands in."""
        named = given.get("form")
        return next((form for form in self.forms if named and form.id == named), self.forms[-1])

    def _choose(self, given: dict[str, str]) -> None:
        if "selected" in given and self._option_of:
            self.forms[-1].fields.append((self._option_of, given.get("value", "")))
