"""The answer sets at hand: a chunk of columns, and what was worked out for it so far."""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from scoring.bulk.columns import Columns, Numbers, Words
from scoring.bulk.exact import Array, Exact
from scoring.bulk.nodes import Node, OfWord
from scoring.bulk.planes import Plane, Truths, bits, none_of, packed
from scoring.bulk.quantities import Operand, Quantity
from scoring.exact import Number

FEW = 2
Kept = TypeVar("Kept")


class Tables:
    """What was worked out once for the different values of a column, for all chunks of it."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._truths: dict[OfWord, tuple[Array, Array]] = {}
        self._kept: dict[tuple[str, ...], Any] = {}

    def truths(self, leaf: OfWord) -> tuple[Array, Array]:
        """For each different value: whether the leaf is true, and whether it may be."""
        if leaf not in self._truths:
            values = self._columns.words[leaf.column].values
            truths = [leaf.test({leaf.key: value}) for value in values]
            self._truths[leaf] = (
                np.array([truth is True for truth in truths], bool),
                np.array([truth is not False for truth in truths], bool),
            )
        return self._truths[leaf]

    def kept(self, keys: tuple[str, ...], made: Callable[[], Kept]) -> Kept:
        """Return what was made at the first call with these keys."""
        if keys not in self._kept:
            self._kept[keys] = made()
        kept: Kept = self._kept[keys]
        return kept


class Chunk:
    """Some answer sets. Conditions and quantities are decided once and kept."""

    def __init__(self, columns: Columns, tables: Tables) -> None:
        self.count = columns.count
        self.tables = tables
        self._columns = columns
        self._places: dict[str, Array] = {}
        self._truths: dict[Node, Truths] = {}
        self._quantities: dict[Operand, Quantity] = {}

    def words(self, column: str) -> Words:
        """A column of words."""
        return self._columns.words[column]

    def numbers(self, column: str) -> Numbers:
        """A column of numbers."""
        return self._columns.numbers[column]

    def places(self, column: str) -> Array:
        """The codes of a column of words, as places in a table of its different values."""
        if column not in self._places:
            self._places[column] = self.words(column).codes.astype(np.intp)
        return self._places[column]

    def looked_up(self, column: str, number: Callable[[Any], Number], name: str = "") -> Exact:
        """A number for the value that each answer set has in a column of words."""
        values = self.words(column).values
        table = self.tables.kept(
            ("numbers", column, name), lambda: Exact.table(number(value) for value in values)
        )
        return table.take(self.places(column))

    def truths(self, node: Node) -> Truths:
        """What a condition comes to, decided once."""
        if node not in self._truths:
            self._truths[node] = node.truths(self)
        return self._truths[node]

    def quantity(self, operand: Operand) -> Quantity:
        """What an operand comes to, calculated once."""
        if operand not in self._quantities:
            self._quantities[operand] = operand.quantity(self)
        return self._quantities[operand]

    def true(self, node: Node) -> Plane:
        """Where a condition is plainly true."""
        return self.truths(node).true

    def word(self, leaf: OfWord) -> Truths:
        """What a condition on one column of words comes to."""
        true, possible = self.tables.truths(leaf)
        plainly = self._where(leaf.column, true)
        if (true == possible).all():
            return Truths(plainly, plainly)
        return Truths(plainly, self._where(leaf.column, possible))

    def bits(self, plane: Plane) -> Array:
        """A plane as integers 0 and 1."""
        return bits(plane, self.count)

    def _where(self, column: str, wanted: Array) -> Plane:
        """Where the value of a column is one of those wanted."""
        codes = self.words(column).codes
        yes = np.flatnonzero(wanted)
        if len(yes) <= FEW:
            return self._one_of(codes, yes)
        no = np.flatnonzero(~wanted)
        if len(no) <= FEW:
            return ~self._one_of(codes, no)
        return packed(wanted.take(self.places(column)))

    def _one_of(self, codes: Array, wanted: Array) -> Plane:
        found = none_of(self.count)
        for code in wanted.tolist():
            found |= packed(codes == code)
        return found
