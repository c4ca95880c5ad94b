"""What the check page says: every answer, what is missing, and what does not fit together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask import url_for

from assessments.responses.contradictions import Contradictions, contradictions
from questionnaires.definition import DONT_KNOW, Question, Questionnaire
from questionnaires.routing import not_counted, unanswered
from questionnaires.types import Table, answer_type
from questionnaires.words import Words, words_of_ruleset
from webapp.asking import database, today
from webapp.supplier import layout
from webapp.supplier.declining import in_words
from webapp.supplier.visit import Visit

NOTHING_TO_SHOW = frozenset({"no", "na", "none", "not", "forbidden", DONT_KNOW})
MOST_SIDES = 6
BACK_HERE: dict[str, Any] = {"return": "check"}


@dataclass(frozen=True)
class Line:
    """A question with its answer, or why it is declined, as lines; none where it is unanswered."""

    key: str
    question: str
    answer: list[str]
    url: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A section of the summary."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Doubt:
    """Answers that do not fit together, side by side, with a question about them."""

    title: str
    question: str
    sides: list[Line]


@dataclass(frozen=True)
class Review:
    """Everything that somebody should see before sending."""

    blocks: list[Block]
    missing: list[Line]
    declined: list[Line]
    doubts: list[Doubt]
    without_papers: list[Line]
    papers_expired: list[Line]
    not_counted: list[Line]


def review(visit: Visit) -> Review:
    """The respondent's answers, looked at once more."""
    asked = visit.questionnaire
    return Review(
        blocks=blocks(asked, visit.values, visit.words, partial(_line, visit), visit.open),
        missing=[
            _line(visit, key)
            for key in unanswered(asked, visit.values, visit.declined)
            if key in visit.open
        ],
        declined=[_line(visit, key) for key in asked.questions if _is_declined(visit, key)],
        doubts=_doubts(visit),
        without_papers=[_line(visit, key) for key in _without_papers(visit)],
        papers_expired=[_line(visit, key) for key in _papers_expired(visit)],
        not_counted=[
            replace(_line(visit, key), url="")
            for key in not_counted(asked, visit.values)
            if key in visit.open
        ],
    )


def blocks(
    asked: Questionnaire,
    values: Mapping[str, Any],
    words: Words,
    line: Callable[[str], Line],
    within: frozenset[str] | None = None,
) -> list[Block]:
    """The questions that were asked by section, each as `line` has it; no other than `within`."""
    shown = asked.routing.shown(values)
    if within is not None:
        shown &= within
    return [
        Block(
            title=words.section(section.id).title,
            lines=[line(key) for key in section.question_keys if key in shown],
        )
        for section in asked.sections
        if shown & set(section.question_keys)
    ]


def sent_line(
    question: Question,
    words: Words,
    values: Mapping[str, Any],
    files: Iterable[str],
    declined: str = "",
) -> Line:
    """A question with its answer as it was sent, which nothing can change."""
    text = words.question(question.key).text
    answer = [in_words(declined)] if declined else _text(question, words, values)
    return Line(question.key, text, answer, files=tuple(files))


def _line(visit: Visit, key: str) -> Line:
    page = layout.page_of(visit, key)
    url = url_for(
        "supplier.section_page",
        invitation=visit.invitation,
        section=page.section.id,
        number=page.number,
        _anchor=f"q.{key}",
        **BACK_HERE,
    )
    line = sent_line(
        visit.questionnaire.questions[key],
        visit.words,
        visit.values,
        (file.name for file in visit.files.get(key, ())),
        visit.declined.get(key, ""),
    )
    return replace(line, url=url)


def _is_declined(visit: Visit, key: str) -> bool:
    return key in visit.declined and key in visit.shown


def _text(question: Question, words: Words, values: Mapping[str, Any]) -> list[str]:
    return answer_type(question).show(values.get(question.key), words).splitlines()


def _doubts(visit: Visit) -> list[Doubt]:
    with database().reading(visit.scope) as session:
        found: Contradictions = contradictions(
            session, visit.scope, values=visit.values, on=today()
        )
    text = words_of_ruleset(found.ruleset, visit.words.language).text
    return [
        Doubt(
            title=text("checks", one.check, "title"),
            question=text("checks", one.check, "question"),
            sides=_sides(visit, one.questions),
        )
        for one in found.found
        if visit.open.issuperset(one.questions)
    ]


def _sides(visit: Visit, questions: Iterable[str]) -> list[Line]:
    """The answers that a check compares. A check of a whole family has too many to show."""
    lines = [_line(visit, key) for key in questions if key in visit.shown]
    answered = [line for line in lines if line.answer]
    return answered if len(answered) <= MOST_SIDES else []


def _without_papers(visit: Visit) -> list[str]:
    """The questions whose answer would count for more with a document behind it."""
    return [
        key
        for key, question in visit.questionnaire.questions.items()
        if question.evidence
        and key in visit.shown
        and not visit.files.get(key)
        and _claims_something(question, visit.values.get(key))
    ]


def _papers_expired(visit: Visit) -> list[str]:
    """The questions of which every document has expired."""
    return [
        key
        for key in visit.questionnaire.questions
        if key in visit.shown
        and visit.files.get(key)
        and all(file.expires_on and file.expires_on < today() for file in visit.files[key])
    ]


def _claims_something(question: Question, value: Any) -> bool:
    kind = answer_type(question)
    if kind.is_blank(value) or isinstance(kind, Table):
        return False
    given = set(value) if isinstance(value, list) else {str(value)}
    return not given <= NOTHING_TO_SHOW
