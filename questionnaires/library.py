"""The questionnaires that come with the product."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from questionnaires.definition import Questionnaire
from questionnaires.reading import read_definition

CORE = "forced-labour-core"
SCREENING = "forced-labour-screening"
SLUGS = (CORE, SCREENING)


class UnknownQuestionnaire(LookupError):
    """There is no shipped questionnaire of that name or version."""

    def __init__(self, slug: str, version: str = "") -> None:
        super().__init__(slug, version)
        self.slug = slug
        self.version = version

    def __str__(self) -> str:
        known = ", ".join(f"{slug} ({', '.join(versions(slug))})" for slug in SLUGS)
        wanted = f"{self.slug} {self.version}".strip()
        return f"There is no questionnaire “{wanted}”. There are: {known}"


def versions(slug: str) -> tuple[str, ...]:
    """The shipped versions of a questionnaire, oldest first; raises UnknownQuestionnaire."""
    if slug not in SLUGS:
        raise UnknownQuestionnaire(slug)
    found = [entry.name for entry in _content(slug).iterdir() if entry.is_dir()]
    return tuple(sorted(found, key=_order))


@cache
def load(slug: str, version: str) -> Questionnaire:
    """A shipped version; raises UnknownQuestionnaire. The same object on every call."""
    if version not in versions(slug):
        raise UnknownQuestionnaire(slug, version)
    source = _content(slug) / version / "questionnaire.toml"
    document = tomllib.loads(source.read_text("utf-8"))
    base = document.get("based_on")
    return read_definition(document, load(*base.split("/")) if base else None)


def latest(slug: str) -> Questionnaire:
    """The newest shipped version; raises UnknownQuestionnaire."""
    return load(slug, versions(slug)[-1])


def _content(slug: str) -> Traversable:
    return files("questionnaires") / "content" / slug


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
