"""Every page of the proof path as CSV or JSON: exactly what the page shows, and nothing else.

The file is read from the page itself, so that the two cannot differ. It holds text only; in CSV
a cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from html.parser import HTMLParser
from typing import Any, TypeVar

from flask import Response, request

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LEFT_OUT = ("nav", "form", "svg", "script", "noscript")
HEADINGS = ("h1", "h2", "h3")
LINES = ("p", "li", "pre", "summary")
CELLS = ("th", "td", "dt", "dd")
BREAKS = ("br", "p", "div", "li")
APART = "; "

View = TypeVar("View", bound=Callable[..., Any])


@dataclass
class Part:
    """What stands under one heading: lines of text, and tables with the names of their columns."""

    title: str
    text: list[str] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)


def exportable(view: View) -> View:
    """Answer a view's page as a file where its address asks for one with `as`."""

    @wraps(view)
    def answered(*args: Any, **values: Any) -> Any:
        page = view(*args, **values)
        form = request.args.get("as", "")
        return exported(page, form) if form in FORMATS else page

    return answered  # type: ignore[return-value]


def exported(page: str, form: str) -> Response:
    """A page as a file to be saved; `form` is one of FORMATS."""
    found = parts(page)
    write = as_csv if form == "csv" else as_json
    name = re.sub(r"[^\w]+", "-", found[0].title).strip("-")[:60] if found else ""
    answer = Response(write(found), content_type=FORMATS[form])
    answer.headers.set("Content-Disposition", "attachment", filename=f"erkin-{name}.{form}")
    return answer


def parts(page: str) -> list[Part]:
    """What the main part of a page shows, heading by heading."""
    reader = _Reader()
    reader.feed(page)
    return reader.parts


def as_csv(found: list[Part]) -> str:
    """Parts below each other: the heading, its lines, its tables; an empty line after each."""
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    for row in _rows(found):
        writer.writerow([harmless(cell) for cell in row])
    return target.getvalue()


def as_json(found: list[Part]) -> str:
    """The same as a document, with each row of a table as a list of texts."""
    document = {"address": request.path, "parts": [vars(part) for part in found]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _rows(found: list[Part]) -> Iterator[list[str]]:
    yield [request.path]
    for part in found:
        yield [part.title]
        yield from ([line] for line in part.text)
        for table in part.tables:
            yield table["columns"] or [table["title"]]
            yield from table["rows"]
        yield []


class _Reader(HTMLParser):
    """Collects texts. One element at a time is being read: a heading, a line, or a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self._inside = False
        self._left_out: list[str] = []
        self._reading = ""
        self._texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"
        if self._left_out[:1] == [tag] or tag in LEFT_OUT or ("aria-hidden", "true") in attrs:
            self._left_out.append(tag)
        elif self._inside and not self._left_out:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            if self._left_out[-1] == tag:
                self._left_out.pop()
            return
        self._inside = self._inside and tag != "main"
        if tag == self._reading:
            self._take(tag, _tidy("".join(self._texts)))
            self._reading = ""
        elif self._reading:
            self._texts += ["\n"] * (self._reading in HEADINGS)
        elif tag == "thead" and self._inside:
            table = self._part.tables[-1]
            table["columns"] = table["rows"].pop()

    def handle_data(self, data: str) -> None:
        if self._reading and not self._left_out:
            self._texts.append(data.replace("\n", " "))

    def _begin(self, tag: str) -> None:
        if self._reading:
            self._texts += ["\n"] * (tag in BREAKS)
            return
        if tag in ("table", "dl"):
            self._part.tables.append({"title": "", "columns": [], "rows": []})
        elif tag in ("tr", "dt"):
            self._part.tables[-1]["rows"].append([])
        if tag in (*HEADINGS, *LINES, *CELLS, "caption"):
            self._reading, self._texts = tag, []

    @property
    def _part(self) -> Part:
        if not self.parts:
            self.parts.append(Part(""))
        return self.parts[-1]

    def _take(self, tag: str, text: str) -> None:
        if tag in HEADINGS:
            self.parts.append(Part(text))
        elif tag == "caption":
            self._part.tables[-1]["title"] = text
        elif tag in CELLS:
            self._part.tables[-1]["rows"][-1].append(text)
        elif text:
            self._part.text.append(text)


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return APART.join(line for line in lines if line)
