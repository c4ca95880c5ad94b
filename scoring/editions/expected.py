"""What a new edition of a table must hold: the file `editions.toml` beside the reference data."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring.exact import Number, exact

Key = tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """The numbers that a column may hold. A change above `moved` is worth a look."""

    least: Number
    most: Number
    moved: Number
    whole: bool


@dataclass(frozen=True)
class CellForm:
    """How a text of a column is built; `such_as` shows it to people."""

    pattern: re.Pattern[str]
    such_as: str


@dataclass(frozen=True)
class Anchor:
    """A cell known well enough to betray a spoilt file; `why` says from where."""

    key: Key
    column: str
    least: Number
    most: Number
    why: str


@dataclass(frozen=True)
class Expected:
    """What one table must hold, beyond the kinds of its columns."""

    known: Mapping[str, str]
    blank: frozenset[str]
    watched: tuple[str, ...]
    forms: Mapping[str, CellForm]
    scales: Mapping[str, Scale]
    anchors: tuple[Anchor, ...]


def load_expected(path: Path) -> dict[str, Expected]:
    """What each table that can be imported must hold, by the name of the table."""
    return {
        name: _expected(about) for name, about in tomllib.loads(path.read_text("utf-8")).items()
    }


def _expected(about: Mapping[str, Any]) -> Expected:
    return Expected(
        known=about.get("known", {}),
        blank=frozenset(about.get("blank", ())),
        watched=tuple(about.get("watched", ())),
        forms={name: _form(form) for name, form in about.get("forms", {}).items()},
        scales={name: _scale(number) for name, number in about.get("numbers", {}).items()},
        anchors=tuple(_anchor(anchor) for anchor in about.get("anchors", ())),
    )


def _form(about: Mapping[str, Any]) -> CellForm:
    return CellForm(re.compile(about["pattern"]), about["such_as"])


def _scale(about: Mapping[str, Any]) -> Scale:
    least, most, moved = (exact(about[name]) for name in ("least", "most", "moved"))
    return Scale(least, most, moved, about.get("whole", False))


def _anchor(about: Mapping[str, Any]) -> Anchor:
    least, most = exact(about["least"]), exact(about["most"])
    return Anchor(tuple(about["key"]), about["column"], least, most, about["why"])
