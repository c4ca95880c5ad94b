"""Calendar dates, from one ISO field or from day, month and year."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from questionnaires.definition import Field
from questionnaires.messages import Problem
from questionnaires.types.base import AnswerType, Posted, Value, first
from questionnaires.types.misread import Misread
from questionnaires.types.sheet_cells import Cells, Reading, typed_text
from questionnaires.words import Words

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[./-](?P<month>[0-9]{1,2})[./-](?P<day>[0-9]{1,2})")
YEAR_LAST = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<mark>[./-])(?P<second>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
)
MONTHS = 12
# Excel counts a 29 February 1900 that never was: before March its days are off by one.
FIRST_IN_CELLS = date(1900, 3, 1)
PARTS = {"day": "27", "month": "3", "year": "2026"}


class Date(AnswerType[Field]):
    """A day as ISO text: 2026-11-21."""

    def _read(self, posted: Posted, name: str) -> Value:
        typed = {part: _digits(first(posted, f"{name}.{part}")) for part in PARTS}
        if not any(typed.values()):
            return _digits(first(posted, name)) or None
        for part, text in typed.items():
            if not text:
                raise Misread("date_missing", part, part=part)
            length = 4 if part == "year" else 2
            if not re.fullmatch(r"[0-9]+", text) or len(text) > length:
                raise Misread("date_part", part, part=part, example=PARTS[part])
        if len(typed["year"]) != 4:
            raise Misread("date_part", "year", part="year", example=PARTS["year"])
        iso = f"{typed['year']}-{typed['month']:>02}-{typed['day']:>02}"
        if parsed_date(iso) is None:
            raise Misread("date_impossible", "day")
        return iso

    def _check(self, value: object) -> Iterator[Problem]:
        day = parsed_date(value) if isinstance(value, str) else None
        if day is None:
            yield self.problem("date")
        elif not FIRST <= day <= LAST:
            yield self.problem("date_range", first=FIRST.isoformat(), last=LAST.isoformat())

    def _show(self, value: Value, words: Words) -> str:
        day = parsed_date(str(value))
        return words.date(day) if day else str(value)

    def _in_cells(self, value: Value, words: Words) -> Cells:
        day = parsed_date(str(value))
        return {"": day if day and day >= FIRST_IN_CELLS else str(value)}

    def _fields_of_cells(self, cells: Cells, name: str, reading: Reading) -> dict[str, list[str]]:
        typed = _digits(typed_text(cells.get("")))
        if found := YEAR_FIRST.fullmatch(typed):
            return {f"{name}.{part}": [found[part]] for part in PARTS}
        if found := YEAR_LAST.fullmatch(typed):
            day, month = _in_order(found)
            return {f"{name}.day": [day], f"{name}.month": [month], f"{name}.year": [found["year"]]}
        return {name: [typed]}

    def _posted(self, value: Value, name: str) -> dict[str, list[str]]:
        year, month, day = str(value).split("-")
        return {
            f"{name}.day": [str(int(day))],
            f"{name}.month": [str(int(month))],
            f"{name}.year": [year],
        }


def parsed_date(text: str) -> date | None:
    """The day that an ISO date (year, month, day with dashes) names, if there is such a day."""
    if not ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _in_order(typed: re.Match[str]) -> tuple[str, str]:
    """Day and month of a date that ends in its year. Raises Misread where either may be first."""
    first, second, year = typed["first"], typed["second"], typed["year"]
    if typed["mark"] != "/" or int(first) > MONTHS or int(first) == int(second):
        return first, second
    if int(second) > MONTHS:
        return second, first
    readings = [
        f"{year}-{month:>02}-{day:>02}" for day, month in ((first, second), (second, first))
    ]
    raise Misread("date_order", given=typed[0], first=readings[0], second=readings[1])


def _digits(typed: str) -> str:
    if any(unicodedata.category(c) == "No" for c in typed):
        return typed
    return unicodedata.normalize("NFKC", typed).strip()
