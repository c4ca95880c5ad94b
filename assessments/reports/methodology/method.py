"""What the chapters of the methodology read from, with the look-ups they share."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from questionnaires.catalogue import Catalogue
from questionnaires.words import Words
from scoring.engine import Scorer
from scoring.exact import Number, decimal

Document = Mapping[str, Any]
MINUS = "−"
RENAMED = {
    "lodging": "housing",
    "channel": "channels",
    "cap_evidence": "evidence_cap",
    "cap_gateway": "gateway_cap",
    "state_transfer": "state_labour_transfer",
}
"""Names of factors and floors whose words stand under the name of what they read."""


@dataclass(frozen=True)
class Method:
    """A ruleset over the questionnaire that it was written for, with reference data and words."""

    scorer: Scorer
    words: Words
    terms: Catalogue

    @property
    def document(self) -> Document:
        """The ruleset as plain data."""
        return self.scorer.ruleset.document

    def name(self, kind: str, key: str) -> str:
        """What the words of the ruleset call something."""
        found = self.terms.find(kind, key, "name") or self.terms.text(kind, key, "title")
        return str(found)

    def step(self, key: str) -> str:
        """What a part of the calculation is called."""
        return self.name("steps", RENAMED.get(key, key))

    def indicator(self, code: str) -> str:
        """An indicator by name and code."""
        return f"{self.name('indicators', code)} ({code})"


def figure(value: Number | Decimal | str) -> str:
    """A number as it stands in the ruleset: exact where it ends, else nine decimals."""
    number = Decimal(value) if isinstance(value, str | Decimal) else decimal(value)
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", MINUS)


def listed(items: list[str], last: str = "and") -> str:
    """Items in a sentence."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
