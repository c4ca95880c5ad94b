"""What a set of changes cannot alter, and so which sets need not be scored."""

from collections.abc import Iterable
from fractions import Fraction
from operator import mul

from scoring.advice.changes import PROOF, Change
from scoring.conditions import names_in
from scoring.engine import Scorer
from scoring.exact import Number, tenths
from scoring.headline import band_of
from scoring.indicators import IndicatorStep
from scoring.result import Result
from scoring.ruleset.parts import BANDS, Rule
from scoring.sheet import Sheet

ALL_PROOF = "no_proof_at_all"

Touched = frozenset[str]


class Bounds:
    """Tells for the changes of one result whether a set of them can reach a band at all.

    It looks at the rules that the changes do not touch, which fire as before: with their
    overrides, and with the headline that their points alone give.
    """

    def __init__(self, scorer: Scorer, result: Result, target: int) -> None:
        self._scorer = scorer
        self._result = result
        self._target = target
        self._touched: dict[tuple[str, str], Touched] = {}
        sheet = Sheet(dict(result.values), {}, result.on)
        ruleset = scorer.ruleset
        self._remedied = IndicatorStep(ruleset.indicators, ruleset.exposure).remedied(sheet)
        self._of_all_proof = {
            rule.id for rule in result.rules if ALL_PROOF in names_in(rule.condition.text)
        }

    def hopeless(self, changes: Iterable[Change]) -> bool:
        """Whether no such set, whatever proof is added, brings the band down to the target."""
        touched: set[str] = set()
        remedied = set(self._remedied)
        for change in changes:
            touched |= self._of(change)
            remedied |= change.settles
        left = [rule for rule in self._result.rules if rule.id not in touched]
        live = [rule for rule in left if not rule.points or not rule.points.keys() <= remedied]
        if self._raised(left, live) > self._target:
            return True
        return self._least(left, remedied) > self._target

    def stays_unknown(self) -> bool:
        """Whether an unknown gateway, always asked, keeps confidence low and lifts every result."""
        always = self._scorer.form.questions.keys() - self._scorer.routing.conditions.keys()
        gateways = {one.question for one in self._result.unknowns if one.gateway}
        terms = self._scorer.ruleset.overrides
        capped = self._scorer.ruleset.confidence.cap < terms.low_confidence_under
        return capped and self._is_lifted() and not gateways.isdisjoint(always)

    def too_little_proof(self, count: int) -> bool:
        """Whether this many proofs, and nothing else, leave confidence low and lift the result."""
        valued = len(self._result.controls.valued)
        if not valued or not self._is_lifted():
            return False
        terms = self._scorer.ruleset.confidence
        most = self._result.confidence.evidence + Fraction(100 * count) / valued
        parts = (self._result.confidence.completeness, min(most, 100), 100, 100)
        score = tenths(sum(map(mul, terms.weights.values(), parts)))
        if most < terms.evidence_under:
            score = min(score, Fraction(terms.cap))
        return score < self._scorer.ruleset.overrides.low_confidence_under

    def _is_lifted(self) -> bool:
        """Whether low confidence would lift every result in the target band out of it."""
        terms = self._scorer.ruleset.overrides
        lifted = self._target == 0 == BANDS.index(terms.low_confidence_lifts)
        return lifted and BANDS.index(terms.low_confidence_to) > 0

    def _of(self, change: Change) -> Touched:
        key = (change.question, change.kind)
        if key not in self._touched:
            self._touched[key] = self._touching(change)
        return self._touched[key]

    def _touching(self, change: Change) -> Touched:
        """The fired rules that may turn out otherwise after this change."""
        rules = self._result.rules
        if change.kind == PROOF:
            return frozenset(
                rule.id
                for rule in rules
                if change.question in rule.condition.proofs or rule.id in self._of_all_proof
            )
        reached = {change.question}
        for key in self._scorer.routing.order:
            if not reached.isdisjoint(self._scorer.routing.conditions[key].reads):
                reached.add(key)
        return frozenset(
            rule.id
            for rule in rules
            if not reached.isdisjoint((*rule.condition.reads, *rule.condition.proofs))
            or rule.id in self._of_all_proof
        )

    def _raised(self, fired: list[Rule], live: list[Rule]) -> int:
        terms = self._scorer.ruleset.overrides
        bands = [0]
        if any(rule.severity == terms.zero_tolerance_severity for rule in fired):
            bands.append(BANDS.index(terms.zero_tolerance_to))
        if any(rule.severity == terms.red_flag_severity for rule in live):
            bands.append(BANDS.index(terms.red_flag_to))
        strong = {rule.icls for rule in live if rule.severity in terms.pattern_severities}
        if strong.issuperset(terms.pattern_icls):
            bands.append(BANDS.index(terms.pattern_to))
        return max(bands)

    def _least(self, fired: list[Rule], remedied: set[str]) -> int:
        """The band of the headline that the points of these rules alone give."""
        points: dict[str, Number] = {}
        for rule in fired:
            for code, more in rule.points.items():
                points[code] = points.get(code, 0) + more
        share = self._scorer.ruleset.exposure.remedied_share
        residuals = [
            tenths(min(total, 100) * (share if code in remedied else 1))
            for code, total in points.items()
        ]
        terms = self._scorer.ruleset.headline
        highest = sorted(residuals, reverse=True)[: terms.mean_of]
        if not highest:
            return 0
        mean = Fraction(sum(highest)) / min(terms.mean_of, len(self._result.indicators))
        return BANDS.index(band_of(tenths(terms.highest * highest[0] + terms.mean * mean), terms))
