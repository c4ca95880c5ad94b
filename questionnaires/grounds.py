"""The laws and policies under which a company may say that it asks: a closed list with sources."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Ground:
    """A law as it is cited, how it `stands` on a day, and where that was read.

    A policy of the company's own has nothing to cite.
    """

    key: str
    cited: str
    since: int
    stands: str
    source: str
    as_of: date


@cache
def grounds() -> Mapping[str, Ground]:
    """Every ground by its key, in the order in which they are offered."""
    source = files("questionnaires") / "content" / "grounds.toml"
    entries = tomllib.loads(source.read_text("utf-8"))
    return MappingProxyType({key: Ground(key=key, **entry) for key, entry in entries.items()})
