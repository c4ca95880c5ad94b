"""Answer sets as columns: what the bulk engine reads, and nothing it does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scoring.bulk.exact import Array, Exact
from scoring.conditions import DONT_KNOW, HIDDEN, Money
from scoring.exact import Number

HIDDEN_KIND, BLANK_KIND, UNSURE_KIND, PLAIN_KIND = range(4)


@dataclass(frozen=True, slots=True)
class Words:
    """A column of values of which few are different: for each answer set the place of its value

    in `values` (choices, several choices, truths, numbers that stand for a value of control).
    """

    codes: Array
    values: tuple[Any, ...]

    def of(self, places: Any) -> "Words":
        """The same column for some of the answer sets."""
        return Words(self.codes[places], self.values)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of exact numbers or amounts of money.

    `kinds` says what stands in each place: hidden, blank, dont_know, a plain number, or an amount
    in the currency of that place in `currencies` (counted from the kind of a plain number).
    `amounts` is 0 where there is no number.
    """

    amounts: Exact
    kinds: Array

    def of(self, places: Any) -> "Numbers":
        """The same column for some of the answer sets."""
        amounts = self.amounts
        return Numbers(
            Exact(amounts.values[places], amounts.most, amounts.scale), self.kinds[places]
        )


@dataclass(frozen=True)
class Columns:
    """Answer sets as columns. `basis` names what was read of them (see BulkScorer.basis).

    Columns serve every BulkScorer of the same basis.
    """

    basis: str
    count: int
    words: Mapping[str, Words]
    numbers: Mapping[str, Numbers]

    def __len__(self) -> int:
        return self.count

    def slice(self, start: int, stop: int) -> "Columns":
        """Return the answer sets from `start` to before `stop`; nothing is copied."""
        return self._of(slice(start, stop), len(range(self.count)[start:stop]))

    def take(self, places: Sequence[int]) -> "Columns":
        """Return the answer sets at these places, in this order; one may come more than once."""
        return self._of(np.asarray(places, np.intp), len(places))

    @property
    def nbytes(self) -> int:
        """How many bytes the columns take in memory."""
        arrays = [column.codes for column in self.words.values()]
        for column in self.numbers.values():
            arrays += [column.amounts.values, column.kinds]
        return sum(array.nbytes for array in arrays)

    def _of(self, places: Any, count: int) -> "Columns":
        return Columns(
            self.basis,
            count,
            {key: column.of(places) for key, column in self.words.items()},
            {key: column.of(places) for key, column in self.numbers.items()},
        )


def words(values: Sequence[Any]) -> Words:
    """Return a column of words."""
    places: dict[Any, int] = {}
    codes = [places.setdefault(value, len(places)) for value in values]
    return Words(np.array(codes, np.min_scalar_type(len(places))), tuple(places))


def number_columns(rows: Sequence[Sequence[Any]], keys: Sequence[str]) -> dict[str, Numbers]:
    """Return the columns of rows of numbers; a currency has the same kind in all of them."""
    found = {value.currency for row in rows for value in row if type(value) is Money}
    currencies = {code: kind for kind, code in enumerate(sorted(found), PLAIN_KIND + 1)}
    return {key: _numbers([row[at] for row in rows], currencies) for at, key in enumerate(keys)}


def _numbers(values: Sequence[Any], currencies: Mapping[str, int]) -> Numbers:
    kinds = [_kind(value, currencies) for value in values]
    amounts = [_amount(value) for value in values]
    return Numbers(Exact.table(amounts), np.array(kinds, np.min_scalar_type(max(kinds, default=0))))


def _kind(value: Any, currencies: Mapping[str, int]) -> int:
    if value is HIDDEN:
        return HIDDEN_KIND
    if value is None:
        return BLANK_KIND
    if type(value) is Money:
        return currencies[value.currency]
    return UNSURE_KIND if value == DONT_KNOW else PLAIN_KIND


def _amount(value: Any) -> Number:
    if type(value) is Money:
        return value.amount
    return 0 if value is HIDDEN or value is None or value == DONT_KNOW else value
