"""The search for sets of changes: all of one, all of two, and step by step beyond."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any, NamedTuple

from scoring.advice.bounds import ALL_PROOF, Bounds
from scoring.advice.candidates import merged
from scoring.advice.changes import PROOF, Change, applied
from scoring.conditions import names_in
from scoring.engine import Scorer
from scoring.exact import Number
from scoring.result import Result
from scoring.ruleset.parts import BANDS

BEST_PROOF = "accepted"
MOST_CHANGES = 12
NOTHING_GAINED = (0, 0, 0)

Changes = tuple[Change, ...]
Worth = tuple[int, int, Number]


class Found(NamedTuple):
    """A set of changes that brings the band down, with what the engine gives for it."""

    changes: Changes
    headline: Number
    band: str


class Search:
    """Looks for sets of changes to one document whose band is at least one step lower.

    `candidates` are all changes there are, in the order in which sets of the same worth stand.
    """

    def __init__(
        self,
        scorer: Scorer,
        document: Mapping[str, Any],
        result: Result,
        candidates: Sequence[Change],
    ) -> None:
        self._scorer = scorer
        self._document = document
        self._result = result
        self._target = BANDS.index(result.banding.band) - 1
        self._bounds = Bounds(scorer, result, self._target)
        self._places = {id(change): place for place, change in enumerate(candidates)}
        self._alone: dict[int | None, Result] = {None: result}
        self._all = list(candidates)
        helpful = self._proofs_that_only_help()
        self._proofs = [one for one in candidates if one.kind == PROOF and one.question in helpful]
        self._others = [one for one in candidates if one not in self._proofs]

    def rank(self, changes: Changes) -> list[int]:
        """The places of these changes among the candidates."""
        return [self._places[id(change)] for change in changes]

    def is_hopeless(self) -> bool:
        """Whether not even all changes together would be enough."""
        return self._bounds.stays_unknown() or self._bounds.hopeless(self._all)

    def singles(self) -> list[Found]:
        """Return every single change that is enough."""
        alone = [(change,) for change in self._others if not self._bounds.hopeless((change,))]
        return self._enough([*alone, *self._with_proof(())])

    def pairs(self, apart_from: Iterable[Found]) -> list[Found]:
        """Return every two changes that are enough, neither of which is enough alone."""
        enough = {id(change) for found in apart_from for change in found.changes}
        others = [change for change in self._others if id(change) not in enough]
        proofs = [change for change in self._proofs if id(change) not in enough]
        sets: list[Changes] = [
            pair
            for pair in combinations(others, 2)
            if _apart(pair) and not self._bounds.hopeless(pair)
        ]
        for change in others:
            sets += [(change, *rest) for rest in self._with_proof((change,), proofs)]
        return self._enough(sets) + self._enough(self._two_proofs(proofs))

    def larger(self) -> list[Found]:
        """Return one set of more changes, found by taking the most helpful change at each step.

        How much a change helps is looked at again when its turn comes, not at every step.
        """
        chosen: Changes = ()
        reached = self._worth(())
        waiting = [
            (self._gain(reached, (change,)), place, change)
            for place, change in enumerate(self._all)
            if change.value == BEST_PROOF or change not in self._proofs
        ]
        while waiting and reached[0] > self._target and len(chosen) < MOST_CHANGES:
            waiting.sort(key=lambda one: (one[0], -one[1]))
            _, place, change = waiting.pop()
            if not all(_apart((one, change)) for one in chosen):
                continue
            gain = self._gain(reached, (*chosen, change))
            if waiting and gain < waiting[-1][0]:
                waiting.append((gain, place, change))
            elif gain > NOTHING_GAINED:
                chosen = (*chosen, change)
                reached = self._worth(chosen)
        return self._enough([self._needed(chosen)]) if reached[0] <= self._target else []

    def _needed(self, changes: Changes) -> Changes:
        """The set without the changes that it can do without."""
        for change in changes:
            fewer = tuple(one for one in changes if one is not change)
            if self._is_enough(self._scored(fewer)):
                return self._needed(fewer)
        return tuple(sorted(changes, key=lambda change: self._places[id(change)]))

    def _worth(self, changes: Changes) -> Worth:
        """How far a result is: its band, the rules that raise it, its headline."""
        result = self._scored(changes)
        terms = self._scorer.ruleset.overrides
        raising = [
            rule
            for rule in result.rules
            if rule.severity == terms.zero_tolerance_severity
            or (rule.severity == terms.red_flag_severity and rule.id in result.live)
        ]
        return BANDS.index(result.banding.band), len(raising), result.headline

    def _gain(self, reached: Worth, changes: Changes) -> Worth:
        band, raising, headline = self._worth(changes)
        return reached[0] - band, reached[1] - raising, reached[2] - headline

    def _with_proof(
        self, changes: Changes, proofs: Sequence[Change] | None = None
    ) -> Iterator[tuple[Change]]:
        """Give each proof that may be enough with these changes: none where all of them are not."""
        proofs = self._proofs if proofs is None else proofs
        if not changes and self._bounds.too_little_proof(1):
            return
        best = tuple(change for change in proofs if change.value == BEST_PROOF)
        if self._bounds.hopeless(changes) or not self._is_enough(self._scored((*changes, *best))):
            return
        yield from ((change,) for change in proofs)

    def _two_proofs(self, proofs: Sequence[Change]) -> Iterator[Changes]:
        """Give two proofs that may be enough: of weaker ones only where the best are."""
        best = [change for change in proofs if change.value == BEST_PROOF]
        if self._bounds.too_little_proof(2) or self._bounds.hopeless(()):
            return
        if not self._is_enough(self._scored(tuple(best))):
            return
        for one, other in combinations(best, 2):
            if self._is_enough(self._scored((one, other))):
                yield from product(
                    [change for change in proofs if change.question == one.question],
                    [change for change in proofs if change.question == other.question],
                )

    def _proofs_that_only_help(self) -> frozenset[str]:
        """Questions whose proof no rule or check asks for: accepting it never raises a band."""
        ruleset = self._scorer.ruleset
        for worth in (ruleset.control_proof, ruleset.evidence_proof):
            if worth[BEST_PROOF] < max(worth.values()):
                return frozenset()
        if any(ALL_PROOF in names_in(rule.condition.text) for rule in ruleset.rules):
            return frozenset()
        return frozenset(self._scorer.form.questions) - frozenset(ruleset.proofs)

    def _enough(self, sets: Iterable[Changes]) -> list[Found]:
        found = []
        for changes in sets:
            result = self._scored(changes)
            if self._is_enough(result):
                found.append(Found(changes, result.headline, result.banding.band))
        return found

    def _is_enough(self, result: Result) -> bool:
        return BANDS.index(result.banding.band) <= self._target

    def _scored(self, changes: Changes) -> Result:
        if len(changes) > 1:
            return self._scorer.score(applied(self._document, merged(self._document, changes)))
        key = id(changes[0]) if changes else None
        if key not in self._alone:
            self._alone[key] = self._scorer.score(applied(self._document, changes))
        return self._alone[key]


def _apart(pair: tuple[Change, Change]) -> bool:
    """Whether both can be made: not two changes of the same answer or proof, save settlements."""
    if pair[0].settles and pair[1].settles:
        return True
    return (pair[0].question, pair[0].kind) != (pair[1].question, pair[1].kind)
