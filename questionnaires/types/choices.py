"""Answers that are chosen: one of a list, several of a list, yes partly no."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NoReturn, cast

from questionnaires.definition import DONT_KNOW, Field
from questionnaires.messages import Problem, excerpt
from questionnaires.types.base import AnswerType, Posted, Value, nearest
from questionnaires.types.misread import Misread
from questionnaires.types.sheet_cells import (
    TICK,
    Cell,
    Cells,
    Reading,
    is_empty,
    is_ticked,
    shown_text,
    typed_text,
)
from questionnaires.words import Words

LISTED_AT_MOST = 12
TOLD_AT_MOST = 5


class Single(AnswerType[Field]):
    """One of the choices; the value is the key of the choice."""

    def options(self, words: Words) -> list[tuple[str, str]]:
        """(value, name) of what a form offers: the choices, then don't know; goods by name."""
        options = words.choices_of(self.field)
        if self._takes_dont_know() and DONT_KNOW not in self.field.choices:
            options.append((DONT_KNOW, words.choice_of(self.field, DONT_KNOW)))
        return [(value, str(name)) for value, name in options]

    def _read(self, posted: Posted, name: str) -> Value:
        chosen = {value for value in posted.get(name, ()) if value.strip()}
        if len(chosen) > 1:
            raise Misread("choice_one")
        return chosen.pop() if chosen else None

    def _check(self, value: object) -> Iterable[Problem]:
        if not isinstance(value, str):
            yield self.problem("one_choice", example=f"“{self.field.choices[0]}”")
        elif value not in self.field.choices:
            yield self._unknown(value)

    def _show(self, value: Value, words: Words) -> str:
        return words.choice_of(self.field, str(value))

    def _typed(self, cell: Cell, reading: Reading) -> str:
        if is_empty(cell):
            return ""
        if isinstance(cell, bool):
            cell = "yes" if cell else "no"
        return reading.choice(self.field, typed_text(cell)) or self._misnamed(cell, reading.words)

    def _misnamed(self, cell: Cell, words: Words) -> NoReturn:
        """The same advice as in `_unknown`, by the names of the choices."""
        names = [name for _key, name in self.options(words)]
        close = nearest(shown_text(cell), names)
        if close:
            raise Misread("choice_nearest", given=shown_text(cell), nearest=close)
        more = "…" if len(names) > LISTED_AT_MOST else ""
        listed = ", ".join(names[:LISTED_AT_MOST]) + more
        raise Misread("choice", given=shown_text(cell), choices=listed)

    def _unknown(self, given: str) -> Problem:
        choices = self.field.choices
        close = nearest(given, choices)
        if close:
            return self.problem("choice_nearest", given=excerpt(given), nearest=close)
        more = "…" if len(choices) > LISTED_AT_MOST else ""
        listed = ", ".join(choices[:LISTED_AT_MOST]) + more
        return self.problem("choice", given=excerpt(given), choices=listed)


class YesPartlyNo(Single):
    """Yes, partly, no, does not apply, or don't know."""


class Multi(Single):
    """Any of the choices; the value is the list of their keys, in the order of the choices."""

    @property
    def dont_know(self) -> Value:
        """Don't know, as the single item of the list."""
        return [DONT_KNOW]

    def is_blank(self, value: object) -> bool:
        """Whether nothing was chosen: an empty list is blank too."""
        return value is None or value in ("", [])

    def show(self, value: Value, words: Words) -> str:
        """The names of what was chosen, one after another."""
        return "" if self.is_blank(value) else self._show(value, words)

    def cell(self, value: Value) -> str | None:
        """The keys of what was chosen, separated by spaces."""
        return None if self.is_blank(value) else " ".join(_items(value))

    def posted(self, value: Value, name: str) -> dict[str, list[str]]:
        """One field with all that was chosen."""
        return {} if self.is_blank(value) else {name: list(_items(value))}

    def in_cells(self, value: Value, words: Words) -> Cells:
        """A tick for each of what was chosen; don't know in the answer's own cell."""
        items = [] if self.is_blank(value) else _items(value)
        if DONT_KNOW in items and DONT_KNOW not in self.field.choices:
            return {"": words.choice_of(self.field, DONT_KNOW)}
        return dict.fromkeys(items, TICK)

    def _fields_of_cells(self, cells: Cells, name: str, reading: Reading) -> dict[str, list[str]]:
        return {name: [*self._listed(cells.get(""), reading), *self._ticked(cells, reading)]}

    def _listed(self, cell: Cell, reading: Reading) -> list[str]:
        """Choices that are written one after another, though a box was there for each."""
        typed = typed_text(cell)
        if known := reading.choice(self.field, typed):
            return [known]
        parts = [part.strip() for part in re.split("[;\n]", typed) if part.strip()]
        return [self._typed(part, reading) for part in parts]

    def _ticked(self, cells: Cells, reading: Reading) -> Iterator[str]:
        for choice in self.field.choices:
            ticked = is_ticked(cells.get(choice), reading)
            if ticked is None:
                raise Misread("tick", choice, given=shown_text(cells[choice]))
            if ticked:
                yield choice

    def _read(self, posted: Posted, name: str) -> Value:
        chosen = {value for value in posted.get(name, ()) if value.strip()}
        known = [choice for choice in (*self.field.choices, DONT_KNOW) if choice in chosen]
        return [*dict.fromkeys(known), *sorted(chosen - set(known))] or None

    def _check(self, value: object) -> Iterable[Problem]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return [self.problem("list_of_choices", example=f"“{self.field.choices[0]}”")]
        return [*islice(self._unknown_items(value), TOLD_AT_MOST), *self._mixed(value)]

    def _unknown_items(self, chosen: list[str]) -> Iterator[Problem]:
        known = {*self.field.choices, DONT_KNOW}
        for item in dict.fromkeys(chosen):
            if item not in known:
                yield self._unknown(item)
            elif chosen.count(item) > 1:
                yield self.problem("choice_twice", given=item)

    def _mixed(self, chosen: list[str]) -> Iterator[Problem]:
        others = len(set(chosen)) > 1
        if others and DONT_KNOW in chosen:
            yield self.problem("dont_know_alone")
        elif others and self.field.alone in chosen:
            yield self.problem("stands_alone", given=self.field.alone)

    def _show(self, value: Value, words: Words) -> str:
        return "; ".join(words.choice_of(self.field, item) for item in _items(value))

    def _same(self, before: Value, after: Value) -> bool:
        return set(_items(before)) == set(_items(after))


def _items(value: Value) -> list[str]:
    return [DONT_KNOW] if value == DONT_KNOW else cast("list[str]", value)
