"""What would change a result: the smallest sets of changes that bring its band down (step 16)."""

from scoring.advice.advisor import Advice, Advisor
from scoring.advice.changes import Change, applied

__all__ = ["Advice", "Advisor", "Change", "applied"]
