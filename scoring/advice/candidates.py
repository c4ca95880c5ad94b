"""The changes that could help: each with the action that makes it true, or proof to be shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from scoring.advice.better import better_answers
from scoring.advice.changes import ANSWER, PROOF, Change, applied
from scoring.answers import is_dont_know
from scoring.conditions import HIDDEN, Money
from scoring.engine import Scorer
from scoring.exact import Number
from scoring.ranges.answers import compared_numbers
from scoring.ranges.conditions import foresee
from scoring.result import Result
from scoring.ruleset.parts import SEVERITIES, Rule

# Where a site lies, what it makes and who works there is no matter of better conduct.
GIVEN = frozenset(
    {
        *("site_country", "site_region", "activity", "products", "inputs", "legal_minimum"),
        *("workers_total", "workers_agency", "workers_foreign", "workers_internal_migrant"),
        *("workers_temporary", "nationalities"),
    }
)
# What has happened stays true; it can be repaid, settled and verified.
HAPPENED: Mapping[str, frozenset[str]] = {
    "fees_paid": frozenset(),
    "fee_months": frozenset(),
    "fee_items": frozenset(),
    "terms_changed": frozenset(),
    "threats": frozenset(),
    "refusal_result": frozenset(),
    "absconded": frozenset(),
    "proceedings": frozenset(),
    "violence": frozenset({"alleged_investigated", "confirmed_remedied"}),
}
CASES = "cases"
SETTLED = {"DEB": "repaid_in_full", "WAG": "repaid_in_full"}
SHOWN = ("uploaded", "accepted")


class Candidates:
    """Finds the changes that could help a result; made once for a scorer."""

    def __init__(self, scorer: Scorer) -> None:
        ruleset = scorer.ruleset
        self._scorer = scorer
        self._rules = sorted(ruleset.rules, key=lambda rule: SEVERITIES.index(rule.severity))
        conditions = [foresee(rule.condition, ruleset.names) for rule in ruleset.rules]
        self._levels = {key: sorted(found) for key, found in compared_numbers(conditions).items()}

    def of(self, document: Mapping[str, Any], result: Result) -> list[Change]:
        """Return the changes in the order of the form, of one question the nearest first.

        An answer is changed for one that the ruleset declares to be better and that stills a
        fired rule, whose action it takes; of several with the same effect on rules only the
        nearest. Not changed are unknown answers, facts that no supplier decides, and what has
        happened: cases of it can be settled. Proof can be shown, or be accepted, for each
        control that is not proven yet.
        """
        fired = [rule for rule in self._rules if rule in result.rules]
        changes: list[Change] = []
        for key in self._scorer.form.questions:
            value = result.values[key]
            if value is HIDDEN or value is None or is_dont_know(value):
                continue
            if key == CASES:
                changes += self._settlements(document, fired, result)
            elif key not in GIVEN:
                changes += self._answers(document, key, fired, result)
        return changes + self._proofs(document, result)

    def _answers(
        self, document: Mapping[str, Any], key: str, fired: list[Rule], result: Result
    ) -> Iterator[Change]:
        order = self._scorer.ruleset.orders.get(key)
        reading = [rule for rule in fired if key in rule.condition.reads]
        if order is None or not reading:
            return
        question, answer = self._scorer.form.questions[key], document["answers"][key]
        seen: set[frozenset[str]] = {frozenset(rule.id for rule in fired)}
        for better in better_answers(order, question, answer, self._levels_of(key, result)):
            if not _can_become_true(key, better):
                continue
            values = self._scorer.values(applied(document, [Change(key, ANSWER, better, None)]))
            still = frozenset(rule.id for rule in self._rules if rule.condition.test(values))
            stilled = [rule for rule in reading if rule.id not in still]
            if stilled and still not in seen:
                seen.add(still)
                yield Change(key, ANSWER, better, stilled[0].action)

    def _levels_of(self, key: str, result: Result) -> list[Number]:
        """The numbers that a question is compared with: of an amount, the other amounts."""
        if self._scorer.form.questions[key].type != "money":
            return self._levels.get(key, [])
        reads = {
            read for rule in result.rules if key in rule.condition.reads
            for read in rule.condition.reads
        }  # fmt: skip
        amounts = [result.values[read] for read in sorted(reads - {key})]
        mine = result.values[key]
        return [
            other.amount
            for other in amounts
            if isinstance(other, Money) and other.currency == mine.currency
        ]

    def _settlements(
        self, document: Mapping[str, Any], fired: list[Rule], result: Result
    ) -> Iterator[Change]:
        """For each live rule: its cases repaid or resolved, closed and verified."""
        seen: set[frozenset[str]] = set()
        for rule in fired:
            codes = frozenset(rule.points)
            if rule.id in result.live and codes and codes not in seen:
                seen.add(codes)
                rows = settled(document["answers"][CASES], codes, document["on"])
                yield Change(CASES, ANSWER, rows, rule.action, codes)

    def _proofs(self, document: Mapping[str, Any], result: Result) -> list[Change]:
        worth = self._scorer.ruleset.control_proof
        proofs = document.get("proof") or {}
        changes = []
        for key in self._scorer.form.questions:
            if key in result.controls.valued:
                given = worth[proofs.get(key) or "none"]
                changes += [
                    Change(key, PROOF, state, None) for state in SHOWN if worth[state] > given
                ]
        return changes


def _can_become_true(key: str, answer: Any) -> bool:
    return key not in HAPPENED or (isinstance(answer, str) and answer in HAPPENED[key])


def merged(document: Mapping[str, Any], changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes so that each settlement keeps what those before it settled."""
    rows = document["answers"].get(CASES)
    found = []
    for change in changes:
        if change.settles:
            rows = settled(rows, change.settles, document["on"])
            change = replace(change, value=rows)
        found.append(change)
    return tuple(found)


def settled(
    cases: list[Mapping[str, Any]], codes: frozenset[str], on: str
) -> list[Mapping[str, Any]]:
    """Return the cases with all of these indicators settled on that day; one is added if none."""
    rows = [_settled(row, on) if row.get("indicator") in codes else row for row in cases]
    listed = {row.get("indicator") for row in cases}
    return [*rows, *(_settled({"indicator": code}, on) for code in sorted(codes - listed))]


def _settled(row: Mapping[str, Any], on: str) -> dict[str, Any]:
    remedy = SETTLED.get(str(row["indicator"]), "resolved")
    return {**row, "remedy": remedy, "closed": on, "verified_by": "independent"}
