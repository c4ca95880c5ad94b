"""Canonical JSON: one value, one sequence of bytes. All hashes of the product are taken over it."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction


def canonical(value: object) -> bytes:
    """Return the canonical JSON of `value`: UTF-8, keys sorted, no spaces, strings and integers.

    Decimals and Fractions become decimal strings in normal form (no exponent, no trailing zeros),
    tuples become lists. Raises TypeError for a float, for a key that is not a string and for any
    other type, ValueError for a number without a finite decimal form.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of `value`, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def as_json(value: object) -> str:
    """Return `value` as JSON for people and programs: keys in their order, exact decimals.

    Numbers stay numbers, digit by digit. Raises TypeError for a float or any other type.
    """
    if isinstance(value, str | int) or value is None:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(as_json(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return _normal_form(value)
    if isinstance(value, Mapping):
        members = (f"{as_json(_key(key))}: {as_json(item)}" for key, item in value.items())
        return "{" + ", ".join(members) + "}"
    raise TypeError(f"JSON has no {type(value).__name__}: {value!r}")


def _plain(value: object) -> object:
    if isinstance(value, str | int) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return _normal_form(value)
    if isinstance(value, Fraction):
        return _normal_form(_finite(value))
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    raise TypeError(f"canonical JSON has no {type(value).__name__}: {value!r}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key of canonical JSON is a string, not {key!r}")
    return key


def _normal_form(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"{value} has no place in canonical JSON")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _finite(value: Fraction) -> Decimal:
    rest, places = value.denominator, 0
    while rest % 10 == 0:
        rest //= 10
        places += 1
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
            places += 1
    if rest != 1:
        raise ValueError(f"{value} has no finite decimal form")
    return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")
