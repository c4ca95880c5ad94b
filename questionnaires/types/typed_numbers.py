"""Numbers as people type them, understood where there is one reading, asked back where not.

`2,5`, `1 200`, `1,234.56`, `1.234,56`, `1'200` and `1,20,000` have one reading. `1,200` and `1.200`
have two (one thousand two hundred, or one and a fifth), and are asked back.
"""

import re
import unicodedata
from decimal import Decimal

from questionnaires.messages import excerpt
from questionnaires.types.misread import Misread

LONGEST = 40
PLAIN = re.compile(r"-?[0-9]+([.,][0-9]+)?")
TWO_READINGS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
GROUPED = (
    re.compile(r"-?[0-9]{1,3}(?P<group>[ '])[0-9]{3}((?P=group)[0-9]{3})*([.,][0-9]+)?"),
    re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+"),
    re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+"),
    re.compile(r"-?[0-9]{1,3}(,[0-9]{3}){2,}"),
    re.compile(r"-?[0-9]{1,3}(\.[0-9]{3}){2,}"),
    re.compile(r"-?[0-9]{1,2}(,[0-9]{2})+,[0-9]{3}(\.[0-9]+)?"),  # lakh and crore
)
SAME_SIGN = str.maketrans({"−": "-", "’": "'", "ʼ": "'"})


def read_number(typed: str, misread: str = "number") -> int | Decimal:
    """The number that was typed, as an int where it is whole.

    Raises Misread with the message `misread` where it is no number, and with a question where it
    has two readings.
    """
    text = _plain_characters(typed, misread)
    if TWO_READINGS.fullmatch(text):
        joined = re.sub("[.,]", "", text)
        pointed = normal(Decimal(text.replace(",", ".")))
        raise Misread(
            "ambiguous_number", given=excerpt(typed), grouped=joined, decimal=_written(pointed)
        )
    if PLAIN.fullmatch(text):
        return normal(Decimal(text.replace(",", ".")))
    if any(pattern.fullmatch(text) for pattern in GROUPED):
        return normal(Decimal(_without_groups(text)))
    raise Misread(misread)


def normal(number: Decimal) -> int | Decimal:
    """The same number: an int where it is whole, else a Decimal without trailing zeros."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def unmistakable(number: int | Decimal) -> str:
    """The number as text that `read_number` reads back: `1.2500` rather than `1.250`."""
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return f"{text}0" if TWO_READINGS.fullmatch(text) else text


def _written(number: int | Decimal) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else f"{number}.0"


def _plain_characters(typed: str, misread: str) -> str:
    if len(typed) > LONGEST or any(unicodedata.category(c) == "No" for c in typed):
        raise Misread(misread)
    text = unicodedata.normalize("NFKC", typed).translate(SAME_SIGN)
    text = " ".join(text.split())
    if any(c.isdigit() and not c.isascii() for c in text):
        raise Misread("ascii_digits")
    return text


def _without_groups(text: str) -> str:
    separators = re.findall(r"[^0-9-]", text)
    decimal_mark = separators[-1] if len(set(separators)) > 1 else ""
    whole, _, fraction = text.rpartition(decimal_mark) if decimal_mark else (text, "", "")
    return re.sub(r"[ ',.]", "", whole) + (f".{fraction}" if fraction else "")
