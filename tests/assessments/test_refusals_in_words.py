"""What a command refuses with is marked for translators, wherever it stands, and is translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import assessments
from assessments.evidence.advice import ADVICE, refused
from assessments.phrases import Filled, Reader, phrase

ROOM = Path(assessments.__file__).parent
SENTENCE = re.compile(r"[A-Z].* .*[.]", re.DOTALL)
REFUSING = [path for path in sorted(ROOM.rglob("*.py")) if "Invalid(" in path.read_text("utf-8")]


def unmarked(tree: ast.Module) -> Iterator[str]:
    """The sentences that stand in code and are not the argument of `phrase`."""
    marked = {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
        if node.func.id == "phrase"
    }
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = ast.unparse(node)[2:-1] if isinstance(node, ast.JoinedStr) else None
        if isinstance(node, ast.Constant) and id(node) not in marked | said:
            text = node.value
        if isinstance(text, str) and SENTENCE.fullmatch(text):
            yield text


def test_a_sentence_that_is_not_marked_would_be_found() -> None:
    bad = 'raise Invalid({"a": "Say why.", "b": f"Use {most} signs."}); phrase("Say this too.")'
    assert list(unmarked(ast.parse(bad))) == ["Say why.", "Use {most} signs."]


@pytest.mark.parametrize("path", REFUSING, ids=lambda path: path.relative_to(ROOM).as_posix())
def test_every_sentence_of_a_module_that_refuses_is_marked(path: Path) -> None:
    assert list(unmarked(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize("reason", ADVICE)
def test_a_refused_file_is_told_in_english_where_nobody_translates(reason: str) -> None:
    problem = refused(reason, given=".xyz", ending=".pdf", content="text").problems["file"]
    assert Reader().told(problem) == problem
    assert "{" not in problem


def test_what_fills_a_placeholder_is_translated_only_where_it_is_marked_itself() -> None:
    words = {"{what} is {name}.": "{name}: {what}.", "lead": "свинец"}
    reader = Reader("ru", lambda text: words.get(text, text))
    assert reader.told(Filled("{what} is {name}.", what=Filled("lead"), name="lead")) == (
        "lead: свинец."
    )
    assert reader.told("") == ""
    assert reader.told(phrase("lead")) == "свинец"
