"""Choice lists shared by questionnaires, in versions that never change: goods, sectors, regions."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from questionnaires.alphabets import in_order
from questionnaires.catalogue import ENGLISH, Catalogue, Text, read_layers

LATEST = "2026.1"
NAMES = ("goods", "sectors", "china_regions")
CONTENT = files("questionnaires") / "content" / "lists"


@cache
def load_list(name: str, version: str = LATEST) -> Mapping[str, str]:
    """Key → English name of a shared list, in the order of the list.

    KeyError if there is no list of that name, FileNotFoundError if there is no such version.
    """
    if name not in NAMES:
        raise KeyError(name)
    source = CONTENT / version / f"{ENGLISH}.toml"
    return MappingProxyType(tomllib.loads(source.read_text("utf-8"))[name])


@cache
def list_names(name: str, language: str, version: str = LATEST) -> Mapping[str, Text]:
    """Key → name in a language, in the order of the list; what it lacks is in English.

    Raises as `load_list` does.
    """
    texts = Catalogue(read_layers([CONTENT / version], language))
    return MappingProxyType({key: texts.text(name, key) for key in load_list(name, version)})


@cache
def list_choices(name: str, language: str) -> tuple[tuple[str, str], ...]:
    """(key, name) of the newest version, in the order of the names in a language."""
    return tuple(in_order(list_names(name, language).items(), language))
