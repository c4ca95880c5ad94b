"""Texts under stable keys, in layers: the wanted language first, then English, then the key."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from questionnaires.transliteration import CYRILLIC_OF, to_cyrillic
from scoring.canonical import digest

ENGLISH = "en"


class Text(str):
    """A text that knows its language, so that a page can mark what fell back to another one.

    `language` is "" where there is no text at all and the key stands in for it.
    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> "Text":
        made = super().__new__(cls, text)
        made.language = language
        return made


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of texts."""

    language: str
    texts: Mapping[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """Layers of texts, searched in order."""

    layers: Sequence[Layer]

    def text(self, *path: str) -> Text:
        """The text under a path; where no layer has it, the path itself in brackets."""
        return self.find(*path) or Text(f"[{'.'.join(path)}]", "")

    def find(self, *path: str) -> Text | None:
        """The text under a path, or None."""
        for layer, found in self._found(path):
            if isinstance(found, str):
                return Text(found, layer.language)
        return None

    def texts(self, *path: str) -> tuple[Text, ...]:
        """The list of texts under a path, empty where there is none."""
        for layer, found in self._found(path):
            if isinstance(found, list):
                return tuple(Text(str(item), layer.language) for item in found)
        return ()

    @property
    def sha256(self) -> str:
        """The digest of all texts that may be shown, to pin what a person was asked."""
        return digest([[layer.language, layer.texts] for layer in self.layers])

    def _found(self, path: Sequence[str]) -> Iterator[tuple[Layer, object]]:
        for layer in self.layers:
            found: object = layer.texts
            for name in path:
                found = found.get(name) if isinstance(found, Mapping) else None
            if found is not None:
                yield layer, found


def read_layers(folders: Sequence[Traversable], language: str) -> list[Layer]:
    """The layers of some folders, nearest first: all in the language, then all in English.

    A folder without a file for a language gives no layer.
    """
    languages = dict.fromkeys((language, ENGLISH))
    found = (_read(folder, lang) for lang in languages for folder in folders)
    return [layer for layer in found if layer]


def _read(folder: Traversable, language: str) -> Layer | None:
    source = folder / f"{CYRILLIC_OF.get(language, language)}.toml"
    if not source.is_file():
        return None
    texts = tomllib.loads(source.read_text("utf-8"))
    return Layer(language, _in_cyrillic(texts) if language in CYRILLIC_OF else texts)


def _in_cyrillic(texts: Any) -> Any:
    if isinstance(texts, str):
        return to_cyrillic(texts)
    if isinstance(texts, dict):
        return {key: _in_cyrillic(value) for key, value in texts.items()}
    return [_in_cyrillic(value) for value in texts] if isinstance(texts, list) else texts
