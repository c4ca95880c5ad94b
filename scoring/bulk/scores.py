"""The scores of a portfolio: what is kept of each result, as columns."""

import json
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from scoring.bulk.exact import Array
from scoring.bulk.judgement import OVERRIDES
from scoring.canonical import canonical
from scoring.ruleset.parts import BANDS

MAGIC = b"erkin-scores-1\n"
SMALL, TENTHS = np.dtype("u1"), np.dtype("<u2")


@dataclass(frozen=True)
class Scores:
    """The results of answer sets, in their order; the single engine gives the same digits.

    Numbers are tenths, half up as shown; bands are places in BANDS; `override_bits` stand in the
    order of OVERRIDES, the first is 1. `residual_tenths` has a line for each indicator. `fired`,
    `unknown` and `fired_checks` have a line for each rule or check, with one bit for each answer
    set, the first in the highest bit. `basis` and `pins` say what the scores were made with.
    """

    count: int
    basis: str
    pins: tuple[str, ...]
    indicator_codes: tuple[str, ...]
    rule_ids: tuple[str, ...]
    check_ids: tuple[str, ...]
    headline_tenths: Array
    computed_band: Array
    band: Array
    pattern: Array
    override_bits: Array
    confidence_tenths: Array
    inherent_tenths: Array
    residual_tenths: Array
    fired: Array
    unknown: Array
    fired_checks: Array

    def __len__(self) -> int:
        return self.count

    @property
    def provisional(self) -> Array:
        """Whether low confidence raised the band, for each answer set."""
        return (self.override_bits & 1).astype(bool)

    def bands(self, number: int) -> tuple[str, str]:
        """Return the computed band of one answer set and the one that holds."""
        return BANDS[self.computed_band[number]], BANDS[self.band[number]]

    def rules(self, number: int) -> tuple[str, ...]:
        """Return the rules that fired for one answer set, in document order."""
        return _named(self.rule_ids, self.fired, number)

    def unknown_rules(self, number: int) -> tuple[str, ...]:
        """Return the rules that one answer set left unknown, in document order."""
        return _named(self.rule_ids, self.unknown, number)

    def checks(self, number: int) -> tuple[str, ...]:
        """Return the checks that fired for one answer set, in document order."""
        return _named(self.check_ids, self.fired_checks, number)

    def has_pattern(self, number: int) -> bool:
        """Return whether the live rules of one answer set make a pattern."""
        return bool(self.pattern[number // 8] >> (7 - number % 8) & 1)

    def overrides(self, number: int) -> tuple[str, ...]:
        """Return what overrode the computed band of one answer set, in order."""
        listed = int(self.override_bits[number])
        return tuple(name for place, name in enumerate(OVERRIDES) if listed >> place & 1)

    def to_bytes(self) -> bytes:
        """Return the scores as bytes: equal scores, equal bytes, on every machine."""
        about = {
            "count": self.count,
            "basis": self.basis,
            "pins": self.pins,
            "indicators": self.indicator_codes,
            "rules": self.rule_ids,
            "checks": self.check_ids,
        }
        arrays = [getattr(self, name).tobytes() for name in _shapes(about)]
        return b"".join((MAGIC, canonical(about), b"\n", *arrays))

    @staticmethod
    def from_bytes(raw: bytes) -> "Scores":
        """Return the scores that `to_bytes` gave. Raises ValueError for any other bytes."""
        if not raw.startswith(MAGIC):
            raise ValueError("these are no scores of this version")
        head, _, body = raw[len(MAGIC) :].partition(b"\n")
        about: dict[str, Any] = json.loads(head)
        arrays: dict[str, Array] = {}
        at = 0
        for name, (dtype, shape) in _shapes(about).items():
            size = dtype.itemsize * prod(shape)
            if at + size > len(body):
                raise ValueError("the scores are shorter than they say")
            arrays[name] = np.frombuffer(body, dtype, prod(shape), at).reshape(shape)
            at += size
        if at != len(body):
            raise ValueError("the scores are longer than they say")
        return Scores(
            count=about["count"],
            basis=about["basis"],
            pins=tuple(about["pins"]),
            indicator_codes=tuple(about["indicators"]),
            rule_ids=tuple(about["rules"]),
            check_ids=tuple(about["checks"]),
            **arrays,
        )


def joined(parts: list[Scores]) -> Scores:
    """Return the scores of several chunks as one; all but the last are of a multiple of eight."""
    first = parts[0]
    count = sum(part.count for part in parts)
    about = {
        "count": count,
        "indicators": first.indicator_codes,
        "rules": first.rule_ids,
        "checks": first.check_ids,
    }
    arrays = {
        name: np.concatenate([getattr(part, name) for part in parts], axis=-1)
        for name in _shapes(about)
    }
    return Scores(
        count,
        first.basis,
        first.pins,
        first.indicator_codes,
        first.rule_ids,
        first.check_ids,
        **arrays,
    )


def _named(ids: tuple[str, ...], planes: Array, number: int) -> tuple[str, ...]:
    bits = planes[:, number // 8] >> (7 - number % 8) & 1
    return tuple(ids[place] for place in np.flatnonzero(bits))


def _shapes(about: dict[str, Any]) -> dict[str, tuple[np.dtype[Any], tuple[int, ...]]]:
    """Type and shape of each array, in the order of the bytes."""
    count = about["count"]
    flags = (count + 7) // 8
    return {
        "headline_tenths": (TENTHS, (count,)),
        "computed_band": (SMALL, (count,)),
        "band": (SMALL, (count,)),
        "pattern": (SMALL, (flags,)),
        "override_bits": (SMALL, (count,)),
        "confidence_tenths": (TENTHS, (count,)),
        "inherent_tenths": (TENTHS, (count,)),
        "residual_tenths": (TENTHS, (len(about["indicators"]), count)),
        "fired": (SMALL, (len(about["rules"]), flags)),
        "unknown": (SMALL, (len(about["rules"]), flags)),
        "fired_checks": (SMALL, (len(about["checks"]), flags)),
    }
