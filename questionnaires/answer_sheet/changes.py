"""What taking the answers of a spreadsheet would do, question by question. Nothing is done here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaires.answer_sheet import marks
from questionnaires.answer_sheet.by_words import by_words
from questionnaires.answer_sheet.layout import Given
from questionnaires.answer_sheet.raw import Place, RawSheet
from questionnaires.answer_sheet.readout import Readout, Said, by_marks
from questionnaires.definition import Question, Questionnaire
from questionnaires.messages import Message, Problem
from questionnaires.routing import visible
from questionnaires.types import Parsed, Table, Value, answer_type
from questionnaires.types.sheet_cells import UNIT, Reading, is_empty, shown_text

NAMED_CHOICE = ("stands_alone", "choice_twice")
MOST_TROUBLES = 20


class Verdict(StrEnum):
    """What becomes of an answer: taken, already so, two answers to choose from, not understood."""

    TAKEN = "taken"
    SAME = "same"
    CONFLICT = "conflict"
    WRONG = "wrong"


@dataclass(frozen=True)
class Trouble:
    """What is wrong in one place, what was typed there, and how to mend it."""

    message: Message
    typed: str
    place: Place | None


@dataclass(frozen=True)
class Change:
    """What a spreadsheet says of one question, beside what is stored.

    `counted` is False where the other answers make the question unnecessary: the answer is kept
    all the same. `moved` is the key that the question had in the version of the spreadsheet.
    """

    question: str
    verdict: Verdict
    now: Value
    then: Value
    troubles: tuple[Trouble, ...] = ()
    counted: bool = True
    moved: str = ""


@dataclass(frozen=True)
class Changes:
    """All of a spreadsheet. `left_out` are keys that are not asked here, or not now."""

    listed: tuple[Change, ...]
    left_out: tuple[str, ...]
    readout: Readout
    is_other_version: bool

    def of(self, verdict: Verdict) -> tuple[Change, ...]:
        """The changes with that verdict, in the order of the questionnaire."""
        return tuple(change for change in self.listed if change.verdict is verdict)


def read_sheets(
    questionnaire: Questionnaire, sheets: Sequence[RawSheet], reading: Reading
) -> Readout:
    """All that the sheets say; nothing `said` where they are no answers to this questionnaire."""
    found = by_marks(sheets)
    return found if found.said else by_words(questionnaire, sheets, reading)


def changes(
    questionnaire: Questionnaire,
    readout: Readout,
    given: Given,
    reading: Reading,
    asked: Collection[str],
) -> Changes:
    """What the answers would change, for the questions that are `asked` of whoever sends them."""
    is_own = bool(given.copy) and _copy_of(readout) == marks.short(given.copy)
    found = [
        _change(question, said, given, reading, is_own, moved)
        for key, question in questionnaire.questions.items()
        if key in asked
        for said, moved in _said_of(question, readout.said)
    ]
    values = dict(given.values)
    values |= {one.question: one.then for one in found if one.verdict is Verdict.TAKEN}
    shown = visible(questionnaire, values)
    used = {one.moved or one.question for one in found}
    return Changes(
        listed=tuple(replace(one, counted=one.question in shown) for one in found),
        left_out=tuple(key for key, said in readout.said.items() if key not in used and _any(said)),
        readout=readout,
        is_other_version=readout.about is not None and readout.about.sha256 != questionnaire.sha256,
    )


def _copy_of(readout: Readout) -> str:
    return readout.about.copy if readout.about else ""


def _said_of(question: Question, said: Mapping[str, Said]) -> Iterator[tuple[Said, str]]:
    if question.key in said:
        yield said[question.key], ""
    elif question.map_from in said:
        yield replace(said[question.map_from], seen=None), question.map_from


def _change(
    question: Question, said: Said, given: Given, reading: Reading, is_own: bool, moved: str
) -> Change:
    now = given.values.get(question.key)
    parsed = _parsed(question, said, reading)
    if parsed is None:
        return Change(question.key, Verdict.SAME, now, now, moved=moved)
    troubles = tuple(_troubles(question, said, parsed.problems, reading))
    if troubles:
        return Change(question.key, Verdict.WRONG, now, None, troubles[:MOST_TROUBLES], moved=moved)
    version = given.versions.get(question.key, 0)
    compared = said if is_own else replace(said, seen=None)
    is_free = answer_type(question).is_blank(now) and question.key not in given.declined
    verdict = _verdict(question, compared, now, version, parsed, is_free)
    return Change(question.key, verdict, now, parsed.value, moved=moved)


def _parsed(question: Question, said: Said, reading: Reading) -> Parsed | None:
    """What is said, None where the cells that would say it are not there."""
    kind = answer_type(question)
    if question.type == "file":
        return None
    if isinstance(kind, Table):
        if said.entries is None and is_empty(said.cells.get("")):
            return None
        return kind.from_rows(said.cells, [one.cells for one in said.entries or ()], reading)
    if question.type == "multi" and not _any(said) and set(question.choices) - set(said.cells):
        return None
    return kind.from_cells(said.cells, reading)


def _verdict(
    question: Question, said: Said, now: Value, version: int, parsed: Parsed, is_free: bool
) -> Verdict:
    """A spreadsheet of this response knows what it was made from; of any other, nothing does.

    `is_free` says that the question was neither answered nor declined.
    """
    kind = answer_type(question)
    if kind.compare(now, parsed.value) == "same":
        return Verdict.SAME
    if said.seen is None:
        if kind.is_blank(parsed.value):
            return Verdict.SAME
        return Verdict.TAKEN if is_free else Verdict.CONFLICT
    if said.seen.version == version:
        return Verdict.TAKEN
    untouched = marks.value_digest(question, parsed.value) == said.seen.digest
    return Verdict.SAME if untouched else Verdict.CONFLICT


def _troubles(
    question: Question, said: Said, problems: Sequence[Problem], reading: Reading
) -> Iterator[Trouble]:
    for place in said.again:
        yield Trouble(Message("sheet_twice"), "", place)
    for problem in problems:
        message = _named(question, problem.message, reading)
        if problem.row and said.entries:
            yield _trouble_in_row(said, problem, message)
        else:
            part = UNIT if problem.at == "currency" else problem.at
            typed = said.cells.get(part if part in said.places else "")
            yield Trouble(message, shown_text(typed), said.place(part))


def _trouble_in_row(said: Said, problem: Problem, message: Message) -> Trouble:
    entry = (said.entries or ())[(problem.row or 1) - 1]
    part = UNIT if problem.at.endswith(".currency") else ""
    typed = entry.cells.get(problem.column, {}).get(part)
    return Trouble(message, shown_text(typed), entry.place(problem.column, part))


def _named(question: Question, message: Message, reading: Reading) -> Message:
    """The same message with the name of a choice instead of its key."""
    if message.key not in NAMED_CHOICE:
        return message
    name = reading.words.choice_of(question, str(message.params["given"]))
    return replace(message, params={"given": name})


def _any(said: Said) -> bool:
    """Whether an answer stands there; a unit alone is none."""
    answers = (cell for part, cell in said.cells.items() if part != UNIT)
    return bool(said.entries) or not all(map(is_empty, answers))
