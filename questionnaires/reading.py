"""From a definition document to a questionnaire, with all problems of the document at once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from questionnaires.definition import Column, Question, Questionnaire, Section
from questionnaires.lists import load_list
from questionnaires.schema import DefinitionProblem, shape_problems
from scoring.conditions import ConditionProblems, names_of_form, parse

YES_PARTLY_NO = ("yes", "partly", "no", "na", "dont_know")
CHOOSING = ("single", "multi", "choice")


class DefinitionProblems(Exception):
    """All problems of one definition, in the order in which they were found."""

    def __init__(self, problems: list[DefinitionProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read_definition(
    document: Mapping[str, Any], base: Questionnaire | None = None
) -> Questionnaire:
    """The questionnaire that a definition document describes.

    `base` is the version that the document's `based_on` names: its questions are taken over for
    the keys that the pages name. Raises DefinitionProblems with everything that is wrong.
    """
    problems = shape_problems(document)
    if not problems:
        problems = [*_page_problems(document, base), *_question_problems(document)]
    if problems:
        raise DefinitionProblems(problems)
    questionnaire = _build(document, base)
    problems = [
        *_routing_problems(questionnaire),
        *_alone_problems(questionnaire),
        *_region_problems(questionnaire),
    ]
    if problems:
        raise DefinitionProblems(problems)
    return questionnaire


def _build(document: Mapping[str, Any], base: Questionnaire | None) -> Questionnaire:
    sections = tuple(
        Section(entry["id"], tuple(tuple(page) for page in entry["pages"]))
        for entry in document["sections"]
    )
    lists = document.get("lists") or (base.lists if base else "")
    own: Mapping[str, Any] = document.get("questions", {})
    questions: dict[str, Question] = {}
    for section in sections:
        for key in section.question_keys:
            if key in own:
                questions[key] = _question(key, section.id, own[key], lists)
            elif base:
                questions[key] = base.questions[key]
    name = f"{document['slug']}/{document['version']}"
    return Questionnaire(
        slug=document["slug"],
        version=document["version"],
        language=document["language"],
        lists=lists,
        words_from=(name, *(base.words_from if base else ())),
        sections=sections,
        questions=questions,
        retired=_retired(document, base),
    )


def _retired(document: Mapping[str, Any], base: Questionnaire | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(base.retired if base else ()), *document.get("retired", ())]))


def _question(key: str, section: str, entry: Mapping[str, Any], lists: str) -> Question:
    plain = {name: entry[name] for name in entry.keys() - {"choices_from", "columns"}}
    choices = entry.get("choices", ())
    if "choices_from" in entry:
        choices = load_list(entry["choices_from"], lists)
    elif entry["type"] == "ypn":
        choices = YES_PARTLY_NO
    columns = tuple(_column(key, column, lists) for column in entry.get("columns", ()))
    plain |= {"choices": tuple(choices), "columns": columns, "refs": tuple(entry.get("refs", ()))}
    return Question(key=key, section=section, **plain)


def _column(table: str, entry: Mapping[str, Any], lists: str) -> Column:
    plain = {name: entry[name] for name in entry.keys() - {"name"}}
    choices = load_list("goods", lists) if entry["type"] == "good" else entry.get("choices", ())
    return Column(table=table, key=entry["name"], **plain | {"choices": tuple(choices)})


def _page_problems(
    document: Mapping[str, Any], base: Questionnaire | None
) -> Iterator[DefinitionProblem]:
    own: Mapping[str, Any] = document.get("questions", {})
    known = {*own, *(base.questions if base else ())}
    pages = [page for section in document["sections"] for page in section["pages"]]
    placed = Counter(key for page in pages for key in page)
    for key, times in placed.items():
        if key not in known:
            yield DefinitionProblem("sections", f"there is no question “{key}”")
        if times > 1:
            yield DefinitionProblem(f"questions.{key}", f"stands on {times} pages: keep one")
    for key in sorted(placed.keys() & set(_retired(document, base))):
        yield DefinitionProblem(f"questions.{key}", "is retired: ask the new question by a new key")
    for key in sorted(own.keys() - placed.keys()):
        yield DefinitionProblem(f"questions.{key}", "stands on no page: put it on one")
    if base is None and "lists" not in document:
        yield DefinitionProblem("lists", "name the version of the choice lists, such as 2026.1")


def _question_problems(document: Mapping[str, Any]) -> Iterator[DefinitionProblem]:
    for key, entry in document.get("questions", {}).items():
        place = f"questions.{key}"
        yield from _field_problems(place, entry)
        if (entry["type"] == "table") != bool(entry.get("columns")):
            yield DefinitionProblem(place, "a table has columns, and nothing else has")
        names = Counter(column["name"] for column in entry.get("columns", ()))
        for name, times in names.items():
            if times > 1:
                yield DefinitionProblem(f"{place}.columns", f"{times} columns are called “{name}”")
        for column in entry.get("columns", ()):
            yield from _field_problems(f"{place}.columns.{column['name']}", column)


def _field_problems(place: str, entry: Mapping[str, Any]) -> Iterator[DefinitionProblem]:
    choices = entry.get("choices", [])
    chooses = entry["type"] in CHOOSING
    if chooses != bool(choices or "choices_from" in entry):
        yield DefinitionProblem(
            place, "single, multi and choice have choices, and nothing else has"
        )
    if choices and "choices_from" in entry:
        yield DefinitionProblem(place, "give choices or choices_from, not both")
    if len(set(choices)) < len(choices):
        yield DefinitionProblem(place, "a choice is listed twice")
    if entry.get("alone", "") not in ("", *choices):
        yield DefinitionProblem(place, f"“{entry['alone']}” is not one of the choices")
    if entry["type"] == "number" and "most" not in entry:
        yield DefinitionProblem(place, "say the largest number that is possible, as most = …")


def _routing_problems(questionnaire: Questionnaire) -> Iterator[DefinitionProblem]:
    """A condition must read, and only what an earlier page asks: pages work without scripts."""
    names = names_of_form(questionnaire.form())
    pages = [page for section in questionnaire.sections for page in section.pages]
    page_of = {key: number for number, page in enumerate(pages) for key in page}
    for key, question in questionnaire.questions.items():
        if not question.show_if:
            continue
        place = f"questions.{key}.show_if"
        try:
            reads = parse(question.show_if, names).reads
        except ConditionProblems as found:
            yield from (DefinitionProblem(place, str(problem)) for problem in found.problems)
            continue
        for gateway in reads:
            if page_of[gateway] >= page_of[key]:
                message = f"needs “{gateway}”, which must stand on an earlier page"
                yield DefinitionProblem(place, message)


def _alone_problems(questionnaire: Questionnaire) -> Iterator[DefinitionProblem]:
    for section in questionnaire.sections:
        for page in section.pages:
            for key in page if len(page) > 1 else ():
                question = questionnaire.questions[key]
                if question.sensitive or question.type == "table":
                    message = "is sensitive or a table: give it a page of its own"
                    yield DefinitionProblem(f"questions.{key}", message)


def _region_problems(questionnaire: Questionnaire) -> Iterator[DefinitionProblem]:
    questions = questionnaire.questions
    for key, question in questions.items():
        columns = {column.key: column for column in question.columns}
        for described, others in ((question, questions), *((c, columns) for c in columns.values())):
            country = others.get(described.region_of) if described.region_of else None
            if described.region_of and (country is None or country.type != "country"):
                message = f"region_of: there is no country question “{described.region_of}”"
                yield DefinitionProblem(f"questions.{key}", message)
