"""The one way text gets into a document."""

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4

from tests.webapp.documents.payloads import HIDDEN, HOSTILE, LETTERS, SCRIPTS
from webapp.documents.composer import CELL_LIMIT
from webapp.documents.fonts import load_fonts
from webapp.documents.pages import HEIGHT
from webapp.documents.styles import BODY, DENSE
from webapp.documents.text import (
    LONGEST_RUN,
    LONGEST_TEXT,
    MISSING_GLYPH,
    Link,
    Quiet,
    Strong,
    Typesetter,
    printable,
    safe_text,
)

ROOT = Path(__file__).parents[3]
anything = st.text(st.characters(), max_size=300) | st.sampled_from(HOSTILE)


def typesetter() -> Typesetter:
    return Typesetter(load_fonts())


@given(anything)
def test_nothing_hidden_and_no_markup_is_left(text: str) -> None:
    safe = safe_text(text)
    assert "<" not in safe
    assert ">" not in safe
    for character in safe:
        assert character == " " or unicodedata.category(character) not in (
            "Cc", "Cf", "Cs", "Zl", "Zp", "Zs",
        )  # fmt: skip


@given(anything)
def test_no_text_is_longer_than_its_limit_and_no_run_longer_than_sixty(text: str) -> None:
    assert len(printable(text, 100)) <= 100
    plain = printable(text, LONGEST_TEXT)
    assert len(plain) <= LONGEST_TEXT
    unescaped = safe_text(text).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    assert max((len(run) for run in unescaped.split()), default=0) <= LONGEST_RUN


def test_a_text_that_was_cut_says_so() -> None:
    assert printable("x" * 101, 100).endswith(" […]")
    assert printable("x" * 100, 100) == "x" * 100


def test_a_right_to_left_override_does_not_reach_the_page() -> None:
    assert printable(HIDDEN[0], 100) == "gnp.exe and isolated"


def test_the_letters_of_central_asia_are_printed_as_they_are() -> None:
    made = typesetter()
    assert made.shown(LETTERS) == LETTERS
    assert not made.missing


@pytest.mark.parametrize("text", SCRIPTS[1:6])
def test_a_letter_without_a_shape_is_shown_as_a_box_and_remembered(text: str) -> None:
    made = typesetter()
    assert MISSING_GLYPH in made.shown(text)
    assert made.missing


@settings(max_examples=150, deadline=None)
@given(anything)
def test_any_text_becomes_a_paragraph_that_fits_on_a_page(text: str) -> None:
    paragraph = typesetter().paragraph([text, Strong(text), Quiet(text)], DENSE, CELL_LIMIT // 3)
    assert paragraph.wrap(A4[0] / 2, HEIGHT)[1] < HEIGHT


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_of_a_supplier_stays_text(text: str) -> None:
    made = typesetter()
    paragraph = made.paragraph(text, BODY)
    assert {fragment.fontName for fragment in paragraph.frags} <= {BODY.fontName}
    assert not any(getattr(fragment, "link", None) for fragment in paragraph.frags)
    assert not any(hasattr(fragment, "cbDefn") for fragment in paragraph.frags)


def test_a_link_leads_only_to_a_bookmark_of_ours() -> None:
    with pytest.raises(ValueError, match="bookmark"):
        typesetter().paragraph([Link("x", "http://evil.example/")], BODY)


def made_outside_the_one_way(tree: ast.Module) -> Iterator[int]:
    """The lines that make a paragraph or set one by ReportLab's other parsers."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name in ("Paragraph", "XPreformatted", "Preformatted", "ParaParser", "MDPara"):
            yield node.lineno


def test_nothing_but_the_typesetter_makes_a_paragraph() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "webapp").rglob("*.py"))
        if path != ROOT / "webapp/documents/text.py"
        for line in made_outside_the_one_way(ast.parse(path.read_text("utf-8")))
    ]
    assert offenders == []


@pytest.mark.parametrize("code", ["Paragraph(name, style)", "platypus.Paragraph(name)"])
def test_a_paragraph_made_elsewhere_is_noticed(code: str) -> None:
    assert list(made_outside_the_one_way(ast.parse(code))) == [1]
