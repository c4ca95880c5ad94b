"""Passwords: what may be one, and how it is stored. Works offline.

Argon2id with 19 MiB, two passes, one lane. Hashing takes some 60 ms of a core, so it is never
done while a transaction is open.
"""

import gzip
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

SHORTEST = 15
LONGEST = 128
COMMON = Path(__file__).with_name("common_passwords.txt.gz")
OURS = frozenset(
    {
        "assessment",
        "compliance",
        "diligence",
        "duediligence",
        "erkin",
        "forced",
        "forcedlabor",
        "forcedlabour",
        "labor",
        "labour",
        "programme",
        "questionnaire",
        "supplier",
        "suppliers",
    }
)
ROWS = (
    "0123456789" * 13,
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "йцукенгшщзхъфывапролджэячсмитьбю",
)

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def problem(password: str, *, about: Iterable[str] = ()) -> str | None:
    """What to do about a password that cannot be taken, or None when it can.

    `about` is what an attacker would try first for this person: name, address, organisation.
    """
    text = _unified(password)
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        return "Leave out tabs and other control characters."
    if len(text) < SHORTEST:
        return (
            f"Use at least {SHORTEST} characters; this has {len(text)}. Four or five words that "
            "do not belong together are easy to remember."
        )
    if len(text) > LONGEST:
        return f"Use at most {LONGEST} characters; this has {len(text)}."
    if _is_guessable(text.casefold(), _words(about)):
        return (
            "This is easy to guess: it is made of a common password, your own name or address, "
            "a row of keys or one piece repeated. Choose words that nobody would put together."
        )
    return None


def hashed(password: str) -> str:
    """The Argon2id hash to store, with its own salt and parameters."""
    return _hasher.hash(_unified(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed. Takes as long when nothing is stored."""
    try:
        _hasher.verify(stored or _nobody(), _unified(password))
    except VerifyMismatchError:
        return False
    return stored is not None


def _unified(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    """A hash that nobody's password has, so that an unknown account takes as long as a known."""
    return _hasher.hash("", salt=b"salt for nobody!")


def _is_guessable(text: str, about: frozenset[str]) -> bool:
    if text in _common() or _is_plain(text):
        return True
    letters = "".join(filter(str.isalpha, text))
    rest = "".join(character for character in text if not character.isalpha())
    return _is_known(letters, about) and (len(letters) >= len(rest) or _is_plain(rest))


def _is_known(letters: str, about: frozenset[str]) -> bool:
    """Whether the letters are one word that attackers try, or two of them."""

    def known(word: str) -> bool:
        return word in _common() or word in about

    ends = range(1, len(letters) + 1)
    return any(
        known(letters[:end]) and (end == len(letters) or known(letters[end:])) for end in ends
    )


def _is_plain(text: str) -> bool:
    return _repeats(text) or _walks_a_row(text)


def _repeats(text: str) -> bool:
    return text in (text + text)[1:-1]


def _walks_a_row(text: str) -> bool:
    return any(text in row or text[::-1] in row for row in ROWS)


@cache
def _common() -> frozenset[str]:
    words = gzip.decompress(COMMON.read_bytes()).decode().split("\n")
    return OURS.union(words) - {""}


def _words(about: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word for text in about for word in re.findall(r"[^\W\d_]{3,}", text.casefold())
    )
