"""The heat map: countries by indicators, the worst supplier and the middle one, no average."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from assessments.reports.entries import Entry, Rated, rated_of
from assessments.reports.portfolio import HeatCell, HeatMap, HeatRow
from assessments.reports.supplier import Named
from questionnaires.catalogue import Catalogue
from questionnaires.countries import name as country_name

INDICATORS = (
    "VUL", "DEC", "MOV", "ISO", "VIO", "INT", "DOC", "WAG", "DEB", "CON", "OVT", "SIF",
)  # fmt: skip
_TENTH = Decimal("0.1")
_BAND_FROM = ((Decimal(75), "critical"), (Decimal(50), "high"), (Decimal(25), "medium"))


def band_of(value: Decimal) -> str:
    """The band in which a figure from 0 to 100 lies."""
    return next((key for start, key in _BAND_FROM if value >= start), "low")


def heat_map(entries: Sequence[Entry], terms: Catalogue) -> HeatMap:
    """Countries by their worst residual, those without a rated supplier last."""
    by_country: dict[str, list[Entry]] = {}
    for entry in entries:
        by_country.setdefault(entry.country, []).append(entry)
    rows = [_row(country, found) for country, found in by_country.items()]
    names = tuple(Named(key, str(terms.text("indicators", key, "name"))) for key in INDICATORS)
    return HeatMap(names, tuple(sorted(rows, key=_order)))


def _order(row: HeatRow) -> tuple[Decimal, str]:
    worst = max((cell.worst for cell in row.cells), default=Decimal(-1))
    return -worst, row.country


def _row(country: str, entries: Sequence[Entry]) -> HeatRow:
    rated = rated_of(entries)
    return HeatRow(
        country=country_name(country),
        rated=len(rated),
        no_answer=sum(entry.no_reply is not None for entry in entries),
        cells=tuple(_cell(key, rated) for key in INDICATORS) if rated else (),
    )


def _cell(indicator: str, rated: Sequence[Rated]) -> HeatCell:
    values = [
        (Decimal(one.result["indicators"][indicator]["residual"]), one.unsure) for one in rated
    ]
    worst, unsure = max(values)
    middle = median(value for value, _ in values).quantize(_TENTH, ROUND_HALF_UP)
    return HeatCell(worst, middle, band_of(worst), unsure)
