"""Step 6 in columns: what the supplier does, and with what proof."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import lcm
from typing import Any

import numpy as np

from scoring.bulk.chunk import Chunk
from scoring.bulk.exact import Array, Exact, wide, width
from scoring.bulk.planning import Plan
from scoring.bulk.risk import Strength, strength
from scoring.conditions import HIDDEN
from scoring.conditions.compiling import proof_key
from scoring.exact import Number
from scoring.ruleset.parts import Control, Family

Pair = tuple[Number, Number]
Judge = Callable[[Any, str], Pair]


class ControlColumns:
    """The strength of each family, and the evidence for what has a value."""

    def __init__(
        self,
        families: tuple[Family, ...],
        proof: Mapping[str, Number],
        evidence: Mapping[str, Number],
        plan: Plan,
    ) -> None:
        self._families = families
        self._proof = proof
        self._evidence = evidence
        self._values: dict[str, list[Control]] = {}
        for family in families:
            for control in family.controls:
                self._values.setdefault(plan.word(control.question), []).append(control)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions whose proof counts."""
        return tuple(self._values)

    def families(self, chunk: Chunk) -> dict[str, Strength]:
        """Return the strength of each family."""
        return {
            family.id: strength(*self._sums(chunk, family.id, self._of_family(family)))
            for family in self._families
        }

    def evidence(self, chunk: Chunk) -> tuple[Exact, Exact]:
        """Return the points of evidence, and the number of questions that they are out of."""
        judges = [(question, self._valued(controls)) for question, controls in self._values.items()]
        return self._sums(chunk, "evidence", judges)

    def _of_family(self, family: Family) -> list[tuple[str, Judge]]:
        return [(control.question, self._points(control)) for control in family.controls]

    def _points(self, control: Control) -> Judge:
        def points(answer: Any, state: str) -> Pair:
            return control.weight * control.value(answer) * self._proof[state], control.weight

        return points

    def _valued(self, controls: Sequence[Control]) -> Judge:
        def points(answer: Any, state: str) -> Pair:
            valued = any(control.value(answer) for control in controls)
            return (self._evidence[state], 1) if valued else (0, 0)

        return points

    def _sums(
        self, chunk: Chunk, name: str, judges: Sequence[tuple[str, Judge]]
    ) -> tuple[Exact, Exact]:
        """The sums of both numbers of the pairs that the answers and their proof give."""
        sums = chunk.tables.kept(("sums", name), lambda: PairSums(chunk, judges))
        return sums.of(chunk)


class PairSums:
    """Adds up pairs of numbers, each by answer and proof of a question.

    Both numbers of a pair stand in one integer, the second above the first, so that they are
    looked up and added at once.
    """

    def __init__(self, chunk: Chunk, judges: Sequence[tuple[str, Judge]]) -> None:
        pairs = [_pairs(chunk, question, judge) for question, judge in judges]
        self._questions = [question for question, _ in judges]
        first, second = (
            [Exact.table(pair[at] for pair in table) for table in pairs] for at in (0, 1)
        )
        self._first, self._second = _bounds(first), _bounds(second)
        self._shift = self._first.most.bit_length()
        self._most = self._first.most + (self._second.most << self._shift)
        self._tables: list[Array] = [
            wide(one.on(self._first.scale).values, self._most)
            + (wide(two.on(self._second.scale).values, self._most) << self._shift)
            for one, two in zip(first, second, strict=True)
        ]

    def of(self, chunk: Chunk) -> tuple[Exact, Exact]:
        """Return both sums for the answer sets of a chunk."""
        total = np.zeros(chunk.count, width(self._most))
        for question, table in zip(self._questions, self._tables, strict=True):
            total += table.take(chunk.pairs(question, proof_key(question)))
        return (
            replace(self._first, values=total & ((1 << self._shift) - 1)),
            replace(self._second, values=total >> self._shift),
        )


def _pairs(chunk: Chunk, question: str, judge: Judge) -> list[Pair]:
    """The pair for each answer with each state of proof; nothing where it does not apply."""
    states = chunk.words(proof_key(question)).values
    return [
        (0, 0) if answer in (HIDDEN, "na") or state is HIDDEN else judge(answer, state)
        for answer in chunk.words(question).values
        for state in states
    ]


def _bounds(tables: Sequence[Exact]) -> Exact:
    """The common scale of tables and the most that one number of each can come to (no values)."""
    scale = lcm(*(table.scale for table in tables))
    return Exact(0, sum(table.on(scale).most for table in tables), scale)
