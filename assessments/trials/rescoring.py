"""Rescore a segment: pure, so that two runs over the same submissions give the same bytes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from scoring.bulk import BulkScorer, Scores
from scoring.canonical import canonical
from scoring.compare import Comparer, Move, Standing
from scoring.engine import Scorer
from scoring.ruleset.parts import BANDS

FORMAT = "erkin-trial-segment/1"
Pins = tuple[int, int]


@dataclass(frozen=True)
class Taken:
    """One submission as it was scored before: what the engine read, and where it stands.

    `seal` is the digest of the submission, `result_id` the result that counts today, `pins` the
    rows of the ruleset and the edition that it was made by.
    """

    submission_id: int
    supplier_id: int
    result_id: int
    questionnaire_version_id: int
    pins: Pins
    seal: str
    read: Mapping[str, Any]
    before: Standing


@dataclass(frozen=True)
class Mover:
    """A submission whose band changes."""

    taken: Taken
    move: Move


@dataclass(frozen=True)
class Rescored:
    """The scores of a segment as bytes, of how many submissions, and what they change.

    `shifted` counts those whose headline changes and whose band does not.
    """

    raw: bytes
    scored: int
    movers: tuple[Mover, ...]
    shifted: int

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.raw).hexdigest()


def rescore(
    taken: Sequence[Taken],
    scorers: Mapping[int, Scorer],
    comparers: Mapping[Pins, Comparer],
) -> Rescored:
    """Score what was taken, which stands in the order of disclosure.

    `scorers` holds the tried method for each questionnaire version by its row, `comparers` what
    compares it with the method of earlier results, by their pins.
    """
    parts: list[bytes] = []
    groups: list[dict[str, object]] = []
    pairs: list[tuple[Taken, Standing]] = []
    for version, group in _by_questionnaire(taken):
        scorer = scorers[version]
        scores = _score(scorer, [one.read for one in group])
        pairs += [(one, standing(scores, number)) for number, one in enumerate(group)]
        parts.append(scores.to_bytes())
        seals = [one.seal for one in group]
        groups.append(
            {"questionnaire": scorer.form.sha256, "submissions": seals, "bytes": len(parts[-1])}
        )
    head = canonical({"format": FORMAT, "groups": groups})
    movers = tuple(
        Mover(one, move)
        for one, after in pairs
        if (move := comparers[one.pins].compare(one.before, after)) is not None
    )
    return Rescored(b"\n".join([head, *parts]), len(pairs), movers, _shifted(pairs))


def standing(scores: Scores, number: int) -> Standing:
    """Where one of many stands."""
    fired = scores.rules(number) + scores.checks(number)
    band = BANDS[int(scores.band[number])]
    return Standing(int(scores.headline_tenths[number]), band, frozenset(fired))


def _score(scorer: Scorer, documents: list[Mapping[str, Any]]) -> Scores:
    bulk = BulkScorer(scorer)
    return bulk.score(bulk.columns(documents))


def _by_questionnaire(taken: Sequence[Taken]) -> Iterator[tuple[int, list[Taken]]]:
    """By the form's row, each group in the order of disclosure: Python's sort keeps it."""
    version = attrgetter("questionnaire_version_id")
    for key, group in groupby(sorted(taken, key=version), key=version):
        yield key, list(group)


def _shifted(pairs: Sequence[tuple[Taken, Standing]]) -> int:
    return sum(
        one.before.band == after.band and one.before.headline_tenths != after.headline_tenths
        for one, after in pairs
    )
