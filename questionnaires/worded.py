"""A questionnaire together with its words in every language: what is published, sent and kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from questionnaires.catalogue import ENGLISH, Catalogue, Layer, Text, read_layers
from questionnaires.definition import Field, Question, Questionnaire
from questionnaires.library import CORE, latest, load
from questionnaires.transliteration import CYRILLIC_OF, to_cyrillic
from questionnaires.words import OWN_WORDS, QuestionWords, SectionWords, Words, load_words

Texts = Mapping[str, Any]
Path = tuple[str, ...]

QUESTION_TEXTS = ("text", "help", "why", "evidence")
SECTION_TEXTS = ("title", "task", "intro")
NAMED_BY_LIST = frozenset({"good"})
NOT_A_LANGUAGE = frozenset({"questionnaire"})


class OwnWords(Words):
    """The words of a questionnaire that says what it wants to say: only titles are needed.

    A section without a title has that of the questionnaire, one without a task its title; what
    else is missing is empty.
    """

    @property
    def intro(self) -> Text:
        """The introduction, empty where there is none."""
        return self._optional("questionnaire", "intro")

    def section(self, section_id: str) -> SectionWords:
        """The words of a section."""
        title = self.catalogue.find("sections", section_id, "title") or self.title
        return SectionWords(
            title=title,
            task=self.catalogue.find("sections", section_id, "task") or title,
            intro=self._optional("sections", section_id, "intro"),
        )

    def question(self, key: str) -> QuestionWords:
        """The words of a question."""
        return QuestionWords(
            text=self.catalogue.find("questions", key, "text") or Text(key, ""),
            help=self._optional("questions", key, "help"),
            why=self._optional("questions", key, "why"),
            evidence=self._optional("questions", key, "evidence"),
        )

    def _optional(self, *path: str) -> Text:
        return self.catalogue.find(*path) or Text("", self.language)


@dataclass(frozen=True)
class Worded:
    """A questionnaire and its texts by language. Nothing that a language lacks is filled in.

    Choices that take common words (yes, no) have them as words of their own here.
    """

    questionnaire: Questionnaire
    texts: Mapping[str, Texts]

    def in_language(self, language: str) -> Texts:
        """The texts in a language, made by rule where there is one; none where there are none."""
        if language in self.texts or language not in CYRILLIC_OF:
            return self.texts.get(language, {})
        return _in_cyrillic(self.texts.get(CYRILLIC_OF[language], {}))

    def with_language(self, language: str) -> "Worded":
        """The same with the texts in a language that are made by rule."""
        texts = self.in_language(language)
        return replace(self, texts={**self.texts, language: texts}) if texts else self

    def words(self, language: str) -> "OwnWords":
        """The words in a language; what it lacks is said in the questionnaire's own language."""
        own, english = self.questionnaire.language, ENGLISH
        layers: list[Layer] = []
        for each in dict.fromkeys((language, own, english)):
            if texts := self.in_language(each):
                layers.append(Layer(each, texts))
            layers += common_layers(each)
        return OwnWords(language, Catalogue([*layers, OWN_WORDS]), self.questionnaire.lists)


def shipped(slug: str, version: str) -> Worded:
    """A shipped version with all its words; raises UnknownQuestionnaire."""
    questionnaire = load(slug, version)
    content = files("questionnaires") / "content"
    folders = [content.joinpath(*name.split("/")) for name in questionnaire.words_from]
    names = {file.name for folder in folders for file in folder.iterdir()}
    found = sorted(name.removesuffix(".toml") for name in names if name.count(".") == 1)
    languages = [name for name in found if name not in NOT_A_LANGUAGE]
    texts = {}
    for language in sorted(languages, key=lambda name: name != questionnaire.language):
        layers = [one for one in read_layers(folders, language) if one.language == language]
        texts[language] = texts_of(questionnaire, Catalogue(layers))
    return Worded(questionnaire, texts)


def texts_of(questionnaire: Questionnaire, catalogue: Catalogue) -> Texts:
    """What a catalogue says of this questionnaire, and nothing else, each text in its place."""
    found: dict[str, Any] = {}
    for path in text_paths(questionnaire):
        text = catalogue.find(*path)
        if text is None and path[-2] in ("choices", *_column_keys(questionnaire, path)):
            text = catalogue.find("common", "choices", path[-1])
        if text is not None and text.strip():
            put(found, path, text.strip())
    return found


def text_paths(questionnaire: Questionnaire) -> Iterator[Path]:
    """The place of every text that the questionnaire can have, in order."""
    yield from (("questionnaire", name) for name in ("title", "intro"))
    for section in questionnaire.sections:
        yield from (("sections", section.id, name) for name in SECTION_TEXTS)
    for question in questionnaire.questions.values():
        yield from question_paths(question)


def question_paths(question: Question) -> Iterator[Path]:
    """The place of every text of one question."""
    start = ("questions", question.key)
    yield from ((*start, name) for name in QUESTION_TEXTS)
    yield from ((*start, "choices", choice) for choice in question.choices)
    for column in question.columns:
        yield (*start, "columns", column.key)
        for choice in _own_choices(column):
            yield (*start, "column_choices", column.key, choice)


def put(texts: dict[str, Any], path: Path, text: str) -> None:
    """Put a text in its place."""
    for name in path[:-1]:
        texts = texts.setdefault(name, {})
    texts[path[-1]] = str(text)


def at(texts: Texts, path: Path) -> str:
    """The text in a place, empty where there is none."""
    found: object = texts
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def own_worded(questionnaire: Questionnaire) -> Worded:
    """A questionnaire with its words, whoever they came from; raises UnknownQuestionnaire."""
    if questionnaire.own_words is None:
        return shipped(questionnaire.slug, questionnaire.version)
    return Worded(questionnaire, questionnaire.own_words)


def words_of(questionnaire: Questionnaire, language: str = ENGLISH) -> Words:
    """The words of any questionnaire in a language: those that it brought, or shipped ones."""
    if questionnaire.own_words is None:
        return load_words(questionnaire.slug, questionnaire.version, language)
    return Worded(questionnaire, questionnaire.own_words).words(language)


@cache
def common_layers(language: str) -> tuple[Layer, ...]:
    """What the product says in every questionnaire: yes and no, months, files."""
    folder = files("questionnaires") / "content" / CORE / latest(CORE).version
    return tuple(
        Layer(one.language, {"common": one.texts.get("common", {})})
        for one in read_layers([folder], language)
        if one.language == language
    )


def _in_cyrillic(texts: Texts) -> Texts:
    return {
        name: to_cyrillic(said) if isinstance(said, str) else _in_cyrillic(said)
        for name, said in texts.items()
    }


def _own_choices(described: Field) -> tuple[str, ...]:
    return () if described.type in NAMED_BY_LIST else described.choices


def _column_keys(questionnaire: Questionnaire, path: Path) -> tuple[str, ...]:
    if len(path) < 5:
        return ()
    return tuple(column.key for column in questionnaire.questions[path[1]].columns)
