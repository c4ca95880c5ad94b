"""What is known of one answer set, and what else it may turn out to be."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """`values` as they stand; `possible` for each name that may still be another.

    The possible values stand for all that make a difference; None: too many to be listed. Of the
    open questions, those `taken` are taken as they stand, those `left` are still open. `kept` are
    those of `possible` that keep answer and proof or are hidden.
    """

    values: Mapping[str, Any]
    possible: Mapping[str, Values | None]
    taken: frozenset[str]
    left: frozenset[str]
    kept: Set[str]

    def supposing(self, name: str, value: Any) -> "Outlook":
        """Return the outlook if this name had this value, and kept it."""
        return replace(
            self,
            values={**self.values, name: value},
            possible={key: values for key, values in self.possible.items() if key != name},
            taken=self.taken | {name},
            left=self.left - {name},
        )

    def of(self, name: str) -> Values | None:
        """Return every value that a name may have; None: too many to be listed."""
        if name in self.possible:
            return self.possible[name]
        return (self.values[name],)

    def is_open(self, *names: str) -> bool:
        """Whether one of these names may still be another than it is."""
        return not self.possible.keys().isdisjoint(names)
