"""The parts of a ruleset once they are read: exact numbers and checked conditions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.conditions import Condition
from scoring.exact import Number

SEVERITIES = ("Z", "R", "M", "L", "U")
BANDS = ("low", "medium", "high", "critical")
SCREENING_OUTCOMES = ("stop_and_talk", "full_questionnaire", "yearly_screening")


@dataclass(frozen=True)
class Grade:
    condition: Condition
    points: Number


@dataclass(frozen=True)
class Factor:
    """The first grade that is plainly true gives the points."""

    id: str
    first: tuple[Grade, ...]


@dataclass(frozen=True)
class Floor:
    id: str
    condition: Condition
    at_least: Number


@dataclass(frozen=True)
class Inherent:
    missing_country: Number
    missing_sector: Number
    weights: Mapping[str, Number]
    workforce: tuple[Factor, ...]
    recruitment: tuple[Factor, ...]
    origin: Condition
    origin_share: Number
    few_foreign_workers: Condition
    few_foreign_workers_share: Number
    overlays: Mapping[str, Number]
    floors: tuple[Floor, ...]


@dataclass(frozen=True)
class Control:
    """`value` turns a read answer into a number from 0 to 1."""

    question: str
    weight: Number
    value: Callable[[Any], Number]


@dataclass(frozen=True)
class Family:
    id: str
    name: str
    weight: Number
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Indicator:
    """`controls` are the weights of the families that hold the risk down."""

    code: str
    present: Condition
    absent: Number
    floored: bool
    controls: Mapping[str, Number]


@dataclass(frozen=True)
class Exposure:
    reduction: Number
    remedied_share: Number
    remedies: frozenset[str]
    verified_by: frozenset[str]
    smaller_share: Number


@dataclass(frozen=True)
class Rule:
    id: str
    severity: str
    icls: str
    condition: Condition
    points: Mapping[str, Number]
    action: str


@dataclass(frozen=True)
class Check:
    id: str
    severity: str
    condition: Condition
    points_off: Number
    suspected: Mapping[str, Number]


@dataclass(frozen=True)
class Deadline:
    """When a milestone of an action is due. Exactly one of the three lengths is above 0.

    `at_most_days` is how far it may be extended, 0 where it may not.
    """

    milestone: str
    hours: int = 0
    days: int = 0
    working_days: int = 0
    at_most_days: int = 0


@dataclass(frozen=True)
class Headline:
    highest: Number
    mean: Number
    mean_of: int
    medium: Number
    high: Number
    critical: Number


@dataclass(frozen=True)
class Overrides:
    low_confidence_under: Number
    low_confidence_lifts: str
    low_confidence_to: str
    red_flag_severity: str
    red_flag_to: str
    zero_tolerance_severity: str
    zero_tolerance_to: str
    pattern_severities: tuple[str, ...]
    pattern_icls: tuple[str, ...]
    pattern_to: str


@dataclass(frozen=True)
class Confidence:
    weights: Mapping[str, Number]
    critical_counts: Number
    dont_know_counts: Number
    evidence_under: Number
    cap: Number
    verified_by: tuple[str, ...]
    medium: Number
    high: Number


@dataclass(frozen=True)
class NoReplyTerms:
    days_after_deadline: int
    workforce: Number
    recruitment: Number


@dataclass(frozen=True)
class ScreeningTerms:
    """`questionnaires` are the short versions; `workers` says whether there are foreign or agency

    workers. A critical question whose state is among `open_answers` leads to the full version.
    """

    questionnaires: tuple[str, ...]
    stop_severities: tuple[str, ...]
    inherent_from: Number
    country_from: Number
    workers: Condition
    open_answers: tuple[str, ...]
