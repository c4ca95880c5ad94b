"""Translators get every text: also one that stands below the web, and none hides from them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from webapp.languages.extraction import extracted
from webapp.languages.files import key_of, messages
from webapp.languages.sources import ROOT, sources
from webapp.languages.spoken import COMPANY, SUPPLIER

MARKS = ("_", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext", "phrase")


def hidden(path: Path) -> Iterator[str]:
    """Where a file marks a text within an f-string, which the extraction cannot see."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for part in ast.walk(node) if isinstance(node, ast.JoinedStr) else ():
            called = part.func if isinstance(part, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in MARKS:
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_text_hides_from_translators_in_an_f_string() -> None:
    files = [path for each in (SUPPLIER, COMPANY) for path in sources(each)]
    assert [place for path in files if path.suffix == ".py" for place in hidden(path)] == []


def test_what_reports_say_is_translated_for_whoever_meets_it_on_a_page() -> None:
    suppliers, companies = (
        {key_of(message) for message in messages(extracted(audience))}
        for audience in (SUPPLIER, COMPANY)
    )
    assert "{what}, within {number} hours" in suppliers
    assert "Held down: little evidence" in companies
    assert "expert judgement, to be calibrated; review yearly" in companies
