"""From documents to columns: routing, facts and reference data, once for each answer set.

What hangs on rows of tables (cases, goods, origins) and what is counted over all questions is
settled here; all arithmetic of the ruleset is left to the columns.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.answers import is_dont_know, rows
from scoring.bulk.columns import Columns, number_columns, words
from scoring.bulk.packing import Row
from scoring.bulk.planning import Cell, Plan
from scoring.canonical import digest
from scoring.conditions import HIDDEN
from scoring.conditions.compiling import proof_key
from scoring.engine import Scorer
from scoring.exact import Number
from scoring.indicators import IndicatorStep
from scoring.inherent import InherentStep
from scoring.overlays import Overlays
from scoring.sheet import Sheet

COUNTED = ("shown", "blank", "unsure")
IMPORTANT = ("critical", "ordinary")
COUNTS = tuple(f"{counted}:{which}" for counted in COUNTED for which in IMPORTANT)
OVERLAYS, REMEDIED, GATEWAY, ORIGIN = "overlays", "remedied", "gateway", "origin"
EXTRA_WORDS = (OVERLAYS, REMEDIED, GATEWAY)
EXTRA_NUMBERS = (ORIGIN, *COUNTS)


class Reader:
    """Reads documents into the columns that a plan asks for."""

    def __init__(self, scorer: Scorer, plan: Plan, proofs: Sequence[str]) -> None:
        self._scorer = scorer
        self._proofs = [(proof_key(question), question) for question in proofs]
        self._words: list[tuple[str, Cell]] = sorted(
            (key, cell) for key, cell in plan.words.items() if key not in dict(self._proofs)
        )
        self._numbers: list[tuple[str, Cell]] = sorted(plan.numbers.items())
        ruleset, reference = scorer.ruleset, scorer.reference
        self._inherent = InherentStep(ruleset.inherent, reference)
        self._overlays = Overlays(ruleset.inherent.overlays, reference)
        self._indicators = IndicatorStep(ruleset.indicators, ruleset.exposure)
        self._asked = [
            (key, IMPORTANT[not question.critical], key in scorer.routing.gateways)
            for key, question in scorer.form.questions.items()
        ]

    @property
    def basis(self) -> str:
        """The digest of all that decides what stands in the columns."""
        terms = self._scorer.ruleset.exposure
        return digest(
            {
                "words": [key for key, _ in self._words],
                "numbers": [key for key, _ in self._numbers],
                "proofs": [key for key, _ in self._proofs],
                "form": self._scorer.form.sha256,
                "unasked": sorted(self._scorer.form.unasked),
                "reference": self._scorer.reference.sha256,
                "missing_country": self._scorer.ruleset.inherent.missing_country,
                "missing_sector": self._scorer.ruleset.inherent.missing_sector,
                "yes_no_controls": self._scorer.ruleset.yes_no_controls,
                "remedied": [sorted(terms.remedies), sorted(terms.verified_by)],
            }
        )

    def columns(self, documents: Sequence[Mapping[str, Any]]) -> Columns:
        """Return the columns of documents, in their order."""
        return self.of_rows([self.row(document) for document in documents])

    def of_rows(self, read: Sequence[Row]) -> Columns:
        """Return the columns of what was read."""
        word_keys = [key for key, _ in self._words] + [key for key, _ in self._proofs]
        number_keys = [key for key, _ in self._numbers]
        return Columns(
            self.basis,
            len(read),
            {
                key: words([row[0][place] for row in read])
                for place, key in enumerate((*word_keys, *EXTRA_WORDS))
            },
            number_columns([row[1] for row in read], (*number_keys, *EXTRA_NUMBERS)),
        )

    def row(self, document: Mapping[str, Any]) -> Row:
        """Read what the columns hold of one document: words, and numbers."""
        values = self._scorer.values(document)
        proofs = document.get("proof") or {}
        sheet = Sheet(dict(values), proofs, document["on"])
        counts, gateway = self._counts(values)
        word_cells = [read(values) for _, read in self._words]
        word_cells += [
            HIDDEN if values[question] is HIDDEN else sheet.proof(question)
            for _, question in self._proofs
        ]
        overlays = tuple(sorted(self._overlays.of(values, [])))
        remedied = tuple(sorted(code or "" for code in self._indicators.remedied(sheet)))
        number_cells = [read(values) for _, read in self._numbers]
        return (
            (*word_cells, overlays, remedied, gateway),
            (*number_cells, self._origin(values), *counts),
        )

    def _origin(self, values: Mapping[str, Any]) -> Number:
        """The score of the riskiest country of origin; 0 without nationalities."""
        countries = {row["country"] for row in rows(values["nationalities"])}
        return max((self._inherent.country(country, []) for country in countries), default=0)

    def _counts(self, values: Mapping[str, Any]) -> tuple[list[int], bool]:
        """How many questions were shown, blank and dont_know, and whether a gateway was open."""
        counted = dict.fromkeys(COUNTS, 0)
        gateway = False
        for key, which, opens in self._asked:
            value = values[key]
            if value is HIDDEN:
                continue
            counted[f"shown:{which}"] += 1
            if value is None or is_dont_know(value):
                counted[f"{'blank' if value is None else 'unsure'}:{which}"] += 1
                gateway = gateway or opens
        return list(counted.values()), gateway
