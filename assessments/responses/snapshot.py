"""The sealed form of a response: canonical JSON, its digest, and commitments for names.

A commitment is the SHA-256 of a salt and the value; the salt and the value are kept in rows
that can be erased, so that erasing a person breaks no digest.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assessments.ids import Ids
from scoring.canonical import canonical, digest

FORMAT = "erkin-submission/1"


@dataclass(frozen=True)
class SealedAnswer:
    """One answer as it was when the response was sealed; `declined` is why there is no value.

    `first_answered_on` is the day of the earlier answer that it was taken from. To whom that was
    given is not sealed: it is nobody else's business.
    """

    question: str
    value: object
    version: int
    author: str
    saved_at: datetime
    declined: str | None = None
    first_answered_on: date | None = None


@dataclass(frozen=True)
class SealedEvidence:
    """One file as it stood for one question when the response was sealed."""

    question: str
    sha256: str
    size: int
    media_type: str
    name: str


@dataclass(frozen=True)
class Declaration:
    """Who says that the answers are right, and in which role."""

    name: str
    role: str


@dataclass(frozen=True)
class Commitment:
    """A hidden personal field: publish `commitment`, keep the salt and the value apart."""

    commitment: str
    salt: str
    value: str


@dataclass(frozen=True)
class Snapshot:
    """Canonical JSON text, its SHA-256 in hexadecimal, and what its commitments stand for."""

    text: str
    digest: str
    commitments: tuple[Commitment, ...]


def commit_to(value: str, ids: Ids) -> Commitment:
    """A commitment to a personal field with a fresh 128-bit salt."""
    salt = ids.take(16).hex()
    return Commitment(hashlib.sha256(f"{salt}:{value}".encode()).hexdigest(), salt, value)


def seal(
    *,
    asked_by: Mapping[str, str],
    supplier: Mapping[str, str | None],
    questionnaire: Mapping[str, str],
    answers: Sequence[SealedAnswer],
    evidence: Sequence[SealedEvidence],
    declaration: Declaration,
    at: datetime,
    previous: str | None,
    ids: Ids,
) -> Snapshot:
    """Freeze a response. The order in which answers were saved does not change the digest."""
    people = {
        name: commit_to(name, ids)
        for name in sorted({*(answer.author for answer in answers), declaration.name})
    }
    document: dict[str, Any] = {
        "format": FORMAT,
        "asked_by": dict(asked_by),
        "supplier": dict(supplier),
        "questionnaire": dict(questionnaire),
        "answers": [
            _answer(answer, people)
            for answer in sorted(answers, key=lambda answer: answer.question)
        ],
        "evidence": [
            {
                "question": file.question,
                "sha256": file.sha256,
                "size": file.size,
                "type": file.media_type,
                "name": file.name,
            }
            for file in sorted(evidence, key=lambda file: (file.question, file.sha256, file.name))
        ],
        "declared": {
            "at": _moment(at),
            "role": declaration.role,
            "signatory": {"commitment": people[declaration.name].commitment},
        },
        "previous": previous,
    }
    return Snapshot(canonical(document).decode(), digest(document), tuple(people.values()))


def _answer(answer: SealedAnswer, people: Mapping[str, Commitment]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "question": answer.question,
        "value": answer.value,
        "version": answer.version,
        "saved_at": _moment(answer.saved_at),
        "author": {"commitment": people[answer.author].commitment},
    }
    if answer.declined:
        document["declined"] = answer.declined
    if answer.first_answered_on:
        document["first_answered_on"] = answer.first_answered_on.isoformat()
    return document


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
