"""Names that come with the product, in the language of the page."""

from questionnaires import countries
from questionnaires.catalogue import Catalogue
from questionnaires.lists import list_choices, list_names
from questionnaires.words import load_ruleset_words
from scoring import shipped
from webapp.languages.choice import current_language


def country_name(code: str) -> str:
    """The name of a country."""
    return countries.name(code, current_language())


def country_choices() -> tuple[tuple[str, str], ...]:
    """Code and name of every country, in the order of the names."""
    return countries.choices(current_language())


def good_name(key: str) -> str:
    """The name of a good; the key itself where there is no such good."""
    return str(list_names("goods", current_language()).get(key, key))


def sector_name(key: str) -> str:
    """The name of a sector; the key itself where there is no such sector."""
    return str(list_names("sectors", current_language()).get(key, key))


def good_choices() -> list[tuple[str, str]]:
    """Key and name of every good, in the order of the names."""
    return list(list_choices("goods", current_language()))


def sector_choices() -> list[tuple[str, str]]:
    """Key and name of every sector, kindred ones beside each other."""
    return list(list_names("sectors", current_language()).items())


def shipped_terms() -> Catalogue:
    """What the shipped rules, indicators and bands are called."""
    return load_ruleset_words(*shipped.LATEST, current_language())
