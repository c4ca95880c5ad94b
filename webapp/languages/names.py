"""Names that come with the product, in the language of the page."""

from questionnaires import countries
from questionnaires.catalogue import Catalogue
from questionnaires.words import load_ruleset_words
from scoring import shipped
from webapp.languages.choice import current_language


def country_name(code: str) -> str:
    """The name of a country."""
    return countries.name(code, current_language())


def country_choices() -> tuple[tuple[str, str], ...]:
    """Code and name of every country, in the order of the names."""
    return countries.choices(current_language())


def shipped_terms() -> Catalogue:
    """What the shipped rules, indicators and bands are called."""
    return load_ruleset_words(*shipped.LATEST, current_language())
