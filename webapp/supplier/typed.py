"""What a posted section page says, question by question."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnprocessableEntity

from assessments.responses.service import TypedAnswer
from questionnaires.cleaning import storable
from questionnaires.definition import Question
from questionnaires.messages import Problem
from questionnaires.types import Parsed, Posted, Table, answer_type
from questionnaires.words import Words
from webapp.supplier.declining import field_of, typed_reason
from webapp.supplier.layout import Page
from webapp.supplier.visit import Visit

BUTTONS = frozenset({"add", "change", "remove", "remove_file", "upload", "discard", "another"})
FIELD = re.compile(r"(q|v|keep|differs|declined|either|row|paper)\.([a-z0-9_]+)((?:\.[a-z0-9_]+)*)")
FILE = re.compile(r"file\.([a-z0-9_]+)")
VERSION = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class TypedPage:
    """A posted page: what to save, what was typed, what is wrong with it.

    `seen` has the version of each answer that the page showed; `undecided` are the answers of
    which two are known and none was chosen.
    """

    answers: tuple[TypedAnswer, ...] = ()
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    undecided: tuple[str, ...] = ()


def read_page(visit: Visit, page: Page, sent: Mapping[str, list[str]]) -> TypedPage:
    """The answers in a form of this page, posted now or held. Nothing raises here."""
    fields = showable(sent)
    answers: list[TypedAnswer] = []
    problems: dict[str, str] = {}
    undecided: list[str] = []
    asked = [key for key in page.all_keys if _was_shown(fields, key)]
    for key in asked:
        if _is_undecided(fields, key):
            undecided.append(key)
            problems[f"keep.{key}"] = _("Choose which of the two answers to keep.")
        if _keeps_theirs(fields, key):
            continue
        answer, wrong = _read(visit, key, fields)
        problems |= wrong
        answers += [answer] if answer else []
    return TypedPage(
        answers=tuple(answers),
        typed=fields,
        seen={key: version_seen(fields, key) for key in asked},
        problems=problems,
        undecided=tuple(undecided),
    )


def wrong_questions(sent: TypedPage) -> frozenset[str]:
    """The questions of a page whose answers cannot be saved as they are."""
    return frozenset(name.split(".")[1] for name in sent.problems)


def fitting(sent: TypedPage) -> list[TypedAnswer]:
    """The answers of a page that have no problem."""
    wrong = wrong_questions(sent)
    return [answer for answer in sent.answers if answer.question not in wrong]


def unsettled(sent: TypedPage, settled: Collection[str]) -> TypedPage:
    """What is left of a page once some of its answers were saved."""
    return replace(
        sent,
        answers=tuple(answer for answer in sent.answers if answer.question not in settled),
        seen={key: version for key, version in sent.seen.items() if key not in settled},
    )


def posted(names: Iterable[str], with_files: Iterable[str] = ()) -> dict[str, list[str]]:
    """The fields of this request. 422 for one that no form with these questions has."""
    form: MultiDict[str, str] = request.form
    known, files = set(names), set(with_files)
    for name in form:
        match = FIELD.fullmatch(name)
        if not (match and match[2] in known) and name not in BUTTONS | {"csrf_token"}:
            raise UnprocessableEntity
    for name in request.files:
        match = FILE.fullmatch(name)
        if not (match and match[1] in files):
            raise UnprocessableEntity
    return {name: texts for name, texts in form.lists() if name != "csrf_token"}


def told(problems: Iterable[Problem], question: Question, words: Words) -> dict[str, str]:
    """Field name → everything that is wrong with it."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.field_name, []).append(_text(problem, question, words))
    return {name: ". ".join(dict.fromkeys(texts)) for name, texts in found.items()}


def version_seen(fields: Posted, key: str) -> int:
    """The version of the answer that the page showed; 0 where it does not say."""
    text = _first(fields, f"v.{key}")
    return int(text) if VERSION.fullmatch(text) else 0


def stored_fields(question: Question, value: Any) -> dict[str, list[str]]:
    """The form fields that show a stored answer."""
    return answer_type(question).posted(value, f"q.{question.key}")


def _read(visit: Visit, key: str, fields: Posted) -> tuple[TypedAnswer | None, dict[str, str]]:
    """The answer that a form gives to a question, or why it is declined; and what is wrong."""
    question, seen = visit.questionnaire.questions[key], version_seen(fields, key)
    parsed = _parse(visit, question, fields)
    reason, wrong = typed_reason(fields, key)
    is_new = bool(reason) and reason != visit.declined.get(key, "")
    declined = TypedAnswer(key, None, seen, declined=reason)
    if parsed is None:
        return declined if is_new else None, wrong
    chosen = _first(fields, f"either.{key}")
    blank = answer_type(question).is_blank(parsed.value) and not parsed.problems
    instead = chosen == "reason" or (is_new and _is_saved(visit, key, parsed.value))
    if reason and (blank or (instead and chosen != "answer")):
        return declined, {}
    if chosen == "answer":
        wrong = {}
    elif is_new:
        wrong = {f"either.{key}": _("You gave an answer and a reason not to. Keep one of the two.")}
    wrong |= told(parsed.problems, question, visit.words)
    return TypedAnswer(key, parsed.value, seen), wrong


def _is_saved(visit: Visit, key: str, value: Any) -> bool:
    """Whether the answer was there before: the reason is what was typed then."""
    saved = visit.saved.get(key)
    return saved is not None and saved.value == value


def _parse(visit: Visit, question: Question, fields: Posted) -> Parsed | None:
    """What the form says of a question, None where it says nothing.

    Rows of a table are saved by pages of their own; here it can only be said that there are none.
    """
    name = f"q.{question.key}"
    kind = answer_type(question)
    if not isinstance(kind, Table):
        return kind.parse(fields, name)
    ways = (f"{name}.none", f"{name}.dont_know")
    said = {way: list(fields.get(way, ())) for way in ways}
    if not any(said.values()) and kind.rows(visit.values.get(question.key)):
        return None
    return kind.parse(said, name)


def _text(problem: Problem, question: Question, words: Words) -> str:
    """The message; the choice that excludes all others by its name, not by its key."""
    if problem.message.key != "stands_alone":
        return problem.message.said(_)
    name = words.choice_of(question, str(problem.message.params["given"]))
    return replace(problem.message, params={"given": name}).said(_)


def _was_shown(fields: Posted, key: str) -> bool:
    own = (f"q.{key}", f"v.{key}", field_of(key))
    return any(name in own or name.startswith(f"q.{key}.") for name in fields)


def _is_undecided(fields: Posted, key: str) -> bool:
    differs = bool(_first(fields, f"differs.{key}"))
    return differs and _first(fields, f"keep.{key}") not in ("theirs", "mine")


def _keeps_theirs(fields: Posted, key: str) -> bool:
    return _first(fields, f"keep.{key}") == "theirs"


def _first(fields: Posted, name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def showable(sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The same fields without characters that no page and no database can have."""
    return {
        name: ["".join(filter(storable, text)) for text in texts] for name, texts in sent.items()
    }
