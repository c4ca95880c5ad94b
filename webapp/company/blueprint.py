"""The blueprint of the company's pages, and what each of them shows or calls."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext as _

from assessments.parties.models import Company
from assessments.parties.queries import company
from assessments.scope import CompanyScope
from webapp.access import current_scope, principal
from webapp.asking import database
from webapp.company import words
from webapp.languages.names import country_name

blueprint = Blueprint("company", __name__, url_prefix="/company")

ROOMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("home", ("home", "reviews", "dispute")),
    ("suppliers", ("supplier", "result", "signal", "portfolio")),
    ("campaigns", ("campaign", "invitation", "asked", "questionnaire", "questionnaires")),
    ("reports", ("report",)),
    ("method", ("method", "overlay", "trial")),
    ("work", ("work", "job", "mail")),
)


def may(permission: str) -> bool:
    """Whether the caller has a permission; a page offers only what its reader may do."""
    return permission in principal().permissions


@blueprint.context_processor
def frame() -> dict[str, Any]:
    """What every page of the company shows or calls."""
    return {
        "company": asking_company(),
        "navigation": navigation(),
        "may": may,
        "country_name": country_name,
        "said": words,
    }


def asking_company() -> Company:
    """The company whose pages these are."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        return company(session, scope)


def navigation() -> list[dict[str, Any]]:
    """The rooms of the company; the one that this page lies in is marked."""
    titles: dict[str, Callable[[], str]] = {
        "home": lambda: _("Overview"),
        "suppliers": lambda: _("Suppliers"),
        "campaigns": lambda: _("Campaigns"),
        "reports": lambda: _("Reports"),
        "method": lambda: _("Method"),
        "work": lambda: _("Work"),
    }
    here = room_of((request.endpoint or "").removeprefix("company."))
    return [
        {"text": titles[room](), "href": url_for(f"company.{room}"), "current": room == here}
        for room, _prefixes in ROOMS
        if f"company.{room}" in current_app.view_functions
    ]


def room_of(endpoint: str) -> str:
    """The room that an endpoint lies in, by the word that its name begins with."""
    first = endpoint.split("_")[0]
    return next((room for room, words in ROOMS if first == room or first in words), "")
