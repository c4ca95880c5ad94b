"""From a document to its outlook: which names may still be another than they are."""

from collections.abc import Iterable, Mapping
from typing import Any

from scoring.answers import is_dont_know
from scoring.conditions import HIDDEN, names_of_form
from scoring.conditions.compiling import proof_key
from scoring.conditions.vocabulary import PROOF_STATES
from scoring.engine import Scorer
from scoring.facts import SHARES
from scoring.ranges import truths
from scoring.ranges.answers import compared_numbers, open_answers
from scoring.ranges.conditions import Foreseen, foresee
from scoring.ranges.open_facts import PLACE, OpenFacts
from scoring.ranges.outlook import Outlook, Values


class Forecast:
    """Tells what else the answers to a questionnaire may be; made once for a scorer.

    `conditions` are all that the ruleset reads for a headline.
    """

    def __init__(self, scorer: Scorer, conditions: Iterable[Foreseen]) -> None:
        names = names_of_form(scorer.form)
        self._form = scorer.form
        self._conditions = tuple(conditions)
        self._proofs = scorer.ruleset.proofs
        self._show_if = [
            (key, foresee(scorer.routing.conditions[key], names)) for key in scorer.routing.order
        ]
        self._steady = self._single_gateways()
        numbers = compared_numbers([*self._conditions, *(shown for _, shown in self._show_if)])
        self._answers = open_answers(scorer.form, numbers)
        self._facts = OpenFacts(
            scorer, {share: numbers.get(share, set()) for share in SHARES}, self._conditional()
        )

    def open_questions(self, values: Mapping[str, Any]) -> list[str]:
        """Return the open questions, in the order of the form.

        They are asked and blank or dont_know; or their answers leave a condition unknown that no
        such question explains (a region that is not recognised, amounts in two currencies).
        """
        found = {key for key in self._form.questions if _is_unanswered(values[key])}
        for foreseen in self._conditions:
            condition = foreseen.condition
            if condition.test(values) is None and found.isdisjoint(condition.reads):
                found |= self._unclear(foreseen, values)
        return [key for key in self._form.questions if key in found]

    def _unclear(self, foreseen: Foreseen, values: Mapping[str, Any]) -> set[str]:
        """The questions that leave a condition unknown although they are answered."""
        atoms = [atom for atom in foreseen.atoms if atom.test(values) is None]
        found: set[str] = set()
        for atom in atoms:
            places = self._facts.unclear_places(values) if PLACE in atom.names else atom.reads
            found.update(key for key in places if values[key] is not HIDDEN)
        return found

    def outlook(
        self,
        values: Mapping[str, Any],
        proofs: Mapping[str, str],
        taken: frozenset[str],
        left: frozenset[str],
    ) -> Outlook:
        """Return what the answers may still become; `taken` and `left` are the open questions.

        A question left open may take any answer with any proof, those taken stay as they are.
        So may a question that is hidden only because a gateway is open; one that is asked today
        keeps its answer or is hidden.
        """
        possible: dict[str, Values | None] = {}
        kept: set[str] = set()
        outlook = Outlook(values, possible, taken, left, kept)
        conditional = self._conditional()
        for key in left - conditional:
            if _is_unanswered(values[key]):
                possible[key] = self._answers[key]
        for key, shown in self._show_if:
            self._add(key, shown.truths(outlook), outlook, possible, kept)
        for question in self._proofs:
            if question in possible:
                possible[proof_key(question)] = _proof(question, outlook, proofs)
        if possible:
            self._facts.add(outlook, proofs, possible)
        return outlook

    def _conditional(self) -> frozenset[str]:
        return frozenset(key for key, _ in self._show_if)

    def _single_gateways(self) -> frozenset[str]:
        """Conditional questions that hang on one question, which is always asked or such itself.

        Only they keep their answer while it is open whether they stay: where two gateways decide,
        answering the one could hide for now what the other may still show.
        """
        steady: set[str] = set()
        conditional = self._conditional()
        for key, shown in self._show_if:
            reads = shown.condition.reads
            if len(reads) == 1 and (reads[0] in steady or reads[0] not in conditional):
                steady.add(key)
        return frozenset(steady)

    def _add(
        self,
        key: str,
        shown: int,
        outlook: Outlook,
        possible: dict[str, Values | None],
        kept: set[str],
    ) -> None:
        value = outlook.values[key]
        unanswered = _is_unanswered(value)
        if shown == truths.TRUE:
            if unanswered and key not in outlook.taken:
                possible[key] = self._answers[key]
        elif shown & truths.TRUE:
            answered = key in outlook.taken or (key in self._steady and not unanswered)
            if value is not HIDDEN and answered:
                possible[key] = (value, HIDDEN)
                kept.add(key)
            else:
                answers = self._answers[key]
                possible[key] = None if answers is None else (*answers, HIDDEN)


def _is_unanswered(value: Any) -> bool:
    return value is None or is_dont_know(value)


def _proof(question: str, outlook: Outlook, proofs: Mapping[str, str]) -> Values:
    """Every state of proof where the answer is open, the given one where only asking is."""
    answers = outlook.possible[question]
    hidden = (HIDDEN,) if answers is None or HIDDEN in answers else ()
    if question in outlook.kept:
        return (proofs.get(question) or "none", HIDDEN)
    return (*PROOF_STATES, *hidden)
