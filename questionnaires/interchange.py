"""A questionnaire with its words as one JSON document, as it leaves the product and comes back."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from questionnaires.definition import Questionnaire
from questionnaires.documents import UnreadableDocument, read_document
from questionnaires.reading import YES_PARTLY_NO, DefinitionProblems, read_definition
from questionnaires.schema import DefinitionProblem
from questionnaires.worded import Path, Texts, Worded, at, text_paths
from questionnaires.words import LANGUAGE
from scoring.canonical import digest
from scoring.hidden_characters import BREAKS, JOINERS, hidden_character

FORMAT = "erkin-questionnaire/1"
PARTS = ("format", "language", "lists", "questionnaire", "words")
LONGEST_DOCUMENT = 5_000_000
LONGEST_TEXT = 5_000
MOST_LANGUAGES = 30
SURVEYJS_PARTS = ("pages", "elements", "questions")


def to_document(worded: Worded) -> dict[str, Any]:
    """The document: what is asked, exactly as it is pinned by its hash, and all words."""
    asked = worded.questionnaire
    return {
        "format": FORMAT,
        "language": asked.language,
        "lists": asked.lists,
        "questionnaire": asked.document(),
        "words": worded.texts,
    }


def to_json(worded: Worded) -> str:
    """The document as text for people too: indented, each character as it is."""
    return json.dumps(to_document(worded), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Worded:
    """The questionnaire in a text that `to_json` gave. Raises DefinitionProblems with all that

    is wrong, each with its place.
    """
    if len(text) > LONGEST_DOCUMENT:
        raise _refusal("document", f"has more than {LONGEST_DOCUMENT} characters")
    try:
        return from_document(read_document(text))
    except UnreadableDocument as error:
        place = f"line {error.line}" if error.line else "document"
        raise _refusal(place, error.message) from None


def is_surveyjs(text: str) -> bool:
    """Whether a text is a form of SurveyJS, which can be written here and not read."""
    try:
        document = read_document(text)
    except UnreadableDocument:
        return False
    if not isinstance(document, Mapping) or "format" in document:
        return False
    return any(isinstance(document.get(part), list) for part in SURVEYJS_PARTS)


def from_document(document: object) -> Worded:
    """The questionnaire in a document; as `from_json`."""
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise _refusal("format", f"this is no questionnaire of ours: write {FORMAT}")
    if unknown := sorted(document.keys() - set(PARTS)):
        raise _refusal(str(unknown[0])[:40], f"is unknown; there are {', '.join(PARTS)}")
    language, words = document.get("language"), document.get("words")
    if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
        raise _refusal("language", "write the code of a language, such as en")
    questionnaire = _questionnaire(document.get("questionnaire"), language, document.get("lists"))
    if not isinstance(words, Mapping) or not all(isinstance(w, Mapping) for w in words.values()):
        raise _refusal("words", "give the texts of each language")
    if problems := list(_word_problems(questionnaire, words)):
        raise DefinitionProblems(problems)
    return Worded(questionnaire, {each: said for each, said in words.items() if said})


def text_problem(text: str) -> str:
    """Why a text cannot be shown to people, "" where it can."""
    if len(text) > LONGEST_TEXT:
        return f"has more than {LONGEST_TEXT} characters"
    if "${" in text:
        return "shows another answer by ${…}: write it without"
    if not text or text != text.strip():
        return "is empty, or has a blank at an end"
    hidden = hidden_character(text, BREAKS | JOINERS)
    return f"has {hidden}" if hidden else ""


def _questionnaire(document: object, language: str, lists: object) -> Questionnaire:
    if not isinstance(document, Mapping):
        raise _refusal("questionnaire", "is missing")
    try:
        definition = _definition(document) | {"language": language, "lists": lists}
    except (AttributeError, KeyError, TypeError):
        raise _refusal("questionnaire", "is not the document of a questionnaire") from None
    try:
        found = read_definition(definition)
    except FileNotFoundError:
        raise _refusal("lists", "there is no such version of the choice lists") from None
    if digest(found.document()) != digest(document):
        raise _refusal("questionnaire", "says more than a questionnaire has, or lists of its own")
    return found


def _definition(document: Mapping[str, Any]) -> dict[str, Any]:
    """The definition that a published document came from."""
    entries = {}
    for key, entry in document["questions"].items():
        plain = {name: value for name, value in entry.items() if name != "key"}
        plain = {name: value for name, value in plain.items() if value not in ("", False)}
        if plain.get("choices") == list(YES_PARTLY_NO) and plain.get("type") == "ypn":
            del plain["choices"]
        if "columns" in plain:
            plain["columns"] = [_column(column) for column in plain["columns"]]
        entries[key] = plain
    rest = {name: value for name, value in document.items() if name != "questions"}
    return {**rest, "questions": entries}


def _column(column: Mapping[str, Any]) -> dict[str, Any]:
    left_out = {"key", "choices"} if column["type"] == "good" else {"key"}
    plain = {name: value for name, value in column.items() if name not in left_out}
    return {"name": column["key"], **plain}


def _word_problems(
    questionnaire: Questionnaire, words: Mapping[str, Texts]
) -> Iterator[DefinitionProblem]:
    if len(words) > MOST_LANGUAGES:
        yield DefinitionProblem("words", f"has more than {MOST_LANGUAGES} languages")
    known = set(text_paths(questionnaire))
    for language, texts in list(words.items())[:MOST_LANGUAGES]:
        if not LANGUAGE.fullmatch(language):
            yield DefinitionProblem(f"words.{language[:40]}", "is not the code of a language")
        for path, text in _leaves(texts):
            place = ".".join(("words", language, *path))[:200]
            if path not in known:
                yield DefinitionProblem(place, "is the text of nothing in this questionnaire")
            elif problem := text_problem(text) if isinstance(text, str) else "is no text":
                yield DefinitionProblem(place, problem)
    if not at(words.get(questionnaire.language, {}), ("questionnaire", "title")):
        place = f"words.{questionnaire.language}.questionnaire.title"
        yield DefinitionProblem(place, "is missing: give the questionnaire a title")


def _leaves(texts: Texts, path: Path = ()) -> Iterator[tuple[Path, object]]:
    for name, inner in texts.items():
        if isinstance(inner, Mapping) and len(path) < 5:
            yield from _leaves(inner, (*path, str(name)))
        else:
            yield (*path, str(name)), inner


def _refusal(place: str, message: str) -> DefinitionProblems:
    return DefinitionProblems([DefinitionProblem(place, message)])
