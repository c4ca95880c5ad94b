"""Scoring a portfolio: many answer sets as columns, to the digit what the single engine gives.

The only package of scoring that uses NumPy. `BulkScorer` takes a Scorer, and with it the same
ruleset, reference data and form.
"""

from scoring.bulk.columns import Columns
from scoring.bulk.scorer import BulkScorer
from scoring.bulk.scores import Scores

__all__ = ["BulkScorer", "Columns", "Scores"]
