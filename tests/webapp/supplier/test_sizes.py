"""Pages stay small for slow lines."""

import gzip
import re
from pathlib import Path

from questionnaires.library import load
from tests.webapp.supplier.conftest import Scene
from tests.webapp.supplier.test_section_pages import EVERYTHING_ASKED

CORE = load("forced-labour-core", "2026.1")
MOST_HTML = 60_000
MOST_IN_ALL = 100_000
STATIC = Path(__file__).parents[3] / "webapp" / "static"
LOADED = re.compile(rb'(?:href|src)="/static/([^"?]+)')


def in_all(body: bytes) -> int:
    """The page with every file that it loads, as they travel."""
    files = {STATIC / found.decode() for found in LOADED.findall(body)}
    assert files
    for css in [path for path in files if path.suffix == ".css"]:
        for name in re.findall(r"url\([\"']?([^\"')]+)", css.read_text()):
            files.add((css.parent / name).resolve())
    return sum(len(gzip.compress(each)) for each in [body, *(file.read_bytes() for file in files)])


def test_every_page_is_small(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, EVERYTHING_ASKED)
    sizes: dict[str, tuple[int, int]] = {}
    paths = ["", "tasks"]
    for section in CORE.sections:
        for number, keys in enumerate(section.pages, start=1):
            paths.append(f"{section.id}/{number}")
            paths += [f"{paths[-1]}/{key}/new" for key in keys if CORE.questions[key].columns]
    for path in paths:
        body = scene.page(person, path).response.get_data()
        sizes[path] = (len(body), in_all(body))
    assert {path: html for path, (html, _) in sizes.items() if html >= MOST_HTML} == {}
    assert {path: total for path, (_, total) in sizes.items() if total >= MOST_IN_ALL} == {}


def test_the_check_page_is_small_enough_with_every_answer(scene: Scene) -> None:
    person = scene.inside()
    scene.story.answer(scene.scope, EVERYTHING_ASKED)
    assert in_all(scene.page(person, "check").response.get_data()) < MOST_IN_ALL
