"""Changes of answers and proof, and what they make of a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ANSWER = "answer"
PROOF = "proof"


@dataclass(frozen=True)
class Change:
    """One change of one question.

    `kind` is answer or proof; `value` the new answer as a document has it, or the new state of
    proof. `action` is the corrective action that makes the new answer true; None for proof.
    `settles` are the indicators whose cases the change settles, where it is about cases.
    """

    question: str
    kind: str
    value: Any
    action: str | None
    settles: frozenset[str] = frozenset()

    def document(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return {
            "question": self.question,
            "kind": self.kind,
            "value": self.value,
            "action": self.action,
        }


def applied(document: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """Return the document with these changes, made in this order; the given one stays as it is."""
    answers = dict(document["answers"])
    proof = dict(document.get("proof") or {})
    for change in changes:
        part = answers if change.kind == ANSWER else proof
        part[change.question] = change.value
    return {**document, "answers": answers, "proof": proof}
