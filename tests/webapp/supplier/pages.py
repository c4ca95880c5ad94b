"""A person with a browser that runs no scripts: opens pages, fills in forms, presses buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Values = Mapping[str, str | list[str]]


@dataclass
class HtmlForm:
    """A form with what its fields hold."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[HtmlForm] = []
        self._select = self._area = ""
        self._area_of = HtmlForm("", "")
        self._in_template = False
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "template" or self._in_template:  # for scripts, which this browser does not run
            self._in_template = True
        elif tag == "form":
            action, method = given.get("action", ""), given.get("method", "get")
            self.forms.append(HtmlForm(action, method, id=given.get("id", "")))
        elif self.forms:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, name = self._owner(given), given.get("name", "")
        if tag == "input" and name:
            self._input(form, name, given)
        elif tag == "select":
            self._select = name
        elif tag == "option":
            form.offered.setdefault(self._select, []).append(given.get("value", ""))
            if "selected" in given or self._select not in form.fields:
                form.fields[self._select] = [given.get("value", "")]
        elif tag == "textarea":
            self._area, self._text, self._area_of = name, [], form
        elif tag == "button":
            form.buttons.append((name, given.get("value", "")))

    def _owner(self, given: dict[str, str]) -> HtmlForm:
        """The form that a control names, else the one that it stands in."""
        named = given.get("form")
        return next((form for form in self.forms if named and form.id == named), self.forms[-1])

    def _input(self, form: HtmlForm, name: str, given: dict[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        if kind == "file":
            form.files.append(name)
        elif kind in ("radio", "checkbox"):
            form.offered.setdefault(name, []).append(value)
            if "checked" in given:
                form.fields.setdefault(name, []).append(value)
        else:
            form.fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._in_template = False
        elif tag == "textarea" and self._area:
            self._area_of.fields[self._area] = ["".join(self._text).removeprefix("\n")]
            self._area = ""


@dataclass
class Page:
    """An answer of the application, read as a page."""

    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return unescape(self.response.get_data(as_text=True))

    @property
    def path(self) -> str:
        return self.response.request.path

    @property
    def address(self) -> str:
        """The path with what is asked for after it: where a form without an action goes."""
        return self.response.request.full_path.removesuffix("?")

    @property
    def forms(self) -> list[HtmlForm]:
        reader = _Forms()
        reader.feed(self.response.get_data(as_text=True))
        return reader.forms

    def form(self, holding: str = "") -> HtmlForm:
        """The form with a field or button of that name; without a name the first of the page's
        main part."""
        for form in self.forms:
            buttons = {name for name, _ in form.buttons}
            if holding in form.fields or holding in form.offered or holding in buttons:
                return form
            if not holding and not form.action.endswith("/leave"):
                return form
        raise AssertionError(f"no form with {holding!r} on {self.path}")


class Person:
    """Somebody at the pages."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token = ""

    def get(self, path: str) -> Page:
        return Page(self.client.get(path, follow_redirects=True))

    def press(
        self,
        page: Page,
        values: Values | None = None,
        *,
        button: tuple[str, str] | None = None,
        holding: str = "",
        files: Mapping[str, list[tuple[bytes, str]]] | None = None,
        action: str = "",
        follow: bool = True,
    ) -> Page:
        """Fill in a form of the page and press a button of it, the first one if none is named.

        The form is the one with that action, or with a field `holding`, or with that button.
        """
        form = page.form(holding or (button[0] if button else ""))
        if action:
            (form,) = [each for each in page.forms if each.action == action]
        fields = {**form.fields, **{k: _listed(v) for k, v in (values or {}).items()}}
        sent: MultiDict[str, object] = MultiDict(
            (name, text) for name, texts in fields.items() for text in texts
        )
        if button:
            assert button in form.buttons, f"{button} is not among {form.buttons}"
            sent.add(*button)
        for name, chosen in (files or {}).items():
            assert name in form.files
            for data, filename in chosen:
                sent.add(name, (BytesIO(data), filename))
        return self.send(form.action or page.address, sent, follow=follow)

    def send(self, path: str, sent: MultiDict[str, object], *, follow: bool = True) -> Page:
        return Page(self.client.post(path, data=sent, follow_redirects=follow))


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
