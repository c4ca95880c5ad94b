"""The range of a headline: what the questions that are still open allow (step 13)."""

from scoring.ranges.ranger import OpenQuestion, Range, Ranger

__all__ = ["OpenQuestion", "Range", "Ranger"]
