"""Free text, and the region of a country whose regions are offered as a list."""

import re
import unicodedata
from collections.abc import Iterator

from questionnaires import countries
from questionnaires.cleaning import clean_text, one_line, storable
from questionnaires.definition import Column, Field
from questionnaires.messages import Problem
from questionnaires.types.base import AnswerType, Posted, Value, first
from questionnaires.types.misread import Misread
from questionnaires.types.sheet_cells import Cells, Reading, typed_text
from questionnaires.words import Words

LONGEST = 4000
LONGEST_IN_A_ROW = 200
OTHER = "other"
CUSTOMS_CODE = re.compile(r"[0-9]([. ]?[0-9]){3,9}")


class Text(AnswerType[Field]):
    """Text of limited length, several lines in a question, one line in a table.

    Where the question has a list of regions, the value is the code of the list (CN-XJ) or, for
    “other”, what was typed.
    """

    def is_blank(self, value: object) -> bool:
        """Whether nothing was written: white space alone is nothing."""
        return value is None or (isinstance(value, str) and not value.strip())

    @property
    def longest(self) -> int:
        """The most characters that are taken."""
        if self.field.longest:
            return self.field.longest
        single_line = isinstance(self.field, Column) or self.field.region_of
        return LONGEST_IN_A_ROW if single_line else LONGEST

    def _read(self, posted: Posted, name: str) -> Value:
        typed = first(posted, name)
        if self.field.region_of and typed in ("", OTHER):
            typed = first(posted, f"{name}.{OTHER}")
        clean = one_line if isinstance(self.field, Column) or self.field.region_of else clean_text
        return clean(typed) or None

    def _check(self, value: object) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield self.problem("text")
        elif len(value) > self.longest:
            yield self.problem("text_too_long", most=self.longest, length=len(value))
        elif not all(storable(c) for c in value):
            yield self.problem("text_characters")

    def _show(self, value: Value, words: Words) -> str:
        text = str(value)
        return countries.region_name(text, words.language) if self.field.region_of else text

    def _fields_of_cells(self, cells: Cells, name: str, reading: Reading) -> dict[str, list[str]]:
        typed = typed_text(cells.get(""))
        if not self.field.region_of or not typed.strip():
            return {name: [typed]}
        return self._posted(reading.region(typed) or typed, name)

    def _posted(self, value: Value, name: str) -> dict[str, list[str]]:
        text = str(value)
        if self.field.region_of and countries.region_name(text) == text:
            return {name: [OTHER], f"{name}.{OTHER}": [text]}
        return {name: [text]}

    def _same(self, before: Value, after: Value) -> bool:
        return _folded(before) == _folded(after)


class CustomsCode(Text):
    """A code of the Harmonized System. What was stored before letters were refused stays valid."""

    def _read(self, posted: Posted, name: str) -> Value:
        typed = super()._read(posted, name)
        if typed is not None and not CUSTOMS_CODE.fullmatch(str(typed)):
            raise Misread("customs_code")
        return typed


def _folded(value: Value) -> str:
    return unicodedata.normalize("NFC", str(value)).strip()
