"""One answer set as bytes: what its columns hold, to be stored and read again."""

import json
from typing import Any

from scoring.canonical import canonical
from scoring.conditions import HIDDEN, Money
from scoring.exact import exact

Row = tuple[tuple[Any, ...], tuple[Any, ...]]

NOT_ASKED: dict[str, str] = {}  # how HIDDEN is written: no answer looks like it


def pack(basis: str, row: Row) -> bytes:
    """Return a row as canonical JSON: the same row, the same bytes."""
    words, numbers = row
    return canonical(
        [basis, [_written(value) for value in words], [_written(value) for value in numbers]]
    )


def is_for(basis: str, raw: bytes) -> bool:
    """Whether a row was packed for this basis."""
    return raw.startswith(canonical([basis])[:-1])


def unpack(basis: str, raw: bytes) -> Row:
    """Return the row that was packed. Raises ValueError where it was read for another basis."""
    found, words, numbers = json.loads(raw)
    if found != basis:
        raise ValueError("this answer set was packed for other conditions or reference data")
    return tuple(map(_read, words)), tuple(map(_read, numbers))


def _written(value: Any) -> Any:
    if value is HIDDEN:
        return NOT_ASKED
    if type(value) is Money:
        return {"amount": value.amount, "currency": value.currency}
    if value is None or isinstance(value, str | int | tuple):
        return value
    return {"number": value}


def _read(written: Any) -> Any:
    if type(written) is list:
        return tuple(written)
    if type(written) is not dict:
        return written
    if not written:
        return HIDDEN
    if "currency" in written:
        return Money(exact(written["amount"]), written["currency"])
    return exact(written["number"])
