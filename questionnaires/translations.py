"""The translations of questionnaires and rulesets, text by text, each with its review state."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from questionnaires.catalogue import ENGLISH
from questionnaires.library import SLUGS, versions
from questionnaires.lists import LATEST
from questionnaires.reviews import read_reviews
from scoring import shipped


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in one language, and how far its translation has come."""

    key: str
    english: str
    translation: str
    state: str


def translated_names() -> list[str]:
    """The newest versions that have texts, such as forced-labour-core/2026.1."""
    questionnaires = [f"{slug}/{versions(slug)[-1]}" for slug in SLUGS]
    return [*questionnaires, f"lists/{LATEST}", "rulesets/" + "/".join(shipped.LATEST)]


def entries(name: str, language: str) -> list[Entry]:
    """Every English text under a name, with its translation; keys as `questions.policy.text`."""
    folder = files("questionnaires").joinpath("content", *name.split("/"))
    english, other = _texts(folder / f"{ENGLISH}.toml"), _texts(folder / f"{language}.toml")
    reviews = read_reviews(folder / f"{language}.review.toml")
    return [
        Entry(key, text, other.get(key, ""), reviews.state(key, text, other.get(key, "")))
        for key, text in english.items()
        if text
    ]


def _texts(path: Traversable) -> dict[str, str]:
    return dict(_leaves(tomllib.loads(path.read_text("utf-8")), "")) if path.is_file() else {}


def _leaves(tree: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _leaves(value, f"{path}[{number}]")
    else:
        yield path, str(tree)
