"""Invented answers that fit a questionnaire: for trying out a ruleset, never for people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from scoring.conditions import DONT_KNOW
from scoring.conditions.vocabulary import PROOF_STATES, YES_PARTLY_NO
from scoring.form import Column, Form, Question

NUMBERS = (0, 1, 2, 3, 5, 8, 12, 20, 24, 25, 30, 40, 48, 49, 60, 61, 80, 81, 95, 100, 250, 1000)
PARTS = (Decimal("0.8"), Decimal("2.5"), Decimal("2.99"), Decimal("19.5"), Decimal("79.25"))
AMOUNTS = ("0", "80", "89.99", "90", "99", "100", "120")
DATES = ("2024-02-29", "2026-11-20", "2026-11-21", "2026-11-22", "2027-06-30")
REGIONS = ("CN-XJ", "Guangdong", "Kashgar, Xinjiang", "somewhere", "")
TODAY = "2026-11-21"


@dataclass(frozen=True)
class Sampler:
    """Makes documents for a form.

    `fits(question, answer)` says whether the questionnaire takes an answer; what does not fit is
    drawn anew.
    """

    form: Form
    countries: Sequence[str]
    goods: Sequence[str]
    fits: Callable[[str, Any], bool] = lambda question, answer: True

    def document(self, random: Random) -> dict[str, Any]:
        """Return a document of random answers, proof and signals; the same for the same random.

        Some are careless (blanks and dont_know), some careful (mostly yes, with proof).
        """
        careless, careful = random.choice((0, 0, 1, 10)), random.choice((0, 0, 80))
        answers: dict[str, Any] = {}
        for key, question in self.form.questions.items():
            throw = random.randrange(100)
            if question.type == "ypn" and throw < careful:
                answers[key] = "yes"
            elif throw >= 100 - careless:
                answers[key] = DONT_KNOW
            elif throw < 100 - 2 * careless:
                answers[key] = self.fitting(question, random)
        states = random.choice((PROOF_STATES, ("accepted",), ("uploaded", "none"), ("none",)))
        proof = {key: random.choice(states) for key in self.form.questions}
        return {"answers": answers, "proof": proof, "signals": self.signals(random), "on": TODAY}

    def signals(self, random: Random) -> dict[str, Any]:
        """Return signals, in half of the documents none."""
        if random.randrange(2):
            return {}
        return {
            "listed_entity": random.randrange(8) == 0,
            "recruiter_says_worker_paid": random.randrange(2) == 0,
            "worker_survey_fee_share": random.choice((0, Decimal("0.05"), Decimal("0.4"))),
            "previous_documents_held": random.randrange(2) == 0,
            "previous_documents_action_closed": random.randrange(2) == 0,
        }

    def fitting(self, question: Question, random: Random) -> Any:
        """Return an answer that the questionnaire takes; blank where twenty draws find none."""
        for _ in range(20):
            answer = self.answer(question, random)
            if self.fits(question.key, answer):
                return answer
        return None

    def answer(self, question: Question, random: Random) -> Any:
        """Return an answer of the type of the question, never blank."""
        if question.type == "multi":
            return self._choices(question.choices, random)
        if question.type == "table":
            return [self.row(question, random) for _ in range(random.choice((0, 1, 1, 2, 3)))]
        return self._single(question.type, question.choices or YES_PARTLY_NO, random)

    def row(self, question: Question, random: Random) -> dict[str, Any]:
        """Return a row of a table question."""
        return {column.name: self._cell(column, random) for column in question.columns}

    def _choices(self, choices: tuple[str, ...], random: Random) -> list[str]:
        several = [choice for choice in choices if choice not in ("none", "nothing", DONT_KNOW)]
        alone = [choice for choice in choices if choice not in several]
        if alone and random.randrange(2):
            return [random.choice(alone)]
        return random.sample(several, random.randint(1, min(3, len(several))))

    def _cell(self, column: Column, random: Random) -> Any:
        if random.randrange(12) == 0:
            return None
        return self._single(column.type, column.choices, random)

    def _single(self, kind: str, choices: tuple[str, ...], random: Random) -> Any:
        if kind in ("single", "ypn", "choice"):
            return random.choice(choices)
        if kind == "number":
            return random.choice(NUMBERS if random.randrange(5) else PARTS)
        if kind == "percent":
            return random.choice([*(n for n in NUMBERS if n <= 100), *PARTS])
        if kind == "money":
            currency = random.choice(("EUR", "EUR", "EUR", "KZT"))
            return {"amount": random.choice(AMOUNTS), "currency": currency}
        pools = {"country": self.countries, "good": self.goods, "date": DATES, "text": REGIONS}
        return random.choice(pools.get(kind, ("file",)))
