"""Rescore a segment: pure, so that two runs over the same submissions give the same bytes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from scoring.bulk import BulkScorer, Scores
from scoring.canonical import canonical
from scoring.compare import Standing
from scoring.ruleset.parts import BANDS

FORMAT = "erkin-trial-segment/1"
Pins = tuple[int, int]


@dataclass(frozen=True)
class Taken:
    """One submission as it was scored before: what the engine reads, and where it stands.

    `seal` is the digest of the submission, `result_id` the result that counts today, `pins` the
    rows of the ruleset and the edition that it was made by, `packed` what the bulk engine of the
    tried method reads.
    """

    submission_id: int
    supplier_id: int
    result_id: int
    questionnaire_version_id: int
    pins: Pins
    seal: str
    band: str
    headline_tenths: int
    packed: bytes


@dataclass(frozen=True)
class Mover:
    """A submission whose band changes, and where it then stands."""

    taken: Taken
    after: Standing


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


def rescore(taken: Sequence[Taken], scorers: Mapping[int, BulkScorer]) -> Rescored:
    """Score what was taken, which stands in the order of disclosure.

    `scorers` holds the tried method for each questionnaire version by its row.
    """
    parts: list[bytes] = []
    groups: list[dict[str, object]] = []
    movers: list[Mover] = []
    shifted = 0
    for version, group in _by_questionnaire(taken):
        scorer = scorers[version]
        scores = scorer.score(scorer.unpack([one.packed for one in group]))
        parts.append(scores.to_bytes())
        seals = [one.seal for one in group]
        groups.append({"submissions": seals, "bytes": len(parts[-1])})
        movers += _movers(group, scores)
        shifted += _shifted(group, scores)
    head = canonical({"format": FORMAT, "groups": groups})
    return Rescored(b"\n".join([head, *parts]), len(taken), tuple(movers), shifted)


def standing(scores: Scores, number: int) -> Standing:
    """Where one of many stands."""
    fired = scores.rules(number) + scores.checks(number)
    band = BANDS[int(scores.band[number])]
    return Standing(int(scores.headline_tenths[number]), band, frozenset(fired))


def _by_questionnaire(taken: Sequence[Taken]) -> Iterator[tuple[int, list[Taken]]]:
    """By the form's row, each group in the order of disclosure: Python's sort keeps it."""
    version = attrgetter("questionnaire_version_id")
    for key, group in groupby(sorted(taken, key=version), key=version):
        yield key, list(group)


def _movers(group: Sequence[Taken], scores: Scores) -> Iterator[Mover]:
    for number, (one, band) in enumerate(zip(group, scores.band.tolist(), strict=True)):
        if one.band != BANDS[band]:
            yield Mover(one, standing(scores, number))


def _shifted(group: Sequence[Taken], scores: Scores) -> int:
    after = zip(scores.band.tolist(), scores.headline_tenths.tolist(), strict=True)
    return sum(
        one.band == BANDS[band] and one.headline_tenths != tenths
        for one, (band, tenths) in zip(group, after, strict=True)
    )
