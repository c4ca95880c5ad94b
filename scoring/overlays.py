"""Step 4, second half: goods that are on a list where they come from."""

from collections.abc import Iterable, Mapping
from typing import Any

from scoring.answers import rows
from scoring.exact import Number
from scoring.reference import Citation, Reference
from scoring.trace import Line

CHINA = "CHN"
Find = tuple[str, tuple[str, ...], tuple[Citation, ...]]


class Overlays:
    """Finds the goods of an answer set on the lists of the reference data."""

    def __init__(self, points: Mapping[str, Number], reference: Reference) -> None:
        self._points = points
        self._listed = reference.table("listed_goods")
        self._goods = reference.table("goods")

    def of(self, values: Mapping[str, Any], lines: list[Line]) -> dict[str, Number]:
        """Return the points of each overlay that applies, once each, and note the rows found."""
        products = rows(values["products"])
        inputs = rows(values["inputs"])
        if not products and not inputs:
            return {}
        return self.of_goods(
            values["site_country"],
            [row["good"] for row in products],
            [(row["country"], row["material"]) for row in inputs],
            lines,
        )

    def of_goods(
        self,
        site: Any,
        goods: list[Any],
        inputs: list[tuple[Any, Any]],
        lines: list[Line],
    ) -> dict[str, Number]:
        """Return the overlays of goods made at a site from (origin, material) inputs."""
        made = [(site, good) for good in goods]
        overlay: dict[str, Number] = {}
        for item, questions, found in (
            self._listed_good(made),
            ("listed_input", ("inputs",), self._on_list(inputs, "forced_labour")),
            self._uflpa(made, inputs),
        ):
            if found:
                points = overlay[item] = self._points[item]
                lines.append(Line("overlay", item, points, questions, reference=found))
        return overlay

    def _listed_good(self, made: list[tuple[Any, Any]]) -> Find:
        questions = ("site_country", "products")
        found = self._on_list(made, "forced_labour")
        if found:
            return "listed_good_forced_labour", questions, found
        return "listed_good_child_labour", questions, self._on_list(made, "child_labour")

    def _on_list(self, goods: Iterable[tuple[Any, Any]], flag: str) -> tuple[Citation, ...]:
        found = [self._listed.row(country, good) for country, good in dict.fromkeys(goods)]
        return tuple(row.cite(flag) for row in found if row is not None and row[flag])

    def _uflpa(self, made: list[tuple[Any, Any]], inputs: list[tuple[Any, Any]]) -> Find:
        questions = ("site_country", "products", "inputs")
        found = [
            self._goods.row(good)
            for country, good in dict.fromkeys([*made, *inputs])
            if country == CHINA
        ]
        cited = tuple(
            row.cite("uflpa_priority") for row in found if row is not None and row["uflpa_priority"]
        )
        return "uflpa_priority_china", questions, cited
