"""A country by its ISO 3166-1 alpha-3 code."""

from collections.abc import Iterator
from typing import NoReturn

from questionnaires import countries
from questionnaires.definition import Field
from questionnaires.messages import Problem, excerpt
from questionnaires.types.base import AnswerType, Posted, Value, first, nearest
from questionnaires.types.misread import Misread
from questionnaires.types.sheet_cells import Cell, Reading, is_empty, shown_text, typed_text
from questionnaires.words import Words


class Country(AnswerType[Field]):
    """An alpha-3 code, such as KAZ."""

    def _read(self, posted: Posted, name: str) -> Value:
        typed = first(posted, name).strip()
        code = typed.upper()
        return code if countries.is_country(code) else typed or None

    def _check(self, value: object) -> Iterator[Problem]:
        if isinstance(value, str) and countries.is_country(value):
            return
        given = value if isinstance(value, str) else ""
        close = countries.code_of(given) or nearest(given.upper(), countries.COUNTRIES) or "KAZ"
        yield self.problem("country", given=excerpt(value), nearest=close)

    def _show(self, value: Value, words: Words) -> str:
        return countries.name(str(value), words.language)

    def _typed(self, cell: Cell, reading: Reading) -> str:
        if is_empty(cell):
            return ""
        return reading.country(typed_text(cell)) or self._unknown(cell, reading.words)

    def _unknown(self, cell: Cell, words: Words) -> NoReturn:
        names = [name for _code, name in countries.choices(words.language)]
        close = nearest(shown_text(cell), names) or countries.name("KAZ", words.language)
        raise Misread("country_name", given=shown_text(cell), nearest=close)
