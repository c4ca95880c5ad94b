"""Where an answer to one version may come from in another: same, reworded, split, retired.

Keys are stable and never reused, so a key that two versions share asks for the same thing; what a
value may be there can still have changed, and then whoever answers looks at it again.
"""

from dataclasses import dataclass
from enum import StrEnum

from questionnaires.definition import DONT_KNOW, Field, Question, Questionnaire
from questionnaires.types import Value, answer_type
from questionnaires.words import Words

CHOSEN_ONCE = {"single", "ypn"}


class How(StrEnum):
    """How a question of a newer version stems from one of an older."""

    SAME = "same"
    REWORDED = "reworded"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Origin:
    """The question of another version that an answer may be taken from, and how it relates."""

    question: str
    how: How

    @property
    def to_confirm(self) -> bool:
        """Whether the question asks something else than it did, so that a look is owed to it."""
        return self.how is not How.SAME


def origin(
    target: Question,
    source: Questionnaire,
    said_now: Words | None = None,
    said_then: Words | None = None,
) -> Origin | None:
    """Where the answer to a question may come from in another version, None if from nowhere.

    With the words of both versions in one language, a question that is put in other words counts
    as reworded too.
    """
    before = source.questions.get(target.key)
    if before is not None:
        same = _meaning(before) == _meaning(target) and _text(said_now, target) == _text(
            said_then, before
        )
        return Origin(target.key, How.SAME if same else How.REWORDED)
    if target.map_from in source.questions:
        return Origin(target.map_from, How.SPLIT)
    return None


def carried(target: Question, source: Question, value: Value) -> Value:
    """The value as an answer to the target question, None where it cannot be one.

    Nothing is converted and nothing is made up. Files are not carried: they are claimed anew.
    """
    if target.type == "file" or not _comparable(target, source):
        return None
    kind = answer_type(target)
    return None if kind.is_blank(value) or kind.check(value) else value


def retired(source: Questionnaire, target: Questionnaire) -> tuple[str, ...]:
    """The questions of a version whose answers the other version has no use for, in order."""
    origins = (origin(question, source) for question in target.questions.values())
    used = {found.question for found in origins if found}
    return tuple(key for key in source.questions if key not in used)


def is_dont_know(value: object) -> bool:
    """Whether an answer says that it is not known; there is nothing in it to take over."""
    return value in (DONT_KNOW, [DONT_KNOW])


def _comparable(target: Question, source: Question) -> bool:
    return target.type == source.type or {target.type, source.type} == CHOSEN_ONCE


def _meaning(described: Field) -> tuple[object, ...]:
    own = (
        described.key, described.type, described.choices, described.alone, described.whole,
        described.most, described.longest, described.region_of,
    )  # fmt: skip
    columns = getattr(described, "columns", ())
    return (*own, *(_meaning(column) for column in columns))


def _text(words: Words | None, question: Question) -> str:
    return str(words.question(question.key).text) if words else ""
