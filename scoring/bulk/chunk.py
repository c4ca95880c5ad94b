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


class Picked:
    """Which of the different values of a column are wanted."""

    def __init__(self, wanted: list[bool]) -> None:
        yes = [code for code, one in enumerate(wanted) if one]
        no = [code for code, one in enumerate(wanted) if not one]
        self.few = min(yes, no, key=len)
        self.excludes = self.few is no
        self.table = np.array(wanted, bool)


class Tables:
    """What was worked out once for the different values of a column, for all chunks of it."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._truths: dict[OfWord, tuple[Picked, Picked]] = {}
        self._kept: dict[tuple[str, ...], Any] = {}

    def truths(self, leaf: OfWord) -> tuple[Picked, Picked]:
        """The values for which the leaf is true, and those for which it may be."""
        if leaf not in self._truths:
            values = self._columns.words[leaf.column].values
            truths = [leaf.test({leaf.key: value}) for value in values]
            true = Picked([truth is True for truth in truths])
            unsure = None in truths
            possible = Picked([truth is not False for truth in truths]) if unsure else true
            self._truths[leaf] = (true, possible)
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
        self._pairs: dict[tuple[str, str], Array] = {}
        self._truths: dict[Node, Truths] = {}
        self._quantities: dict[Operand, Quantity] = {}

    def words(self, column: str) -> Words:
        """A column of words."""
        return self._columns.words[column]

    def numbers(self, column: str) -> Numbers:
        """A column of numbers."""
        return self._columns.numbers[column]

    def pairs(self, one: str, two: str) -> Array:
        """The places of two columns of words in a table of all pairs of their different values."""
        key = (one, two)
        if key not in self._pairs:
            first, second = self.words(one), self.words(two)
            room = np.min_scalar_type(len(first.values) * len(second.values))
            codes = first.codes.astype(room) * np.array(len(second.values), room)
            self._pairs[key] = codes + second.codes.astype(room)
        return self._pairs[key]

    def looked_up(self, column: str, number: Callable[[Any], Number], name: str = "") -> Exact:
        """A number for the value that each answer set has in a column of words."""
        values = self.words(column).values
        table = self.tables.kept(
            ("numbers", column, name), lambda: Exact.table(number(value) for value in values)
        )
        return table.take(self.words(column).codes)

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
        if possible is true:
            return Truths(plainly, plainly)
        return Truths(plainly, self._where(leaf.column, possible))

    def bits(self, plane: Plane) -> Array:
        """A plane as integers 0 and 1."""
        return bits(plane, self.count)

    def _where(self, column: str, wanted: Picked) -> Plane:
        """Where the value of a column is one of those wanted."""
        if len(wanted.few) > FEW:
            return packed(wanted.table.take(self.words(column).codes))
        codes = self.words(column).codes
        found = none_of(self.count)
        for code in wanted.few:
            found |= packed(codes == code)
        return ~found if wanted.excludes else found
