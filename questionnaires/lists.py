"""Choice lists shared by questionnaires, in versions that never change: goods, sectors, regions."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LATEST = "2026.1"
NAMES = ("goods", "sectors", "china_regions")


@cache
def load_list(name: str, version: str = LATEST) -> Mapping[str, str]:
    """Key → English name of a shared list, in the order of the list.

    KeyError if there is no list of that name, FileNotFoundError if there is no such version.
    """
    if name not in NAMES:
        raise KeyError(name)
    source = files("questionnaires") / "content" / "lists" / version / f"{name}.toml"
    return MappingProxyType(tomllib.loads(source.read_text("utf-8"))[name])
