"""What the long selects offer. They are the same for everybody, so they are made once."""

from functools import cache
from typing import Any

from questionnaires import countries
from questionnaires.types import Posted
from webapp.supplier.visit import Visit

SITE_COUNTRY = "site_country"


def lists(visit: Visit, country: str | None = None) -> dict[str, Any]:
    """Countries, currencies, the likely currency, and the regions of `country`.

    The country that the site lies in, as far as is known, stands before the others.
    """
    language = visit.words.language
    answered = visit.values.get(SITE_COUNTRY)
    site = answered if isinstance(answered, str) else None
    return {
        "countries": _with_first(site or visit.invited.country, language),
        "currencies": _currencies(language),
        "currency": countries.currency_of(site),
        "regions": countries.regions(country, language),
    }


def country_typed(fields: Posted, name: str) -> str | None:
    """The country that was chosen in a field of a form."""
    return next(iter(fields.get(name, ())), None)


@cache
def _with_first(own: str, language: str) -> tuple[tuple[str, str], ...]:
    named = countries.choices(language)
    return tuple(sorted(named, key=lambda pair: pair[0] != own))


@cache
def _currencies(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (code, f"{code} {countries.currency_name(code, language)}") for code in countries.CURRENCIES
    )
