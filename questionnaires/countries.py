"""Countries, Chinese regions and currencies: codes from pycountry, names from Babel."""

from functools import cache

import pycountry
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from questionnaires.alphabets import in_order
from questionnaires.lists import list_choices, list_names

CHINA = "CHN"
KOSOVO = ("XKX", "XK")
NO_MONEY = frozenset(
    ["XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XTS", "XXX"]
)  # metals, bond units, tests
UNITS_OF_ACCOUNT = frozenset(
    ["BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XAD", "XDR", "XSU", "XUA"]
)  # no wage is paid in them

_ALPHA2 = {c.alpha_3: c.alpha_2 for c in pycountry.countries} | dict([KOSOVO])
COUNTRIES: tuple[str, ...] = tuple(sorted(_ALPHA2))
CURRENCIES: tuple[str, ...] = tuple(
    sorted(c.alpha_3 for c in pycountry.currencies if c.alpha_3 not in NO_MONEY | UNITS_OF_ACCOUNT)
)


def is_country(code: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-3 code, or XKX (Kosovo), as the risk tables have it."""
    return code in _ALPHA2


def is_currency(code: str) -> bool:
    """Whether this is the ISO 4217 code of money in use."""
    return code in _CURRENCY_SET


def name(alpha3: str, language: str = "en") -> str:
    """The country's name in a language; in English, then the code itself, where there is none."""
    alpha2 = _ALPHA2.get(alpha3)
    if alpha2 is None:
        return alpha3
    for locale in (_locale(language), _locale("en")):
        if locale and alpha2 in locale.territories:
            return str(locale.territories[alpha2])
    return alpha3


def code_of(text: str) -> str:
    """The alpha-3 code of a country named in English or by its two letters, "" if unknown."""
    return _codes_by_name().get(text.strip().casefold(), "")


@cache
def choices(language: str = "en") -> tuple[tuple[str, str], ...]:
    """(alpha-3 code, name) of every country, in the order of the names."""
    return tuple(in_order(((code, name(code, language)) for code in COUNTRIES), language))


def china_regions(language: str = "en") -> tuple[tuple[str, str], ...]:
    """(ISO 3166-2 code, name) of the mainland subdivisions of China, in the order of the names."""
    return list_choices("china_regions", language)


def regions(alpha3: str | None, language: str = "en") -> tuple[tuple[str, str], ...]:
    """The regions to offer as a list (with “other”) for a country; empty means: ask for text."""
    return china_regions(language) if alpha3 == CHINA else ()


def region_name(region: str, language: str = "en") -> str:
    """The name of a region code; any other text is itself."""
    return str(list_names("china_regions", language).get(region, region))


def currency_name(code: str, language: str = "en") -> str:
    """The currency's name in a language; the code itself where there is none."""
    return get_currency_name(code, locale=_locale(language) or "en")


def currency_of(alpha3: str | None) -> str:
    """The currency that is legal tender in a country today, "" where that is not known."""
    alpha2 = _ALPHA2.get(alpha3 or "")
    found = get_territory_currencies(alpha2) if alpha2 else []
    return next((code for code in found if is_currency(code)), "")


def time_zones(alpha3: str) -> tuple[str, ...]:
    """The IANA time zones in use in a country; none where that is not known."""
    return tuple(get_global("territory_zones").get(_ALPHA2.get(alpha3, ""), ()))


_CURRENCY_SET = frozenset(CURRENCIES)


@cache
def _codes_by_name() -> dict[str, str]:
    short = {alpha2.casefold(): alpha3 for alpha3, alpha2 in _ALPHA2.items()}
    return short | {country.casefold(): code for code, country in choices("en")}


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
