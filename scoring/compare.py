"""Who moves from which band to which, and by which rule, when rules or reference data change."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.exact import exact
from scoring.result import Result
from scoring.ruleset import Ruleset
from scoring.ruleset.differences import differences
from scoring.ruleset.parts import BANDS, Check, Rule

WEIGHTS = "weights"
REFERENCE = "reference"
OTHER = "other"
OF_RULES = frozenset({"rules", "checks", "cases", "questions"})
Step = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one set of answers stands: all that comparing needs of a result.

    `fired` are the ids of the rules and checks that fired.
    """

    headline_tenths: int
    band: str
    fired: frozenset[str]

    @classmethod
    def of(cls, result: Result) -> "Standing":
        """The standing that a result gives."""
        rules = frozenset(rule.id for rule in result.rules)
        checks = frozenset(check.id for check in result.checks)
        return cls(int(10 * result.headline), result.banding.band, rules | checks)

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> "Standing":
        """The standing that the document of a result gives; stored decimals may be strings."""
        fired = (*document["rules"], *document["checks"])
        return cls(int(10 * exact(document["headline"])), document["band"], frozenset(fired))


@dataclass(frozen=True, slots=True)
class Move:
    """A change of band. `by` are the rules and checks it comes from, or what else it comes from.

    A rule is named if it fires on one side only, or on both with another severity or other
    points. Where there is none, `by` says `weights`, `reference`, both, or `other`.
    """

    before: Standing
    after: Standing
    by: tuple[str, ...]

    @property
    def rises(self) -> bool:
        """Whether the new band is the more serious one."""
        return BANDS.index(self.after.band) > BANDS.index(self.before.band)


class Comparer:
    """Compares standings under two rulesets, each with its reference data."""

    def __init__(self, old: Ruleset, new: Ruleset, *, same_reference: bool = True) -> None:
        before, after = _by_id(old), _by_id(new)
        self._order = tuple(dict.fromkeys((*after, *before)))
        self._altered = frozenset(
            key
            for key in before.keys() & after.keys()
            if _effect(before[key]) != _effect(after[key])
        )
        self._otherwise = _otherwise(old, new, same_reference)

    def compare(self, old: Standing, new: Standing) -> Move | None:
        """Return the move from one standing to the other; None where the band stays."""
        if old.band == new.band:
            return None
        return Move(old, new, self.reasons(old, new))

    def reasons(self, old: Standing, new: Standing) -> tuple[str, ...]:
        """Return what two standings differ by, in the order of the new ruleset."""
        differing = (old.fired ^ new.fired) | (old.fired & new.fired & self._altered)
        return tuple(key for key in self._order if key in differing) or self._otherwise


@dataclass
class Comparison:
    """Counts over many sets of answers: `bands` from band to band (staying included), `by` the

    moves that a rule has a part in. `headlines` counts those whose headline changed.
    """

    bands: Counter[Step] = field(default_factory=Counter)
    by: dict[str, Counter[Step]] = field(default_factory=dict)
    headlines: int = 0

    @property
    def total(self) -> int:
        """How many sets of answers were compared."""
        return self.bands.total()

    @property
    def moved(self) -> int:
        """How many changed band."""
        return sum(count for (before, after), count in self.bands.items() if before != after)

    def add(self, old: Standing, new: Standing, move: Move | None) -> None:
        """Count one set of answers."""
        step = (old.band, new.band)
        self.bands[step] += 1
        self.headlines += old.headline_tenths != new.headline_tenths
        for reason in move.by if move else ():
            self.by.setdefault(reason, Counter())[step] += 1

    def merge(self, other: "Comparison") -> None:
        """Add what was counted elsewhere."""
        self.bands += other.bands
        self.headlines += other.headlines
        for reason, steps in other.by.items():
            self.by.setdefault(reason, Counter()).update(steps)

    def document(self) -> dict[str, Any]:
        """Return the counts as plain data; the rules with the most moves come first."""
        return {
            "documents": self.total,
            "moved": self.moved,
            "headlines_changed": self.headlines,
            "bands": [
                {"from": before, "to": after, "documents": self.bands[before, after]}
                for before, after in in_order(self.bands)
            ],
            "by": [
                {"rule": rule, "from": before, "to": after, "documents": steps[before, after]}
                for rule, steps in sorted(self.by.items(), key=_weight)
                for before, after in in_order(steps)
            ],
        }


def in_order(steps: Mapping[Step, int]) -> list[Step]:
    """Return steps from band to band by their bands, low first."""
    return sorted(steps, key=lambda step: (BANDS.index(step[0]), BANDS.index(step[1])))


def _weight(entry: tuple[str, Counter[Step]]) -> tuple[int, str]:
    rule, steps = entry
    return -steps.total(), rule


def _by_id(ruleset: Ruleset) -> dict[str, Rule | Check]:
    rules: dict[str, Rule | Check] = {rule.id: rule for rule in ruleset.rules}
    return rules | {check.id: check for check in ruleset.checks}


def _effect(entry: Rule | Check) -> tuple[object, ...]:
    """What a rule or check does where it fires."""
    if isinstance(entry, Rule):
        return entry.severity, entry.icls, dict(entry.points)
    return entry.severity, entry.points_off, dict(entry.suspected)


def _otherwise(old: Ruleset, new: Ruleset, same_reference: bool) -> tuple[str, ...]:
    """What a move comes from where no rule differs."""
    found = differences(old.document, new.document)
    weights = any(difference.path[0] not in OF_RULES for difference in found)
    reasons = (WEIGHTS,) * weights + (REFERENCE,) * (not same_reference)
    return reasons or (OTHER,)
