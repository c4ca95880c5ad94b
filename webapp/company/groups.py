"""Groups of suppliers in words, and the filter that lists their members."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from assessments.reports.heat import INDICATORS
from assessments.results.portfolio import UNSTATED, SupplierFilter
from questionnaires.countries import COUNTRIES
from questionnaires.lists import load_list
from webapp.company.words import BANDS
from webapp.languages.names import country_name, sector_name, shipped_terms

RULE = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def group_name(dimension: str, value: str) -> str:
    """What a group is called; empty where there is no such group."""
    return NAMES[dimension](value) if dimension in NAMES else ""


def members(dimension: str, value: str, page: int) -> SupplierFilter:
    """The filter that lists the suppliers of a group, worst first."""
    chosen: dict[str, Any] = {dimension: value}
    return SupplierFilter(sort="-headline", page=page, **chosen)


def _country(value: str) -> str:
    return str(country_name(value)) if value in COUNTRIES else ""


def _sector(value: str) -> str:
    if value == UNSTATED:
        return str(_("No sector stated"))
    return sector_name(value) if value in load_list("sectors") else ""


def _indicator(value: str) -> str:
    return _term("indicators", value, "name") if value in INDICATORS else ""


def _rule(value: str) -> str:
    """A rule of a company's own has no words of ours; then its id is its name."""
    if not RULE.fullmatch(value):
        return ""
    title = _term("rules", value, "title")
    return f"{value} {title}" if title else value


def _band(value: str) -> str:
    return str(BANDS.get(value, ""))


def _term(*path: str) -> str:
    return str(shipped_terms().find(*path) or "")


NAMES: Mapping[str, Callable[[str], str]] = {
    "country": _country,
    "sector": _sector,
    "band": _band,
    "indicator": _indicator,
    "rule": _rule,
}
