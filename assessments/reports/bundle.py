"""What travels with a result so that it can be computed again: the documents and their digests.

A report carries them as attachments, a downloaded result as one JSON file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.reports.material import Material
from questionnaires import library
from questionnaires.documents import UnreadableDocument, read_document
from scoring.canonical import canonical, digest

FORMAT = "erkin-result/1"
SNAPSHOT = "snapshot.json"
INPUTS = "inputs.json"
QUESTIONNAIRE = "questionnaire.json"
RULES_QUESTIONNAIRE = "rules-questionnaire.json"
RULESET = "ruleset.json"
REFERENCE = "reference.json"
RESULT = "result.json"
DIGESTS = "digests.json"

CONTENT = {
    SNAPSHOT: "The sealed submission",
    INPUTS: "What was read beside the answers: proof, signals, day",
    QUESTIONNAIRE: "The questions, as they were asked",
    RULES_QUESTIONNAIRE: "The questions that the rules were written for",
    RULESET: "The rules, as scored with",
    REFERENCE: "All reference data, as scored with",
    RESULT: "The result with its full trace",
}
"""The documents by the names that they travel under."""

NEEDED = tuple(name for name in CONTENT if name != RULES_QUESTIONNAIRE)
DEEPEST = 40


class NoBundle(ValueError):
    """A file that carries no result; the message says why, and what to do."""


@dataclass(frozen=True)
class Bundle:
    """Documents by name, and the SHA-256 that is stated of each."""

    documents: Mapping[str, Any]
    stated: Mapping[str, str]

    @property
    def digests(self) -> dict[str, Any]:
        """What DIGESTS says."""
        return {"format": FORMAT, "sha256": dict(self.stated)}

    def document(self) -> dict[str, Any]:
        """The bundle as one document, for a file by itself."""
        return {**self.digests, "documents": dict(self.documents)}


def bundle_of(material: Material) -> Bundle:
    """Everything that the score of a result was made from, and the result."""
    asked = material.questionnaire
    documents: dict[str, Any] = {
        SNAPSHOT: material.snapshot,
        INPUTS: material.inputs,
        QUESTIONNAIRE: asked.document(),
        RULESET: material.ruleset,
        REFERENCE: material.reference.document,
        RESULT: material.result,
    }
    written_for = material.ruleset["questionnaire"]
    if written_for != f"{asked.slug}/{asked.version}":
        documents[RULES_QUESTIONNAIRE] = library.load(*written_for.split("/")).document()
    return Bundle(documents, {name: digest(found) for name, found in documents.items()})


def read_result_file(raw: bytes) -> Bundle:
    """The bundle of a result that was downloaded. Raises NoBundle."""
    document = _read("This file", raw)
    if isinstance(document, dict) and document.get("format") == FORMAT:
        return _bundle(document.get("documents"), document.get("sha256"))
    if isinstance(document, dict) and "headline" in document:
        raise NoBundle(
            "This is a result without what it was made from. Download the result from its page, "
            "or take the report with everything needed to check it."
        )
    raise NoBundle("This is not a result of Erkin: download one from the page of a result.")


def read_attachments(files: Mapping[str, bytes]) -> Bundle:
    """The bundle of the files that a report carries. Raises NoBundle."""
    if not files.keys() & CONTENT.keys():
        raise NoBundle(
            "This PDF carries nothing to check. It is no report of Erkin, or one that was made "
            "without attachments: ask for it with everything needed to check it."
        )
    documents = {name: _read(name, files[name]) for name in CONTENT if name in files}
    digests = _read(DIGESTS, files[DIGESTS]) if DIGESTS in files else {}
    if not isinstance(digests, dict):
        raise NoBundle(f"{DIGESTS} does not hold digests.")
    return _bundle(documents, digests.get("sha256", {}))


def _bundle(documents: object, stated: object) -> Bundle:
    if not isinstance(documents, dict) or not isinstance(stated, dict):
        raise NoBundle("This file does not hold documents and their digests.")
    known = {name: found for name, found in documents.items() if name in CONTENT}
    return Bundle(known, {str(name): str(value) for name, value in stated.items()})


def _read(name: str, raw: bytes) -> Any:
    """A document in canonical JSON, in which a number with a fraction is a string."""
    try:
        document = read_document(raw.decode("utf-8"))
        _check(document)
        canonical(document)
    except UnicodeError:
        raise NoBundle(f"{name} cannot be read: it is not UTF-8.") from None
    except UnreadableDocument as error:
        raise NoBundle(f"{name} cannot be read: {error.message}.") from None
    return document


def _check(document: object) -> None:
    level = [document]
    for _ in range(DEEPEST):
        if any(isinstance(found, Decimal) for found in level):
            raise UnreadableDocument("it has a number that is not written as a text")
        level = [inner for found in level for inner in _inner(found)]
        if not level:
            return
    raise UnreadableDocument("it is nested too deeply")


def _inner(found: object) -> list[Any]:
    if isinstance(found, dict):
        return list(found.values())
    return found if isinstance(found, list) else []
