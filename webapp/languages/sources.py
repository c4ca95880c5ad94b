"""Which of our files speak to whom, found by following what they import and include.

A text that a supplier may meet is a supplier's text, wherever it stands: on a page, in a shared
macro, in a mail, in an error. All others are for companies, programmes and administrators.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, meta

import webapp
from webapp.languages.spoken import SUPPLIER

ROOT = Path(webapp.__file__).parents[1]
ROOMS = ("webapp", "assessments")
TEMPLATES = ROOT / "webapp" / "templates"
SUPPLIER_MODULES = (
    "webapp/supplier/",
    "webapp/errors.py",
    "webapp/mail/",
    "assessments/colleagues/",
    "assessments/disputes/",
    "assessments/evidence/",
    "assessments/reports/deadlines.py",
    "assessments/responses/",
    "assessments/reviews/events.py",
    "assessments/work/",
)
SUPPLIER_TEMPLATES = ("webapp/templates/supplier/", "webapp/templates/errors/")


def sources(audience: str) -> list[Path]:
    """The files whose texts an audience may meet, by name; a file belongs to one audience."""
    suppliers = _supplier_files()
    return sorted(suppliers if audience == SUPPLIER else _files() - suppliers)


def _supplier_files() -> set[Path]:
    modules = _starting(_files(), SUPPLIER_MODULES)
    templates = _starting(_files(), SUPPLIER_TEMPLATES)
    return _reached(modules, _imported) | _reached(templates, _included)


def _files() -> set[Path]:
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*"))
    return {path for path in found if path.suffix in {".py", ".html"}}


def _starting(files: Iterable[Path], prefixes: tuple[str, ...]) -> list[Path]:
    return [path for path in files if path.relative_to(ROOT).as_posix().startswith(prefixes)]


def _reached(start: Iterable[Path], following: Callable[[Path], Iterable[Path]]) -> set[Path]:
    reached: set[Path] = set()
    open_ends = list(start)
    while open_ends:
        path = open_ends.pop()
        if path not in reached:
            reached.add(path)
            open_ends.extend(following(path))
    return reached


def _imported(path: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            yield from (found for name in names if (found := _module(name)))


def _module(name: str) -> Path | None:
    if not name.startswith("webapp."):
        return None
    path = ROOT.joinpath(*name.split("."))
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()), None)


def _included(path: Path) -> Iterator[Path]:
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text("utf-8"))  # noqa: S701
    for name in meta.find_referenced_templates(tree):
        if name and name.endswith(".html"):
            yield TEMPLATES / name
