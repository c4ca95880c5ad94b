"""What a questionnaire is: frozen definitions without words, people or storage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from scoring import form
from scoring.canonical import digest
from scoring.routing import Routing

DONT_KNOW = "dont_know"
TYPES = (
    "single", "multi", "ypn", "number", "percent", "money",
    "date", "country", "text", "table", "file",
)  # fmt: skip
COLUMN_TYPES = ("choice", "good", "country", "text", "number", "percent", "money", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a value may be, in a question or in a column of a table.

    `most` bounds a number from above (from below it is 0). `longest` bounds a text, in
    characters. `alone` is the choice that excludes all others. `region_of` names the country
    question (or column) whose regions are offered as a list.
    """

    key: str
    type: str
    choices: tuple[str, ...] = ()
    alone: str = ""
    whole: bool = False
    most: int | None = None
    longest: int | None = None
    region_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Field):
    """A column of the table question `table`."""

    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Field):
    """A question of one version.

    `sensitive` questions stand alone on a page; `evidence` marks those whose answer counts for
    more with a document behind it; `refs` name the standards that the question serves. `map_from`
    is the question of earlier versions that this one came out of, when it was split.
    """

    section: str
    columns: tuple[Column, ...] = ()
    critical: bool = False
    sensitive: bool = False
    evidence: bool = False
    show_if: str = ""
    refs: tuple[str, ...] = ()
    map_from: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the questionnaire: pages in order, each a few question keys."""

    id: str
    pages: tuple[tuple[str, ...], ...]

    @property
    def question_keys(self) -> tuple[str, ...]:
        """The keys of the section's questions, in order."""
        return tuple(key for page in self.pages for key in page)


@dataclass(frozen=True)
class Questionnaire:
    """One published version: it never changes, and `sha256` says which one it is.

    `words_from` lists the versions ("slug/version") whose texts are used, nearest first;
    `lists` is the version of the shared choice lists. `own_words` are the texts by language of one
    that did not come with the product; they are no part of what is asked. `retired` are the keys
    of questions that earlier versions asked and that must not be asked under another meaning.
    """

    slug: str
    version: str
    language: str
    lists: str
    words_from: tuple[str, ...]
    sections: tuple[Section, ...]
    questions: Mapping[str, Question] = field(repr=False)
    retired: tuple[str, ...] = ()
    own_words: Mapping[str, Mapping[str, Any]] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "questions", MappingProxyType(dict(self.questions)))

    @cached_property
    def sha256(self) -> str:
        """The digest of the canonical form of what is asked (words and file bytes left out)."""
        return digest(self.document())

    def document(self) -> dict[str, object]:
        """What is asked as plain values, with shared choice lists written out."""
        document: dict[str, object] = {
            "slug": self.slug,
            "version": self.version,
            "sections": [
                {"id": s.id, "pages": [list(page) for page in s.pages]} for s in self.sections
            ],
            "questions": {key: _document(q) for key, q in self.questions.items()},
        }
        if self.retired:
            document["retired"] = list(self.retired)
        return document

    def form(self) -> form.Form:
        """What a score needs to know of this version, in the order of the questionnaire."""
        return form.Form(
            slug=self.slug,
            version=self.version,
            sha256=self.sha256,
            questions={key: _scored(question) for key, question in self.questions.items()},
        )

    @cached_property
    def routing(self) -> Routing:
        """The conditions of this version, read once."""
        return Routing(self.form())

    def section(self, section_id: str) -> Section:
        """The section of that id; KeyError if there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


def _scored(question: Question) -> form.Question:
    columns = tuple(
        form.Column(c.key, c.type, c.choices if c.type == "choice" else ())
        for c in question.columns
    )
    return form.Question(
        key=question.key,
        type=question.type,
        choices=question.choices,
        columns=columns,
        critical=question.critical,
        show_if=question.show_if,
    )


def _document(question: Question) -> dict[str, object]:
    document: dict[str, object] = {
        **_field_document(question),
        "critical": question.critical,
        "sensitive": question.sensitive,
        "evidence": question.evidence,
        "show_if": question.show_if,
        "refs": list(question.refs),
    }
    if question.map_from:
        document["map_from"] = question.map_from
    if question.columns:
        document["columns"] = [_field_document(column) for column in question.columns]
    return document


def _field_document(described: Field) -> dict[str, object]:
    document: dict[str, object] = {"key": described.key, "type": described.type}
    if described.choices:
        document["choices"] = list(described.choices)
    for name in ("alone", "whole", "most", "longest", "region_of"):
        if value := getattr(described, name):
            document[name] = value
    return document
