"""An amount of money in a currency."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from questionnaires import countries
from questionnaires.definition import Field
from questionnaires.messages import Problem, excerpt
from questionnaires.types.base import AnswerType, Posted, Value, first, nearest
from questionnaires.types.misread import Misread
from questionnaires.types.numbers import NO_BREAK, grouped
from questionnaires.types.sheet_cells import UNIT, Cells, Reading, number_cell, typed_text
from questionnaires.types.typed_numbers import normal, read_number, unmistakable
from questionnaires.words import Words

AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
WITH_CURRENCY = re.compile(r"(?P<amount>[^A-Za-z]+?)\s*(?P<code>[A-Za-z]{3})")
MOST = 10**15


class Money(AnswerType[Field]):
    """`{"amount": "6800.5", "currency": "MYR"}`: a decimal text and an ISO 4217 code."""

    def _read(self, posted: Posted, name: str) -> Value:
        typed = first(posted, f"{name}.amount")
        currency = first(posted, f"{name}.currency").strip().upper()
        if not typed:
            return None  # a currency that the form chose beforehand is no answer
        try:
            amount = read_number(typed, "money")
        except Misread as misread:
            raise Misread(misread.message.key, "amount", **misread.message.params) from None
        if not currency:
            raise Misread("currency_missing", "currency")
        return {
            "amount": f"{amount:f}" if isinstance(amount, Decimal) else str(amount),
            "currency": currency,
        }

    def _check(self, value: object) -> Iterator[Problem]:
        if not isinstance(value, Mapping) or set(value) != {"amount", "currency"}:
            yield self.problem("money_shape")
            return
        amount, currency = value["amount"], value["currency"]
        if not isinstance(amount, str) or not isinstance(currency, str):
            yield self.problem("money_shape")
            return
        yield from self._check_amount(amount)
        if not countries.is_currency(currency):
            close = nearest(currency.upper(), countries.CURRENCIES) or "USD"
            yield self.problem("currency", "currency", given=excerpt(currency), nearest=close)

    def _check_amount(self, amount: str) -> Iterator[Problem]:
        if amount.startswith("-") and AMOUNT.fullmatch(amount[1:]):
            yield self.problem("too_small", "amount", least=0)
        elif not AMOUNT.fullmatch(amount):
            yield self.problem("money", "amount")

    def _show(self, value: Value, words: Words) -> str:
        amount, currency = _parts(value)
        return f"{grouped(amount)}{NO_BREAK}{currency}"

    def _cell(self, value: Value) -> str:
        amount, currency = _parts(value)
        return f"{amount} {currency}"

    def _in_cells(self, value: Value, words: Words) -> Cells:
        amount, currency = _parts(value)
        return {"": number_cell(amount), UNIT: currency}

    def _fields_of_cells(self, cells: Cells, name: str, reading: Reading) -> dict[str, list[str]]:
        cell = cells.get("")
        if isinstance(cell, date):
            raise Misread("cell_date", "amount", given=cell.isoformat())
        amount, currency = typed_text(cell).strip(), typed_text(cells.get(UNIT)).strip()
        if beside := WITH_CURRENCY.fullmatch(amount):
            amount, currency = beside["amount"], currency or beside["code"]
        return {f"{name}.amount": [amount], f"{name}.currency": [currency]}

    def _posted(self, value: Value, name: str) -> dict[str, list[str]]:
        amount, currency = _parts(value)
        return {f"{name}.amount": [unmistakable(amount)], f"{name}.currency": [currency]}

    def _same(self, before: Value, after: Value) -> bool:
        if isinstance(before, str) or isinstance(after, str):
            return before == after
        return _parts(before) == _parts(after)


def _parts(value: Value) -> tuple[int | Decimal, str]:
    if not isinstance(value, Mapping):
        raise TypeError(f"not money: {type(value).__name__}")
    return normal(Decimal(str(value["amount"]))), str(value["currency"])
