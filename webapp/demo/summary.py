"""The table at the end of the demo."""

from collections.abc import Iterator

from assessments.results.portfolio import SupplierFilter, SupplierRow, suppliers
from questionnaires.catalogue import Catalogue
from questionnaires.countries import name as country_name
from questionnaires.words import load_ruleset_words
from scoring.shipped import LATEST
from webapp.demo.play import Play

WIDTHS = (32, 14, 21, 17, 44)
HEADS = ("Supplier (invented)", "Country", "Band", "Confidence", "Strongest finding")


def table(play: Play) -> Iterator[str]:
    """Supplier, country, band, confidence and strongest finding, line by line."""
    terms = load_ruleset_words(*LATEST)
    yield _line(HEADS)
    yield _line(tuple("-" * width for width in WIDTHS))
    for scope in play.companies.values():
        with play.database.reading(scope) as session:
            page = suppliers(session, scope, SupplierFilter(sort="-headline"))
        for row in page.rows:
            yield _line(_cells(row, terms))


def _cells(row: SupplierRow, terms: Catalogue) -> tuple[str, ...]:
    country = country_name(row.supplier.country)
    result = row.result
    if result is None:
        return (row.supplier.name, country, "not rated", "-", "no answers were sent")
    band = f"{result.band} ({result.headline_tenths / 10:.1f})"
    finding = result.strongest_finding
    return (
        row.supplier.name,
        country,
        f"{band}{' *' if result.provisional else ''}",
        f"{result.confidence_level} ({result.confidence_tenths / 10:.1f})",
        str(terms.text("rules", finding, "title")) if finding else "none",
    )


def _line(cells: tuple[str, ...]) -> str:
    cut = (
        cell if len(cell) <= width else f"{cell[: width - 1]}…"
        for cell, width in zip(cells, WIDTHS, strict=True)
    )
    return "  ".join(cell.ljust(width) for cell, width in zip(cut, WIDTHS, strict=True)).rstrip()
