"""Rescore a segment: pure, so that two runs over the same submissions give the same bytes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from assessments.trials.many import Thin, score_many
from scoring.canonical import canonical
from scoring.engine import Scorer

FORMAT = "erkin-trial-segment/1"


@dataclass(frozen=True)
class Taken:
    """One submission as it was scored before: what the engine read, and what came of it.

    `seal` is the digest of the submission, `result_id` the result that counts today.
    """

    submission_id: int
    supplier_id: int
    result_id: int
    questionnaire_version_id: int
    seal: str
    read: Mapping[str, Any]
    before: Thin


@dataclass(frozen=True)
class Move:
    """A submission whose band changes, and by which rules and checks."""

    taken: Taken
    after: Thin
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Rescored:
    """The scores of a segment as bytes, and what they change."""

    raw: bytes
    moves: tuple[Move, ...]
    shifted: int

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.raw).hexdigest()


def rescore(taken: Sequence[Taken], scorers: Mapping[int, Scorer]) -> Rescored:
    """Score what was taken, which stands in the order of disclosure.

    `scorers` holds the tried method for each questionnaire version by its row.
    """
    parts: list[bytes] = []
    groups: list[dict[str, object]] = []
    pairs: list[tuple[Taken, Thin]] = []
    for version, group in _by_questionnaire(taken):
        scores = score_many(scorers[version], [one.read for one in group])
        pairs += zip(group, scores.thin, strict=True)
        parts.append(scores.raw)
        groups.append(
            {
                "questionnaire": scorers[version].form.sha256,
                "submissions": [one.seal for one in group],
                "bytes": len(scores.raw),
            }
        )
    head = canonical({"format": FORMAT, "groups": groups})
    moves = tuple(_moves(pairs))
    changed = sum(one.before.headline_tenths != after.headline_tenths for one, after in pairs)
    stayed = changed - sum(
        move.taken.before.headline_tenths != move.after.headline_tenths for move in moves
    )
    return Rescored(b"\n".join([head, *parts]), moves, stayed)


def _by_questionnaire(taken: Sequence[Taken]) -> Iterator[tuple[int, list[Taken]]]:
    """By the form's row, each group in the order of disclosure: Python's sort keeps it."""

    def version(one: Taken) -> int:
        return one.questionnaire_version_id

    for key, group in groupby(sorted(taken, key=version), key=version):
        yield key, list(group)


def _moves(pairs: Sequence[tuple[Taken, Thin]]) -> Iterator[Move]:
    for one, after in pairs:
        if one.before.band != after.band:
            yield Move(one, after, causes(one.before, after))


def causes(before: Thin, after: Thin) -> tuple[str, ...]:
    """Which findings differ: `+` fires now, `-` no longer, `~` with other points or severity.

    Nothing where weights, bands or reference data alone make the difference.
    """
    old, new = before.findings, after.findings
    return tuple(
        [f"+{key}" for key in sorted(new.keys() - old.keys())]
        + [f"-{key}" for key in sorted(old.keys() - new.keys())]
        + [f"~{key}" for key in sorted(old.keys() & new.keys()) if old[key] != new[key]]
    )
