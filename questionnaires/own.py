"""A questionnaire that a company brings, made its own: no key that means something else here."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from questionnaires.definition import Column, Field, Question, Questionnaire, Section
from questionnaires.worded import Worded
from scoring.conditions.syntax import syntax_tree

PREFIX = "own_"
SLUG_PREFIX = "own-"
LONGEST_KEY, LONGEST_SLUG = 64, 60


@dataclass(frozen=True)
class Owned:
    """The questionnaire with keys of its own; `renamed` is old key → new key."""

    worded: Worded
    renamed: Mapping[str, str]


def make_own(brought: Worded, shipped: Iterable[Questionnaire]) -> Owned:
    """Give every question that is not one of ours a key of its own, and the whole a name.

    A question is ours where a shipped questionnaire has one of that key which takes the same
    answers: then its answers count by our rules. Any other would be taken for it.
    """
    ours: dict[str, list[Question]] = {}
    for each in shipped:
        for key, question in each.questions.items():
            ours.setdefault(key, []).append(question)
    asked = brought.questionnaire
    kept = {
        key
        for key, question in asked.questions.items()
        if key.startswith(PREFIX) or any(_alike(question, one) for one in ours.get(key, ()))
    }
    renamed = _renamed([key for key in asked.questions if key not in kept], kept)
    questionnaire = replace(
        asked,
        slug=_slug(asked.slug),
        sections=tuple(_section(section, renamed) for section in asked.sections),
        questions={
            renamed.get(key, key): _question(question, renamed)
            for key, question in asked.questions.items()
        },
        words_from=(),
    )
    texts = {language: _texts(said, renamed) for language, said in brought.texts.items()}
    return Owned(Worded(replace(questionnaire, own_words=texts), texts), renamed)


def _alike(one: Question, other: Question) -> bool:
    """Whether both take the same answers, whatever they are called and when they are asked."""
    return _shape(one) == _shape(other) and [_shape(c) for c in one.columns] == [
        _shape(c) for c in other.columns
    ]


def _shape(field: Field) -> tuple[object, ...]:
    return (
        field.key, field.type, field.choices, field.alone, field.whole, field.most, field.longest,
        field.region_of,
    )  # fmt: skip


def _renamed(keys: Iterable[str], taken: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in keys:
        new, number = f"{PREFIX}{key}"[:LONGEST_KEY], 1
        while new in taken:
            number += 1
            new = f"{PREFIX}{key}"[: LONGEST_KEY - 4] + f"_{number}"
        taken.add(new)
        found[key] = new
    return found


def _slug(slug: str) -> str:
    return (
        slug if slug.startswith(SLUG_PREFIX) else f"{SLUG_PREFIX}{slug}"[:LONGEST_SLUG].strip("-")
    )


def _section(section: Section, renamed: Mapping[str, str]) -> Section:
    pages = tuple(tuple(renamed.get(key, key) for key in page) for page in section.pages)
    return replace(section, pages=pages)


def _question(question: Question, renamed: Mapping[str, str]) -> Question:
    key = renamed.get(question.key, question.key)
    columns: tuple[Column, ...] = tuple(replace(one, table=key) for one in question.columns)
    return replace(
        question,
        key=key,
        columns=columns,
        show_if=rename_in(question.show_if, renamed),
        region_of=renamed.get(question.region_of, question.region_of),
    )


def _texts(said: Mapping[str, object], renamed: Mapping[str, str]) -> Mapping[str, object]:
    questions = said.get("questions")
    if not isinstance(questions, Mapping):
        return said
    return {**said, "questions": {renamed.get(key, key): one for key, one in questions.items()}}


def rename_in(condition: str, renamed: Mapping[str, str]) -> str:
    """The same condition about questions under their new keys."""
    if not condition or not renamed:
        return condition
    names = [name for name in _names(syntax_tree(condition)) if name.id in renamed]
    lines = [line.encode() for line in condition.split("\n")]
    for name in sorted(names, key=lambda one: (one.lineno, one.col_offset), reverse=True):
        line, end = lines[name.lineno - 1], name.end_col_offset
        lines[name.lineno - 1] = line[: name.col_offset] + renamed[name.id].encode() + line[end:]
    return b"\n".join(lines).decode()


def _names(node: ast.AST) -> list[ast.Name]:
    """The questions in a condition; functions and the columns of a table are none."""
    match node:
        case ast.Name():
            return [node]
        case ast.Call(func=ast.Name(id="any_row"), args=[table, *_]):
            return _names(table)
        case ast.Call(args=given):
            return [name for one in given for name in _names(one)]
    return [name for child in ast.iter_child_nodes(node) for name in _names(child)]
