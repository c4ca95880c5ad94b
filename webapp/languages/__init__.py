"""The languages of the pages: which are spoken, which one is meant, where their words are."""

from flask import Flask

from webapp.languages import choice
from webapp.languages.catalogues import Gettext
from webapp.languages.choice import current_language, invited_in, page_language
from webapp.languages.spoken import SPOKEN, Spoken, spoken

__all__ = [
    "SPOKEN",
    "Spoken",
    "current_language",
    "install",
    "invited_in",
    "page_language",
    "spoken",
]


def install(app: Flask) -> None:
    """Let every page speak the language of whoever reads it."""
    Gettext(
        app,
        default_locale="en",
        default_timezone="UTC",
        locale_selector=choice.locale_of_request,
    )
    choice.install(app)
