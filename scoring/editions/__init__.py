"""Check a new edition of one table of reference data against the last.

    checked = check_edition(raw, "countries", last=reference, known=known, this_year=2026)
    if checked.problems: …      every one with row, column, why and what to do
    checked.edition             the Reference with that table replaced

`known` gives the keys that answers can name: `countries`, `sectors` and `goods`.
"""

from scoring.editions.checking import KINDS, Checked, check_edition
from scoring.editions.moves import changes
from scoring.editions.origin import Stated
from scoring.editions.problems import Problem
from scoring.editions.sheet import LARGEST_FILE

__all__ = ["KINDS", "LARGEST_FILE", "Checked", "Problem", "Stated", "changes", "check_edition"]
