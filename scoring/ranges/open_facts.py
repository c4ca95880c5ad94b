"""What derived facts may still be while the answers behind them are open."""

from collections.abc import Collection, Mapping
from typing import Any

from scoring.answers import rows
from scoring.conditions import DONT_KNOW, HIDDEN
from scoring.engine import Scorer
from scoring.exact import LARGEST, Number
from scoring.facts import PROVEN, SHARES, any_of
from scoring.ranges import truths
from scoring.ranges.answers import told_apart
from scoring.ranges.outlook import Outlook, Values

PLACE = "state_imposed_place"
SIGNS = {"unlisted_subagents": ("yes", "no", DONT_KNOW), "licence_problem": (True, False, None)}
_TRUTHS = {truths.TRUE: True, truths.FALSE: False, truths.UNKNOWN: None}


class OpenFacts:
    """Foretells the facts that hang on open answers; made once for a scorer."""

    def __init__(
        self,
        scorer: Scorer,
        shares: Mapping[str, Collection[Number]],
        conditional: Collection[str],
    ) -> None:
        ruleset, reference = scorer.ruleset, scorer.reference
        self._facts = scorer.facts
        self._controls = ruleset.yes_no_controls
        self._shares = {share: told_apart(numbers, LARGEST) for share, numbers in shares.items()}
        scores = {ruleset.inherent.missing_sector, *(row["score"] for row in reference.sectors)}
        self._sectors = tuple(sorted(scores))
        self._reads = {
            name: frozenset(about.reads)
            for name, about in ruleset.names.items()
            if about.reads and about.reads != (name,)
        }
        self._questions = tuple(scorer.form.questions)

    def add(
        self, outlook: Outlook, proofs: Mapping[str, str], possible: dict[str, Values | None]
    ) -> None:
        """Add every fact that may still be another; the open answers are in `possible`."""
        for fact, reads in self._reads.items():
            if not possible.keys().isdisjoint(reads):
                possible[fact] = self._fact(fact, outlook)
        if any(key in possible for key in self._questions):
            possible["no_proof_at_all"] = self._no_proof_at_all(outlook, proofs)

    def unclear_places(self, values: Mapping[str, Any]) -> list[str]:
        """Return the questions that name a place of China which cannot be told."""
        country, region = values["site_country"], values["site_region"]
        found = [] if self._facts.imposed(country, [], region) is not None else ["site_region"]
        if self._inputs(values) is None:
            found.append("inputs")
        return found

    def _inputs(self, values: Mapping[str, Any]) -> bool | None:
        return any_of(
            self._facts.imposed(row["country"], [row["material"]], row["region"])
            for row in rows(values["inputs"])
        )

    def _fact(self, fact: str, outlook: Outlook) -> Values | None:
        if fact in SHARES:
            return self._share(fact, outlook)
        match fact:
            case "unlisted_subagents" | "licence_problem":
                return SIGNS[fact]
            case "free_movement" | "state_imposed_country":
                return (True, False)
            case "state_imposed_place":
                return self._state_imposed_place(outlook)
            case "sector_score":
                return self._sectors
            case "all_controls_yes":
                return self._all_controls_yes(outlook)
        return None

    def _share(self, fact: str, outlook: Outlook) -> Values:
        """Any share where the part is open; where only the whole is, at most the part itself."""
        if outlook.is_open(SHARES[fact]):
            return tuple(self._shares[fact])
        part = outlook.values[SHARES[fact]]
        if not isinstance(part, Number) or not part:
            return (0,)
        return (*(share for share in self._shares[fact] if 0 < share <= part), part)

    def _state_imposed_place(self, outlook: Outlook) -> Values:
        inputs = truths.ANY
        if not outlook.is_open("inputs"):
            inputs = _widened(self._inputs(outlook.values))
        found = truths.either(self._site(outlook), inputs)
        return tuple(truth for bit, truth in _TRUTHS.items() if found & bit)

    def _site(self, outlook: Outlook) -> int:
        values = outlook.values
        country = values["site_country"]
        if outlook.is_open("site_country"):
            return truths.ANY
        if country == "TKM" and outlook.is_open("products"):
            return truths.TRUE | truths.FALSE
        if country == "CHN" and outlook.is_open("site_region"):
            return truths.ANY
        goods = [row["good"] for row in rows(values["products"])]
        return _widened(self._facts.imposed(country, goods, values["site_region"]))

    def _all_controls_yes(self, outlook: Outlook) -> Values:
        closed = [outlook.values[key] for key in self._controls if not outlook.is_open(key)]
        if any(answer not in (HIDDEN, "na", "yes") for answer in closed):
            return (False,)
        return (True, False)

    def _no_proof_at_all(self, outlook: Outlook, proofs: Mapping[str, str]) -> Values:
        if any(
            state in PROVEN
            and not outlook.is_open(key)
            and outlook.values.get(key, HIDDEN) is not HIDDEN
            for key, state in proofs.items()
        ):
            return (False,)
        return (True, False)


def _widened(truth: Any) -> int:
    """A place that cannot be told may turn out to be one or not."""
    return truths.ANY if truth is None else truths.only(truth)
