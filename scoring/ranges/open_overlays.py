"""Step 4, second half, with intervals: which goods may still be found on a list."""

from collections.abc import Mapping

from scoring.exact import Number
from scoring.overlays import CHINA, Overlays
from scoring.ranges.intervals import Interval, total
from scoring.ranges.outlook import Outlook
from scoring.reference import Reference

# Of the items in one line at most one applies; the questions decide which.
READS = {
    ("listed_good_forced_labour", "listed_good_child_labour"): ("site_country", "products"),
    ("listed_input",): ("inputs",),
    ("uflpa_priority_china",): ("site_country", "products", "inputs"),
}


class OpenOverlays:
    """Tells what the overlays can add while country, goods or inputs are open."""

    def __init__(self, points: Mapping[str, Number], reference: Reference) -> None:
        self._points = points
        self._known = Overlays(points, reference)
        self._listed = reference.table("listed_goods")

    def of(self, outlook: Outlook) -> Interval:
        """Return what all overlays together can add; goods that are open can only add to it."""
        found = self._known.of(outlook.values, [])
        added = []
        for items, reads in READS.items():
            points = sum(found.get(item, 0) for item in items)
            if outlook.is_open(*reads):
                may = [self._points[item] for item in items if self._may(item, outlook)]
                sure = outlook.kept.isdisjoint(reads)
                added.append(Interval(points if sure else 0, max(points, *may, 0)))
            else:
                added.append(Interval(points, points))
        return total(added)

    def _may(self, item: str, outlook: Outlook) -> bool:
        """Whether an open overlay may apply: a country that is known must have such goods."""
        if outlook.is_open("site_country") or item == "listed_input":
            return True
        country = outlook.values["site_country"]
        if item == "uflpa_priority_china":
            return country == CHINA or outlook.is_open("inputs")
        flag = item.removeprefix("listed_good_")
        return any(row.key[0] == country and row[flag] for row in self._listed)
