"""Calendar dates, from one ISO field or from day, month and year."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from questionnaires.definition import Field
from questionnaires.messages import Problem
from questionnaires.types.base import AnswerType, Misread, Posted, Value, first
from questionnaires.words import Words

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
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


def _digits(typed: str) -> str:
    if any(unicodedata.category(c) == "No" for c in typed):
        return typed
    return unicodedata.normalize("NFKC", typed).strip()
