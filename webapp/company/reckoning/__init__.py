"""The arithmetic of a result, line by line from its trace: exact, so that a pencil can follow.

A total is a list of steps with what each adds, and what they come to. Where the trace keeps a
product instead of a sum, `formula` writes it out with the figures in place.
"""

from collections.abc import Callable

from assessments.reports.material import Material
from webapp.company.reckoning.confidence import confidence
from webapp.company.reckoning.controls import controls
from webapp.company.reckoning.headline import headline
from webapp.company.reckoning.indicator import of_indicator
from webapp.company.reckoning.inherent import inherent
from webapp.company.reckoning.steps import Step, Total

__all__ = ["PARTS", "Step", "Total", "of_indicator"]

PARTS: dict[str, Callable[[Material], list[Total]]] = {
    "headline": headline,
    "inherent": inherent,
    "controls": controls,
    "confidence": confidence,
}
"""The sums that stand behind the numbers of a result's first page."""
