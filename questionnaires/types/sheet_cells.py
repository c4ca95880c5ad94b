"""What stands in the cells of a spreadsheet, and how what people type there is understood.

An answer has one cell or several, by part: `""` is the answer's own cell, `UNIT` the one beside
it (the currency of an amount), and each choice of a multi question has a cell to tick.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from questionnaires import countries
from questionnaires.catalogue import ENGLISH
from questionnaires.definition import DONT_KNOW, Field
from questionnaires.messages import excerpt
from questionnaires.types.typed_numbers import normal, unmistakable
from questionnaires.words import Words

UNIT = "unit"
TICK = "x"
TICKED = frozenset({"x", "х", "v", "+", "1", "true", "✓", "✔", "☑", "☒", "✗", "✘"})
NOT_TICKED = frozenset({"", "-", "–", "—", "0", "false", "☐"})
APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´′"))
SPREADSHEET_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?|Err:[0-9]{3}")
MOST_EXACT = 15
"""So many digits of a number does every spreadsheet program keep."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that holds no answer but a formula without a result, or an error."""

    shown: str = ""


Cell = None | str | bool | int | Decimal | date | Unread
Cells = Mapping[str, Cell]


@dataclass(frozen=True)
class Reading:
    """The words in which answers may be typed, the nearest language first."""

    languages: Sequence[Words]
    _choices: dict[Field, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def words(self) -> Words:
        """The words in which things are said back."""
        return self.languages[0]

    def choice(self, described: Field, typed: str) -> str:
        """The choice that was typed, as its name in any language or its key; "" if it is none."""
        if described not in self._choices:
            self._choices[described] = self._names(described)
        return self._choices[described].get(folded(typed), "")

    def is_dont_know(self, cell: Cell) -> bool:
        """Whether a cell says “Don’t know” in any language."""
        return isinstance(cell, str) and folded(cell) in self._dont_know

    def is_none_to_list(self, cell: Cell) -> bool:
        """Whether a cell says “None to list” in any language."""
        return isinstance(cell, str) and folded(cell) in self._none_to_list

    def is_yes(self, typed: str) -> bool:
        """Whether this is “Yes” in any language."""
        return folded(typed) in self._common("yes")

    def is_no(self, typed: str) -> bool:
        """Whether this is “No” in any language."""
        return folded(typed) in self._common("no")

    def country(self, typed: str) -> str:
        """The code of a country that was typed by name in any language or by code; "" if none."""
        return countries.code_of(typed) or self._countries.get(folded(typed), "")

    def region(self, typed: str) -> str:
        """The code of a region that was typed by name in any language; "" if none."""
        return self._regions.get(folded(typed), "")

    def column(self, described: Field, table: str, typed: str) -> bool:
        """Whether this is the heading of a column in any language."""
        wanted = folded(typed)
        return any(folded(words.column(table, described.key)) == wanted for words in self.languages)

    def _names(self, described: Field) -> dict[str, str]:
        """Name → choice. What means two choices in two languages is not understood, except in the
        language that is nearest."""
        keys = (*described.choices, DONT_KNOW)
        meant: dict[str, set[str]] = {}
        for key in keys:
            own = {folded(words.choice_of(described, key)) for words in self.languages}
            for name in own:
                meant.setdefault(name, set()).add(key)
        short = {name: key for key in keys for name in self._common(key)}
        clear = _clear(meant)
        near = {folded(self.words.choice_of(described, key)): key for key in keys}
        brief = _brief(meant) if described.type == "good" else {}
        return {folded(key): key for key in keys} | brief | short | clear | near

    @cached_property
    def _dont_know(self) -> frozenset[str]:
        return self._common(DONT_KNOW) | {DONT_KNOW}

    @cached_property
    def _none_to_list(self) -> frozenset[str]:
        return frozenset(folded(words.none_to_list) for words in self.languages)

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {
            folded(name): code
            for words in reversed(self.languages)
            for code, name in countries.choices(words.language)
        } | {code.casefold(): code for code in countries.COUNTRIES}

    @cached_property
    def _regions(self) -> dict[str, str]:
        languages = [*(words.language for words in reversed(self.languages)), ENGLISH]
        return {
            folded(name): code
            for language in languages
            for code, name in countries.china_regions(language)
        }

    def _common(self, choice: str) -> frozenset[str]:
        found = (words.catalogue.find("common", "choices", choice) for words in self.languages)
        return frozenset(folded(text) for text in found if text)


def folded(text: str) -> str:
    """A text without what people leave out or write in several ways: case, apostrophes, ё."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(APOSTROPHES)
    return " ".join(plain.replace("ё", "е").split()).rstrip(" .;:")


def _clear(meant: Mapping[str, set[str]]) -> dict[str, str]:
    """Name → choice, of the names that mean one choice only."""
    return {name: next(iter(found)) for name, found in meant.items() if len(found) == 1}


def _brief(meant: Mapping[str, set[str]]) -> dict[str, str]:
    """The same by what stands before the brackets: “ip” for “Ip (yigirilgan ip)”."""
    brief: dict[str, set[str]] = {}
    for name, found in meant.items():
        brief.setdefault(name.partition("(")[0].strip(), set()).update(found)
    return _clear(brief)


def is_empty(cell: Cell) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def typed_text(cell: Cell) -> str:
    """What stands in a cell, as somebody would type it; dates are ISO."""
    if cell is None or isinstance(cell, Unread):
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str) else unmistakable(normal(Decimal(cell)))


def shown_text(cell: Cell) -> str:
    """The same, shortened and safe to say back."""
    return excerpt(cell.shown if isinstance(cell, Unread) else typed_text(cell))


def number_cell(number: int | Decimal) -> Cell:
    """A number for a cell: as text where a spreadsheet program would not keep all its digits."""
    digits = Decimal(number).normalize().as_tuple().digits
    return number if len(digits) <= MOST_EXACT else unmistakable(number)


def is_ticked(cell: Cell, reading: Reading) -> bool | None:
    """Whether a box is ticked, None where that cannot be told."""
    text = folded(typed_text(cell))
    if text in TICKED or reading.is_yes(text):
        return True
    return False if text in NOT_TICKED or reading.is_no(text) else None
