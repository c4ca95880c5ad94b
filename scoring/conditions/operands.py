"""What stands on one side of a comparison or a sum, with all that can be checked beforehand."""

from dataclasses import dataclass

from scoring.conditions.values import Run
from scoring.conditions.vocabulary import Name

NUMBERS = frozenset({"number", "money"})
WORDS = frozenset({"choice", "country", "text"})


@dataclass(frozen=True)
class Operand:
    """`kind` is a kind of Name, or `literal` for a string, or `options` for a tuple of literals.

    `value` is set for literals and numbers written in the condition; `key` is the name in the
    environment where the operand is a bare name.
    """

    kind: str
    run: Run
    label: str
    name: Name | None = None
    key: str | None = None
    value: object = None

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    @property
    def article(self) -> str:
        """The operand in a message: "a number", "the choice 'yes'"."""
        return _ARTICLES.get(self.kind, self.label)


_ARTICLES = {
    "number": "a number",
    "money": "an amount",
    "choice": "a choice",
    "country": "a country",
    "text": "a text",
    "date": "a date",
    "multi": "a multiple choice",
    "table": "a table",
    "file": "a file",
    "options": "a list of values",
    "condition": "a condition",
}
