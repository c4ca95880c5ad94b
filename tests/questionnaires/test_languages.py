"""Every language that has words at all: the same keys, lists and placeholders as English."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import questionnaires
from questionnaires.reviews import read_reviews

CONTENT = Path(questionnaires.__file__).parent / "content"
FILES = [
    path
    for path in sorted(CONTENT.glob("**/*.toml"))
    if re.fullmatch(r"[a-z]{2}\.toml", path.name) and path.name != "en.toml"
]
KEYS_OF_OTHERS = re.compile(r"indicators\.\w+\.ilo")
"""Texts that are looked up elsewhere, and so the same in every language."""


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from leaves(value, f"{path}[{number}]")
    else:
        yield path, tree


def texts(path: Path) -> dict[str, str]:
    return dict(leaves(tomllib.loads(path.read_text("utf-8"))))


@pytest.fixture(params=FILES, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def translated(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_a_translation_has_no_text_that_english_has_not(translated: Path) -> None:
    english = texts(translated.with_name("en.toml"))
    assert [
        key for key in texts(translated) if key not in english and not key.startswith("common.")
    ] == []


def test_a_translation_keeps_the_placeholders(translated: Path) -> None:
    english, other = texts(translated.with_name("en.toml")), texts(translated)
    placeholders = re.compile(r"\{\w+\}")
    assert {
        key: text
        for key, text in other.items()
        if key in english
        and set(placeholders.findall(text)) != set(placeholders.findall(english[key]))
    } == {}


def test_a_translation_keeps_what_is_looked_up(translated: Path) -> None:
    english, other = texts(translated.with_name("en.toml")), texts(translated)
    looked_up = [key for key in other if KEYS_OF_OTHERS.fullmatch(key)]
    assert {key: other[key] for key in looked_up} == {key: english[key] for key in looked_up}


def test_a_review_names_who_when_and_which_wording(translated: Path) -> None:
    for key, review in read_reviews(translated.with_suffix(".review.toml")).of.items():
        assert key in texts(translated)
        assert review.by
        assert isinstance(review.on, date)
        assert re.fullmatch(r"[0-9a-f]{12}", review.wording)
