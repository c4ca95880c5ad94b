"""What the builders of a supplier's report read from, with the look-ups they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from assessments.phrases import IN_ENGLISH, Reader
from assessments.reports.sources import citation
from assessments.reports.supplier import Citation, GivenAnswer, Named
from assessments.reports.wording import NO_ANSWER, NOT_ASKED, REMOVED_ON_REQUEST, declined
from assessments.responses.values import answers_of_snapshot, declined_in
from assessments.results.clearing import NotCleared
from questionnaires.catalogue import Catalogue
from questionnaires.definition import DONT_KNOW, Questionnaire
from questionnaires.library import load
from questionnaires.types import Table, answer_type
from questionnaires.words import Words, load_words
from scoring.reference import Reference

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Material:
    """A result document, the sealed submission it was computed from, the rules and reference
    data that it names, and the words for all of them.

    `people` gives names by the commitment that stands in the snapshot; a missing one was erased.
    `inputs` is what the score read beside the answers: proof, signals and the day; `reader` is
    whoever reads the words of ours that no ruleset has; `not_cleared` is what earlier answers
    showed and these were not asked about. `since` says from when actions are due that an earlier
    result asked for as well.
    """

    result: Document
    snapshot: Document
    questionnaire: Questionnaire
    words: Words
    terms: Catalogue
    ruleset: Document
    reference: Reference
    people: Mapping[str, str]
    inputs: Document
    reader: Reader = IN_ENGLISH
    not_cleared: tuple[NotCleared, ...] = ()
    since: Mapping[str, date] = field(default_factory=dict)

    @cached_property
    def on(self) -> date:
        """The day of the result."""
        return date.fromisoformat(self.result["on"])

    def due_from(self, action: str) -> date:
        """The day from which the deadlines of an action count."""
        return self.since.get(action, self.on)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The value of each sealed answer, as its question's type has it."""
        return answers_of_snapshot(self.questionnaire, self.snapshot)

    @cached_property
    def answers(self) -> Mapping[str, Document]:
        """The sealed answers by question."""
        return {answer["question"]: answer for answer in self.snapshot["answers"]}

    @cached_property
    def declined(self) -> Mapping[str, str]:
        """The reasons of what the supplier would rather not answer, by question."""
        return declined_in(self.snapshot)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The commitments of those who gave answers, in the order of the questionnaire."""
        keys = (key for key in self.questionnaire.questions if key in self.answers)
        return tuple(dict.fromkeys(self.answers[key]["author"]["commitment"] for key in keys))

    @cached_property
    def evidence_numbers(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the evidence index by question, in the order of the snapshot."""
        numbers: dict[str, list[int]] = {}
        for number, file in enumerate(self.snapshot["evidence"], start=1):
            numbers.setdefault(file["question"], []).append(number)
        return {question: tuple(found) for question, found in numbers.items()}

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The questions that were not asked."""
        return frozenset(self.result["hidden"])

    def trace(self, *steps: str) -> list[Document]:
        """The lines of the trace that belong to these steps, in their order."""
        return [line for line in self.result["trace"] if line["step"] in steps]

    def question(self, key: str) -> str:
        """The text of a question; of one that only the rules know, in the words they go with."""
        asked = key in self.questionnaire.questions
        return str((self.words if asked else self._words_of_rules).question(key).text)

    def is_critical(self, key: str) -> bool:
        """Whether a question counts twice, also one that only the rules know."""
        asked = self.questionnaire.questions.get(key)
        return (asked or load(*self._written_for).questions[key]).critical

    @cached_property
    def _words_of_rules(self) -> Words:
        return load_words(*self._written_for, self.words.language)

    @property
    def _written_for(self) -> tuple[str, str]:
        """Slug and version of the questionnaire that the rules were written for."""
        slug, version = self.ruleset["questionnaire"].split("/")
        return slug, version

    def value_lines(self, key: str) -> tuple[str, ...]:
        """An answer as people read it, one line for each row of a table; never empty."""
        if key in self.hidden:
            return (self.reader.said(NOT_ASKED),)
        if key in self.declined:
            return (declined(self.declined[key], self.reader),)
        return self.row_lines(key) or (self.shown(key) or self.reader.said(NO_ANSWER),)

    def row_lines(self, key: str) -> tuple[str, ...]:
        """The rows of a table as people read them; empty where there is no row."""
        question = self.questionnaire.questions.get(key)
        if question is None or question.type != "table":
            return ()
        rows = Table(question).show_rows(self.values.get(key), self.words)
        return tuple(self._row_line(key, row) for row in rows)

    def _row_line(self, key: str, row: Mapping[str, str]) -> str:
        column = self.words.column
        return "; ".join(f"{column(key, name)}: {text}" for name, text in row.items() if text)

    def shown(self, key: str) -> str:
        """The sealed value in words, empty where it is blank or not in this questionnaire."""
        question = self.questionnaire.questions.get(key)
        if question is None or key not in self.values:
            return ""
        return answer_type(question).show(self.values[key], self.words)

    def state(self, key: str) -> str:
        """answered, dont_know, declined, blank or hidden."""
        if key in self.hidden:
            return "hidden"
        if key in self.declined:
            return "declined"
        if not self.shown(key):
            return "blank"
        return DONT_KNOW if self.values[key] in (DONT_KNOW, [DONT_KNOW]) else "answered"

    def given(self, keys: Sequence[str]) -> tuple[GivenAnswer, ...]:
        """These questions with their answers and the numbers of their evidence."""
        return tuple(
            GivenAnswer(
                self.question(key), self.value_lines(key), self.evidence_numbers.get(key, ())
            )
            for key in keys
            if key in self.questionnaire.questions
        )

    def named(self, kind: str, key: str) -> Named:
        """What the ruleset calls by a key, with the word for it."""
        return Named(key, self.term(kind, key, "name"))

    def term(self, *path: str) -> str:
        """A text of the ruleset's words."""
        return str(self.terms.text(*path))

    def finding_title(self, key: str) -> str:
        """What a rule or a check is called; its key where this ruleset has no such one."""
        return finding_title(self.terms, key)

    def ilo(self, indicator: str) -> str:
        """The ILO reference of an indicator, empty for the line that is the method's own."""
        return str(self.terms.find("indicators", indicator, "ilo") or "")

    def person(self, sealed: Document | None) -> str:
        """The name behind a commitment, or that it was removed."""
        if not sealed:
            return ""
        return self.people.get(sealed["commitment"]) or self.reader.said(REMOVED_ON_REQUEST)

    def citations(self, lines: Sequence[Document]) -> tuple[Citation, ...]:
        """The reference rows of some lines of the trace, each once."""
        rows = (row for line in lines for row in line.get("reference", ()))
        found = [citation(row, self.reader) for row in rows]
        return tuple(dict.fromkeys(found))


def finding_title(terms: Catalogue, key: str) -> str:
    """What a rule or a check is called; its key where these words have no such one."""
    return str(terms.find("rules", key, "title") or terms.find("checks", key, "title") or key)


def moment_of(text: str) -> datetime:
    """A moment of the snapshot; it is aware."""
    return datetime.fromisoformat(text)


def decimal(value: Decimal | int | str | None) -> Decimal:
    """A number of the result document as a Decimal; nothing counts as 0."""
    return Decimal(value or 0)
