"""The bulk engines of published versions."""

from functools import lru_cache

from scoring.bulk import BulkScorer
from scoring.engine import Scorer


@lru_cache(maxsize=16)
def bulk_scorer(scorer: Scorer) -> BulkScorer:
    """The bulk engine of a scorer; kept for the next call."""
    return BulkScorer(scorer)
