"""Answers that were typed and are not among those that were sent, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from assessments.colleagues.queries import my_part
from assessments.library import queries as library
from assessments.responses import queries as responses
from assessments.responses.held import held_saves
from assessments.responses.service import answer_values
from assessments.scope import SupplierScope
from questionnaires.definition import Question
from questionnaires.types import Posted, Table, answer_type
from questionnaires.worded import words_of
from questionnaires.words import Words
from webapp.asking import now
from webapp.languages import current_language
from webapp.supplier.declining import in_words, typed_reason
from webapp.supplier.typed import showable

SHOWN = ("q", "declined")


@dataclass(frozen=True)
class Unsent:
    """A question and what was typed there."""

    question: str
    typed: str


def unsent(session: Session, scope: SupplierScope) -> list[Unsent]:
    """What the caller typed too late, as far as it differs from what is stored."""
    response = responses.my_response(session, scope)
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    values = answer_values(questionnaire, responses.my_answers(session, scope))
    words = words_of(questionnaire, current_language())
    part = my_part(session, scope, questionnaire)
    found = (
        Unsent(str(words.question(key).text), text)
        for held in held_saves(session, scope, now())
        for key in _questions(held.fields)
        if key in part
        for text in _typed(questionnaire.questions[key], showable(held.fields), values, words)
    )
    return list(dict.fromkeys(found))


def _questions(fields: Posted) -> list[str]:
    """The questions of a form, each once."""
    names = (name.split(".") for name in fields)
    return list(dict.fromkeys(parts[1] for parts in names if parts[0] in SHOWN and parts[1:]))


def _typed(
    question: Question, fields: Posted, values: Mapping[str, Any], words: Words
) -> Iterator[str]:
    kind, name, before = answer_type(question), f"q.{question.key}", values.get(question.key)
    if isinstance(kind, Table):
        yield from _rows(kind, name, fields, before, words)
    parsed = kind.parse(fields, name)
    if parsed.problems:
        yield _as_typed(fields, name)
    elif not kind.is_blank(parsed.value) and kind.compare(before, parsed.value) != "same":
        yield kind.show(parsed.value, words)
    reason, _wrong = typed_reason(fields, question.key)
    if reason:
        yield in_words(reason)


def _rows(kind: Table, name: str, fields: Posted, before: Any, words: Words) -> Iterator[str]:
    """Rows have pages of their own, so a form has one at most."""
    found = {field.split(".")[2] for field in fields if field.startswith(f"{name}.")}
    for number in sorted(one for one in found if one.isdecimal()):
        cells, problems = kind.parse_row(fields, f"{name}.{number}")
        if problems:
            yield _as_typed(fields, f"{name}.{number}")
        elif cells and cells not in kind.rows(before):
            yield "; ".join(text for text in kind.show_rows([cells], words)[0].values() if text)


def _as_typed(fields: Posted, name: str) -> str:
    texts = (
        text
        for at, all_of in fields.items()
        if at == name or at.startswith(f"{name}.")
        for text in all_of
        if text
    )
    return "; ".join(texts)
