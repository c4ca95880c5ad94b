"""Exact numbers: integers and fractions, never binary floats.

Every number of a score is an int or a Fraction. Decimals come in (answers, rulesets, reference
tables) and go out (results), and are exact both ways.
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Number = int | Fraction

LARGEST = 10**18
MOST_DECIMALS = 20
ROUNDED_DECIMALS = 9
ENDING = 10**MOST_DECIMALS


def exact(value: object) -> Number:
    """Return the exact value of an int, Decimal, Fraction or decimal string.

    Whole numbers come back as int. Raises TypeError for anything else (a float above all: parse
    JSON with `parse_float=Decimal`), ValueError for text that is no decimal number, for a number
    that is not finite, beyond 10**18, or with more than 20 decimals.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return _in_range(value)
    if isinstance(value, Decimal):
        fraction = _fraction(value)
    elif isinstance(value, str):
        fraction = _fraction(_decimal(value))
    elif isinstance(value, Fraction):
        fraction = value
    else:
        raise TypeError(f"an exact number is needed, not {type(value).__name__}")
    if (fraction * 10**MOST_DECIMALS).denominator != 1:
        raise ValueError(f"{value} has more than {MOST_DECIMALS} decimals")
    return _in_range(fraction.numerator if fraction.denominator == 1 else fraction)


def _decimal(text: str) -> Decimal:
    digits = text.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{text!r} is not a decimal number")
    return Decimal(text)


def _fraction(value: Decimal) -> Fraction:
    if not value.is_finite() or not -60 < value.adjusted() <= 18:
        raise ValueError(f"{value} is not a number that can be scored")
    return Fraction(value)


def _in_range(value: Number) -> Number:
    if not -LARGEST <= value <= LARGEST:
        raise ValueError(f"{value} is too large")
    return value


def tenths(value: Number) -> Fraction:
    """Return `value` (zero or above) rounded half up to one decimal."""
    numerator, denominator = value.numerator, value.denominator
    return Fraction((20 * numerator + denominator) // (2 * denominator), 10)


def one_decimal(value: Number) -> Decimal:
    """Return `value` as it is shown: half up to one decimal, always with that decimal."""
    numerator, denominator = value.numerator, value.denominator
    return Decimal((20 * numerator + denominator) // (2 * denominator)).scaleb(-1)


def decimal(value: Number) -> Decimal:
    """Return `value` as a Decimal in normal form: exact where it ends within 20 decimals.

    A fraction that does not end (a mean over three) is rounded half up to the ninth decimal.
    """
    if isinstance(value, int):
        return Decimal(value)
    return _written(value.numerator, value.denominator)


@lru_cache(maxsize=4096)
def _written(numerator: int, denominator: int) -> Decimal:
    places = MOST_DECIMALS if ENDING % denominator == 0 else ROUNDED_DECIMALS
    scaled = (2 * numerator * 10**places + denominator) // (2 * denominator)
    text = f"{abs(scaled):0{places + 1}d}"
    part = text[-places:].rstrip("0")
    sign = "-" if scaled < 0 else ""
    return Decimal(f"{sign}{text[:-places]}{'.' if part else ''}{part}")
