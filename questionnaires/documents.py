"""Documents to be scored: answers, proof, signals and the assessment date, from a JSON file.

    {"answers": {KEY: VALUE}, "proof": {KEY: STATE}, "signals": {NAME: VALUE}, "on": "2026-11-21"}

`proof` and `signals` may be left out; `expected` may stand beside them and is not read.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from questionnaires.checking import check_answers, unknown_question
from questionnaires.definition import Questionnaire
from questionnaires.messages import Message, Problem, excerpt
from questionnaires.types.base import nearest
from questionnaires.types.dates import parsed_date
from questionnaires.types.numbers import MOST_PLACES, is_exact

PARTS = ("answers", "proof", "signals", "on")
NOT_READ = ("expected",)
PROOF_STATES = ("none", "uploaded", "accepted", "rejected", "expired")
SIGNALS: Mapping[str, str] = {
    "listed_entity": "truth",
    "recruiter_says_worker_paid": "truth",
    "worker_survey_fee_share": "share",
    "previous_documents_held": "truth",
    "previous_documents_action_closed": "truth",
}
EXAMPLES = {
    "answers": '{"site_country": "KAZ"}',
    "proof": '{"policy": "accepted"}',
    "signals": '{"listed_entity": false}',
    "on": '"2026-11-21"',
}


class UnreadableDocument(ValueError):
    """A text is no JSON document; `line` and `column` count from 1 where the place is known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def read_document(text: str) -> object:
    """The JSON value of a text, with exact numbers (int or Decimal, never float).

    Raises UnreadableDocument for what is no JSON, for NaN and Infinity, for a name given twice
    in one object, and for nesting without end.
    """
    try:
        return json.loads(
            text, parse_float=_exact, parse_constant=_no_number, object_pairs_hook=_without_twins
        )
    except json.JSONDecodeError as error:
        raise UnreadableDocument(f"No JSON: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise UnreadableDocument("The document is nested too deeply") from None
    except UnreadableDocument:
        raise
    except ValueError:
        raise UnreadableDocument("A number in the document is far too long") from None


def check_document(questionnaire: Questionnaire, document: object) -> list[Problem]:
    """Everything that is wrong with a document to be scored; an empty list if it can be scored.

    Each problem names the part, the question (or signal), the row and column, and what would be
    right. Never raises.
    """
    if not isinstance(document, Mapping):
        return [Problem("", Message("document"), part="")]
    problems = [_unknown_part(name) for name in document if name not in (*PARTS, *NOT_READ)]
    for part, check in _CHECKS.items():
        value = document.get(part)
        if value is None and part in ("answers", "on"):
            example = {"part": part, "example": EXAMPLES[part]}
            problems.append(Problem("", Message("part_missing", example), part=part))
        elif value is not None and part != "on" and not isinstance(value, Mapping):
            example = {"part": part, "example": EXAMPLES[part]}
            problems.append(Problem("", Message("part_shape", example), part=part))
        elif value is not None:
            problems += check(questionnaire, value)
    return problems


def line_of(text: str, problem: Problem) -> int:
    """The line (from 1) of a document's text on which a problem's question stands.

    The first line where the place cannot be found, as in a document of one line.
    """
    start = _position(text, problem.part, 0)
    found = _position(text, problem.question, start) if problem.question else start
    return text.count("\n", 0, found) + 1


def _check_proof(questionnaire: Questionnaire, proof: Mapping[str, object]) -> Iterator[Problem]:
    for key, state in proof.items():
        if key not in questionnaire.questions:
            yield unknown_question(questionnaire, key, part="proof")
        elif state not in PROOF_STATES:
            params = {"given": excerpt(state), "states": ", ".join(PROOF_STATES)}
            yield Problem(key, Message("proof_state", params), part="proof")


def _check_signals(_: Questionnaire, signals: Mapping[str, object]) -> Iterator[Problem]:
    for name, value in signals.items():
        if name not in SIGNALS:
            params = {"given": excerpt(name), "signals": ", ".join(SIGNALS)}
            yield Problem(excerpt(name), Message("signal_unknown", params), part="signals")
            continue
        fits = _is_share(value) if SIGNALS[name] == "share" else isinstance(value, bool)
        if not fits:
            yield Problem(name, Message(f"signal_{SIGNALS[name]}"), part="signals")


def _check_on(_: Questionnaire, on: object) -> Iterator[Problem]:
    if not isinstance(on, str) or parsed_date(on) is None:
        yield Problem("", Message("on"), part="on")


_CHECKS: Mapping[str, Callable[[Questionnaire, Any], Iterable[Problem]]] = {
    "answers": check_answers,
    "proof": _check_proof,
    "signals": _check_signals,
    "on": _check_on,
}


def _is_share(value: object) -> bool:
    if not is_exact(value) or not 0 <= value <= 1:
        return False
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return isinstance(exponent, int) and exponent >= -MOST_PLACES


def _unknown_part(name: object) -> Problem:
    given, close = excerpt(name), nearest(str(name)[:64], PARTS)
    if close:
        message = Message("part_nearest", {"given": given, "nearest": close})
    else:
        message = Message("part_unknown", {"given": given, "parts": ", ".join(PARTS)})
    return Problem("", message, part=given)


def _position(text: str, name: str, start: int) -> int:
    found = re.compile(re.escape(json.dumps(name, ensure_ascii=False)) + r"\s*:").search(
        text, start
    )
    return found.start() if found else start


def _exact(number: str) -> Decimal:
    try:
        return Decimal(number)
    except InvalidOperation:
        raise UnreadableDocument("A number in the document is far too large") from None


def _no_number(name: str) -> object:
    raise UnreadableDocument(f"{name} is not a number that can be scored")


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise UnreadableDocument(f"“{excerpt(name)}” is given twice in one object")
        found[name] = value
    return found
