"""Which questions are asked: `show_if` over the answers that count."""

from collections.abc import Mapping
from typing import Any

from scoring.answers import reader
from scoring.conditions import HIDDEN, Condition, ConditionProblems, names_of_form, parse
from scoring.form import Form


class Routing:
    """The routing of one questionnaire version, ready to be asked again and again.

    Raises ValueError where a `show_if` cannot be read or the questions wait for each other in a
    circle; the message names the question.
    """

    def __init__(self, form: Form) -> None:
        names = names_of_form(form)
        self.readers = {
            key: _nothing if key in form.unasked else reader(question)
            for key, question in form.questions.items()
        }
        self.conditions: dict[str, Condition] = {}
        for key, question in form.questions.items():
            if question.show_if:
                try:
                    self.conditions[key] = parse(question.show_if, names)
                except ConditionProblems as problems:
                    raise ValueError(f"{form.slug}, {key}, show_if: {problems}") from problems
                if self.conditions[key].proofs:
                    raise ValueError(f"{form.slug}, {key}, show_if: proof decides no routing")
        self.gateways = self._gateways(form)
        self.order = tuple(self._order())
        self._in_order = [(key, self.conditions[key].test) for key in self.order]

    def read(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return every question with its answer as read, HIDDEN where it is not asked."""
        get = answers.get
        values: dict[str, Any] = {}
        for key, read in self.readers.items():
            values[key] = read(get(key))
        for key, test in self._in_order:
            if test(values) is not True:
                values[key] = HIDDEN
        return values

    def shown(self, answers: Mapping[str, Any]) -> frozenset[str]:
        """Return the keys of the questions that these answers lead to."""
        return frozenset(key for key, value in self.read(answers).items() if value is not HIDDEN)

    def _gateways(self, form: Form) -> frozenset[str]:
        named = {key for condition in self.conditions.values() for key in condition.reads}
        return frozenset(key for key in named if form.questions[key].type != "table")

    def _order(self) -> list[str]:
        """Conditional questions, each after those that its condition reads."""
        order: dict[str, None] = {}
        waiting = dict(self.conditions)
        while waiting:
            ready = [
                key for key, condition in waiting.items() if not waiting.keys() & condition.reads
            ]
            if not ready:
                raise ValueError(f"questions wait for each other: {', '.join(waiting)}")
            for key in ready:
                order[key] = None
                del waiting[key]
        return list(order)


def _nothing(_answer: object) -> None:
    """Whoever was not asked cannot have answered."""


def shown_questions(form: Form, answers: Mapping[str, Any], on: str = "") -> frozenset[str]:
    """Return the keys of the questions shown for these answers.

    `on` is the date of the assessment (no condition reads a date of today yet). Keep a Routing
    where many answer sets are routed: this reads every `show_if` anew.
    """
    return Routing(form).shown(answers)
