"""The words of a questionnaire and of a ruleset, with a visible fallback."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from questionnaires import days
from questionnaires.alphabets import in_order
from questionnaires.catalogue import ENGLISH, Catalogue, Layer, Text, read_layers
from questionnaires.definition import Column, Field
from questionnaires.library import load
from questionnaires.lists import list_names

OWN_WORDS = Layer(
    ENGLISH,
    {
        "common": {
            "none_to_list": "None to list",
            "file": "1 file",
            "files": "{count} files",
            "choices": {"dont_know": "Don’t know"},
        }
    },
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What a question says: the question, how to answer, why it is asked, what would show it."""

    text: Text
    help: Text
    why: Text
    evidence: Text


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What a section says: its name, the task in the task list, an introduction."""

    title: Text
    task: Text
    intro: Text


@dataclass(frozen=True)
class Words:
    """The words of one questionnaire version in one language."""

    language: str
    catalogue: Catalogue
    lists: str

    @property
    def title(self) -> Text:
        """The questionnaire's title."""
        return self.catalogue.text("questionnaire", "title")

    @property
    def intro(self) -> Text:
        """The questionnaire's introduction."""
        return self.catalogue.text("questionnaire", "intro")

    @property
    def none_to_list(self) -> Text:
        """What an empty table says."""
        return self.catalogue.text("common", "none_to_list")

    @property
    def sha256(self) -> str:
        """The digest of all texts that may be shown."""
        return self.catalogue.sha256

    def section(self, section_id: str) -> SectionWords:
        """The words of a section."""
        text = self.catalogue.text
        return SectionWords(
            title=text("sections", section_id, "title"),
            task=text("sections", section_id, "task"),
            intro=text("sections", section_id, "intro"),
        )

    def question(self, key: str) -> QuestionWords:
        """The words of a question."""
        text = self.catalogue.text
        return QuestionWords(
            text=text("questions", key, "text"),
            help=text("questions", key, "help"),
            why=text("questions", key, "why"),
            evidence=text("questions", key, "evidence"),
        )

    def choice(self, key: str, choice: str) -> Text:
        """The name of a choice of a question; its own words, then those common to all."""
        return (
            self.catalogue.find("questions", key, "choices", choice)
            or self.catalogue.find("common", "choices", choice)
            or Text(choice, "")
        )

    def column(self, key: str, column: str) -> Text:
        """The heading of a column of a table question."""
        return self.catalogue.find("questions", key, "columns", column) or Text(column, "")

    def column_choice(self, key: str, column: str, choice: str) -> Text:
        """The name of a choice of a column; its own words, then those common to all."""
        return (
            self.catalogue.find("questions", key, "column_choices", column, choice)
            or self.catalogue.find("common", "choices", choice)
            or Text(choice, "")
        )

    def choice_of(self, described: Field, choice: str) -> Text:
        """The name of a choice of a question or column, whichever it is."""
        if described.type == "good":
            return list_names("goods", self.language, self.lists).get(choice) or Text(choice, "")
        if isinstance(described, Column):
            return self.column_choice(described.table, described.key, choice)
        return self.choice(described.key, choice)

    def choices_of(self, described: Field) -> list[tuple[str, Text]]:
        """Every choice with its name, as a form offers them: goods by their names."""
        named = [(choice, self.choice_of(described, choice)) for choice in described.choices]
        return in_order(named, self.language) if described.type == "good" else named

    def date(self, day: date) -> str:
        """A day as people write it: 21 November 2026."""
        return days.written(day, self.language)

    def counted_files(self, count: int) -> str:
        """How many files: “1 file”, “3 files”."""
        return self.catalogue.text("common", "file" if count == 1 else "files").format(count=count)


@cache
def load_words(slug: str, version: str, language: str = ENGLISH) -> Words:
    """The words of a shipped questionnaire; raises UnknownQuestionnaire.

    What the language lacks is said in English; what English lacks, by the key in brackets.
    """
    definition = load(slug, version)
    content = files("questionnaires") / "content"
    folders = [content.joinpath(*name.split("/")) for name in definition.words_from]
    layers = [*read_layers(folders, _safe(language)), OWN_WORDS]
    return Words(_safe(language), Catalogue(layers), definition.lists)


@cache
def load_ruleset_words(slug: str, version: str, language: str = ENGLISH) -> Catalogue:
    """The words of a shipped ruleset: `text("rules", "REC01", "title")`, and so on.

    A ruleset without words has none: each text is its key in brackets.
    """
    folder = files("questionnaires") / "content" / "rulesets" / slug / version
    return Catalogue(read_layers([folder], _safe(language)))


def words_of_ruleset(document: Mapping[str, Any], language: str = ENGLISH) -> Catalogue:
    """The words of a ruleset document: the shipped ones, and before them those of an overlay.

    An overlay says what it is under `overlay.title` and `overlay.why`, in its own language.
    """
    if "overlay_of" not in document:
        return load_ruleset_words(document["slug"], document["version"], language)
    base, own = document["overlay_of"], document["words"]
    shipped = load_ruleset_words(base["slug"], base["version"], language)
    texts = {
        "overlay": {"title": own["title"], "why": own["why"]},
        "rules": own["rules"],
        "checks": own["checks"],
    }
    return Catalogue([Layer(own.get("language", ENGLISH), texts), *shipped.layers])


def load_methodology_text(slug: str, version: str, language: str = ENGLISH) -> str:
    """The text of a ruleset's methodology, with names in place of what the ruleset says.

    Raises FileNotFoundError where a ruleset has none in this language.
    """
    folder = files("questionnaires") / "content" / "rulesets" / slug / version
    return folder.joinpath(f"{_safe(language)}.methodology.md").read_text("utf-8")


def _safe(language: str) -> str:
    """The language tag, which becomes part of a file name; English where it is no tag."""
    return language if LANGUAGE.fullmatch(language) else ENGLISH
