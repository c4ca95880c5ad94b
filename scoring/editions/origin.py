"""Where a new edition of a table comes from: source, year and licence, in the file or beside it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring.editions.problems import Told, excerpt
from scoring.editions.sheet import Sheet

PARTS = ("source", "year", "licence")
LONGEST = 500
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Stated:
    """What is stated beside a file; an empty text states nothing."""

    source: str = ""
    year: str = ""
    licence: str = ""


NOTHING = Stated()


@dataclass(frozen=True)
class OriginReader:
    """Reads the origin of a table whose last edition is `last`, a table of a Reference document."""

    last: Mapping[str, Any]
    columns: tuple[str, ...]
    this_year: int

    def read(self, sheet: Sheet, beside: Stated, told: Told) -> dict[str, Any]:
        """`source`, `year`, `licence`, `caveats` and `fields` for the document of the table.

        Caveats of the last edition stay unless the file states its own; sources of columns hold
        for one edition only.
        """
        table = {name: _merged(name, sheet, getattr(beside, name), told) for name in PARTS}
        origin: dict[str, Any] = {name: self._checked(name, table[name], told) for name in PARTS}
        for caveat in sheet.caveats:
            self._checked("caveat", caveat, told)
        origin["caveats"] = list(sheet.caveats) or list(self.last.get("caveats", ()))
        fields = self._fields(sheet, told)
        return origin | ({"fields": fields} if fields else {})

    def _fields(self, sheet: Sheet, told: Told) -> dict[str, dict[str, Any]]:
        fields = {}
        for column, stated in sheet.stated.items():
            if column and column not in self.columns:
                listed = ", ".join(self.columns)
                told.add("column_of_source", given=excerpt(column), columns=listed)
            elif column:
                fields[column] = {n: self._checked(n, text, told) for n, text in stated.items()}
        return fields

    def _checked(self, name: str, text: str, told: Told) -> str | int:
        """The text as it is stored; a year as a number."""
        if not text:
            told.add("not_stated", part=name)
        elif len(text) > LONGEST or not _printable(text):
            told.add("stated_badly", part=name, most=LONGEST)
        elif name == "year":
            return self._year(text, told)
        return text

    def _year(self, text: str, told: Told) -> int:
        last = self.this_year + 1
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
        if not FIRST_YEAR <= year <= last:
            told.add("year", given=excerpt(text), first=FIRST_YEAR, last=last)
        return year


def _merged(name: str, sheet: Sheet, beside: str, told: Told) -> str:
    within = sheet.stated.get("", {}).get(name, "")
    if within and beside and within != beside:
        told.add("stated_twice", part=name, given=excerpt(within))
    return beside or within


def _printable(text: str) -> bool:
    return all(unicodedata.category(character) not in ("Cc", "Cs") for character in text)
