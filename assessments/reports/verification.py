"""Compute a result again from what travels with it, and say whether it is the same.

Pure: reads nothing but the bundle. “Same” says that the bundle agrees with itself. That it is the
one which was made shows by comparing its digests with those on record.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assessments.reports import bundle as names
from assessments.reports.bundle import Bundle
from assessments.reports.material import Document
from assessments.reports.shapes import QUESTIONNAIRE, REFERENCE, RESULT, RULESET, SNAPSHOT, fits
from assessments.responses.values import answers_of_snapshot
from questionnaires.definition import Questionnaire
from questionnaires.documents import check_document
from questionnaires.published import NotAPublishedQuestionnaire, questionnaire_of
from scoring.canonical import canonical, digest
from scoring.conditions import ConditionProblems
from scoring.engine import ENGINE, Scorer
from scoring.reference import Reference
from scoring.ruleset import RulesetProblems, parse_ruleset

Outcome = Literal["same", "differs", "unreadable"]
NOTHING = "(nothing)"
LONGEST = 80
_PINNED = frozenset(("ruleset", "reference", "questionnaire", "engine"))


@dataclass(frozen=True)
class Difference:
    """One place where what is stated is not what was found or computed."""

    path: str
    stated: str
    found: str


@dataclass(frozen=True)
class Verification:
    """What became of checking a bundle.

    `missing` are documents that it does not carry, `refused` says why the score could not be
    computed, `digests` holds the SHA-256 of each document as it was found.
    """

    digests: Mapping[str, str]
    missing: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    result: Document | None = None

    @property
    def outcome(self) -> Outcome:
        """`same` is said only of a result that was computed again."""
        if self.differences:
            return "differs"
        return "unreadable" if self.missing or self.refused else "same"


class Refused(ValueError):
    """A document of the bundle cannot be what it should be; the message says which and why."""


def verify(bundle: Bundle) -> Verification:
    """Compare every digest and pin of the bundle, compute its score again and compare that."""
    documents = bundle.documents
    digests = {name: digest(found) for name, found in documents.items()}
    missing = tuple(_missing(bundle))
    differences = [*_digests(bundle, digests)]
    refused: tuple[str, ...] = ()
    result = documents.get(names.RESULT)
    try:
        _check_shapes(documents)
        differences += _pins(documents, digests)
        if not set(missing) - {names.DIGESTS}:
            differences += _scored_again(documents)
    except Refused as refusal:
        refused, result = (str(refusal),), None
    return Verification(digests, missing, refused, tuple(differences), result)


def _missing(bundle: Bundle) -> Iterator[str]:
    documents = bundle.documents
    yield from (name for name in names.NEEDED if name not in documents)
    if not bundle.stated:
        yield names.DIGESTS
    ruleset, asked = documents.get(names.RULESET), documents.get(names.QUESTIONNAIRE)
    written_for_another = (
        isinstance(ruleset, dict)
        and isinstance(asked, dict)
        and ruleset.get("questionnaire") != f"{asked.get('slug')}/{asked.get('version')}"
    )
    if written_for_another and names.RULES_QUESTIONNAIRE not in documents:
        yield names.RULES_QUESTIONNAIRE


def _digests(bundle: Bundle, digests: Mapping[str, str]) -> Iterator[Difference]:
    for name, found in digests.items():
        stated = bundle.stated.get(name, NOTHING)
        if bundle.stated and stated != found:
            yield Difference(f"{name}: SHA-256", _short(stated), found)


def _check_shapes(documents: Mapping[str, Any]) -> None:
    shapes = {
        names.SNAPSHOT: SNAPSHOT,
        names.REFERENCE: REFERENCE,
        names.RULESET: RULESET,
        names.QUESTIONNAIRE: QUESTIONNAIRE,
        names.RULES_QUESTIONNAIRE: QUESTIONNAIRE,
        names.RESULT: RESULT,
    }
    for name, shape in shapes.items():
        if name in documents and not fits(shape, documents[name]):
            raise Refused(f"{name} is not what its name says.")


def _pins(documents: Mapping[str, Any], digests: Mapping[str, str]) -> Iterator[Difference]:
    """Whether the result names the documents that came with it."""
    result, snapshot = documents.get(names.RESULT), documents.get(names.SNAPSHOT)
    for part, name in (("ruleset", names.RULESET), ("questionnaire", names.QUESTIONNAIRE)):
        if result is not None and name in documents:
            yield from _differences(part, result[part], _pin(documents[name], digests[name]))
    if result is not None and names.REFERENCE in digests:
        stated = result["reference"]["sha256"]
        yield from _differences("reference.sha256", stated, digests[names.REFERENCE])
    if snapshot is not None and result is not None:
        asked = snapshot["questionnaire"]
        yield from _differences("snapshot.json: questionnaire", asked, result["questionnaire"])


def _pin(document: Document, sha256: str) -> dict[str, Any]:
    return {"slug": document.get("slug"), "version": document.get("version"), "sha256": sha256}


def _scored_again(documents: Mapping[str, Any]) -> Iterator[Difference]:
    questionnaire = _questionnaire(names.QUESTIONNAIRE, documents)
    scorer = _scorer(questionnaire, documents)
    read = _read(questionnaire, documents)
    snapshot, result = documents[names.SNAPSHOT], documents[names.RESULT]
    sealed = sorted({file["question"] for file in snapshot["evidence"]})
    claimed = sorted(key for key, state in (read["proof"] or {}).items() if state != "none")
    if sealed != claimed:
        yield Difference("inputs.json: proof for", ", ".join(claimed), ", ".join(sealed))
    if result["engine"] != ENGINE:
        yield Difference("engine", _text(result["engine"]), ENGINE)
    computed = json.loads(canonical(scorer.score(read).document()))
    found = [
        one
        for key in sorted({*result, *computed} - _PINNED)
        for one in _differences(key, result.get(key), computed.get(key))
    ]
    yield from sorted(found, key=lambda one: one.path.count(".") + one.path.count("["))


def _questionnaire(name: str, documents: Mapping[str, Any]) -> Questionnaire:
    try:
        return questionnaire_of(documents[name])
    except NotAPublishedQuestionnaire:
        raise Refused(f"{name} is not what its name says.") from None


def _scorer(questionnaire: Questionnaire, documents: Mapping[str, Any]) -> Scorer:
    written_for = questionnaire
    if names.RULES_QUESTIONNAIRE in documents:
        written_for = _questionnaire(names.RULES_QUESTIONNAIRE, documents)
    try:
        reference = Reference(documents[names.REFERENCE])
        ruleset = parse_ruleset(
            documents[names.RULESET], form=written_for.form(), reference=reference
        )
        return Scorer(ruleset, reference, questionnaire.form())
    except RulesetProblems as found:
        raise Refused(f"{names.RULESET} cannot be used: {found.problems[0]}") from None
    except ConditionProblems as found:
        raise Refused(f"{names.QUESTIONNAIRE} cannot be used: {found}") from None
    except (LookupError, ValueError) as error:
        raise Refused(f"The rules and the reference data do not fit together: {error}") from None


def _read(questionnaire: Questionnaire, documents: Mapping[str, Any]) -> dict[str, Any]:
    """What the engine reads; nothing reaches it that was not checked like an answer file."""
    inputs = documents[names.INPUTS]
    try:
        signals = {
            name: value if isinstance(value, bool) else Decimal(value)
            for name, value in inputs["signals"].items()
        }
        answers = answers_of_snapshot(questionnaire, documents[names.SNAPSHOT])
        read = {
            "answers": answers,
            "proof": inputs["proof"],
            "signals": signals,
            "on": inputs["on"],
        }
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        raise Refused("The sealed answers do not fit the questionnaire.") from None
    problems = check_document(questionnaire, read)
    if problems:
        where = ": ".join(part for part in (problems[0].part, problems[0].question) if part)
        raise Refused(f"The sealed answers cannot be scored. {where}: {problems[0].text}")
    return read


def _differences(path: str, stated: Any, found: Any) -> Iterator[Difference]:
    if isinstance(stated, dict) and isinstance(found, dict):
        for key in sorted({*stated, *found}):
            yield from _differences(
                f"{path}.{key}", stated.get(key, NOTHING), found.get(key, NOTHING)
            )
    elif isinstance(stated, list) and isinstance(found, list):
        for place in range(max(len(stated), len(found))):
            yield from _differences(f"{path}[{place}]", _at(stated, place), _at(found, place))
    elif stated != found or type(stated) is not type(found):
        yield Difference(path, _text(stated), _text(found))


def _at(values: list[Any], place: int) -> Any:
    return values[place] if place < len(values) else NOTHING


def _text(value: object) -> str:
    return _short(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
