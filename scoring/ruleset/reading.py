"""From the bytes of a file to a ruleset or overlay document: TOML, or JSON that says the same."""

import json
import re
import tomllib
from decimal import Decimal
from typing import Any, NoReturn

from scoring.ruleset.limits import check_size
from scoring.ruleset.problems import Problem, RulesetProblems

MOST_BYTES = 2_000_000
MOST_PARTS = 20
# A text that does not end goes on to the end, so that no character is looked at twice.
_TEXTS_AND_COMMENTS = re.compile(
    r"""
    "{3} (?: \\. | [^\\] )*? (?: "{3} | \Z ) | '{3} .*? (?: '{3} | \Z )
    | " (?: \\. | [^"\\\n] )* "? | ' [^'\n]* '? | \# [^\n]*
    """,
    re.DOTALL | re.VERBOSE,
)
_BETWEEN_NAMES = re.compile(r"[=,{}\[\]\n]")


def read_document(raw: bytes, file: str) -> tuple[dict[str, Any], str]:
    """Return the document and its source. Numbers in it are int or Decimal.

    A file that begins with a brace is JSON, any other TOML. Raises RulesetProblems for a file
    that is neither, that is not UTF-8, that has more than MOST_BYTES bytes, or whose content is
    too large (scoring.ruleset.limits).
    """
    if len(raw) > MOST_BYTES:
        refuse(file, f"has {len(raw)} bytes; there may be {MOST_BYTES}")
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + raw.count(b"\n", 0, error.start)
        refuse(file, f"cannot be read: line {line} is not UTF-8")
    is_json = source.lstrip().startswith("{")
    document = _json(source, file) if is_json else _toml(source, file)
    check_size(document, file)
    return document, source


def _toml(source: str, file: str) -> dict[str, Any]:
    if _has_endless_name(source):
        refuse(file, f"cannot be read as TOML: a name in it has more than {MOST_PARTS} parts")
    try:
        return tomllib.loads(source, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        refuse(file, f"cannot be read as TOML: {error}")
    except RecursionError:
        refuse(file, "cannot be read as TOML: it is nested too deeply")
    except (ValueError, ArithmeticError):
        refuse(file, "cannot be read as TOML: a number in it is far too long")


def _has_endless_name(source: str) -> bool:
    """Whether a dotted name has too many parts: the parser's time grows with their square."""
    names = _BETWEEN_NAMES.split(_TEXTS_AND_COMMENTS.sub("_", source))
    return any(name.count(".") > MOST_PARTS for name in names)


def _json(source: str, file: str) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(
            source, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_no_twins
        )
        return document
    except json.JSONDecodeError as error:
        refuse(file, f"cannot be read as JSON: {error}")
    except _NotExact as error:
        refuse(file, f"cannot be read as JSON: {error}")
    except RecursionError:
        refuse(file, "cannot be read as JSON: it is nested too deeply")
    except (ValueError, ArithmeticError):
        refuse(file, "cannot be read as JSON: a number in it is far too long")


class _NotExact(Exception):
    """JSON that Python would read and that says no one thing."""


def _no_number(name: str) -> None:
    raise _NotExact(f"{name} is no number")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _NotExact(f"the name '{key}' stands twice in one object")
        found[key] = value
    return found


def refuse(file: str, message: str) -> NoReturn:
    """Raise RulesetProblems with one problem of the file as a whole."""
    raise RulesetProblems([Problem(file, "", "", message)])
