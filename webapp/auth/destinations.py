"""Where people go after signing in: only to pages of ours, only to ones of their audience (C19)."""

from urllib.parse import unquote, urlsplit

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException

from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope
from webapp.access import DECLARED, Access

HOMES: dict[type, str] = {
    CompanyScope: "company.home",
    ProgrammeScope: "programme.register",
    InstanceScope: "auth.instance",
}
LONGEST = 2_000


def home_of(scope: type) -> str:
    """The first page of an audience."""
    home = HOMES[scope]
    return url_for(home if home in current_app.view_functions else "auth.choose")


def after_signing_in(wanted: str, scope: type) -> str:
    """The page that was wanted, if it is one of this audience's, else its first page."""
    return wanted if _is_page_of(wanted, scope) else home_of(scope)


def _is_page_of(wanted: str, scope: type) -> bool:
    if not wanted.startswith("/") or len(wanted) > LONGEST or not wanted.isprintable():
        return False
    if wanted.startswith("//") or "\\" in wanted:
        return False
    try:
        path = unquote(urlsplit(wanted).path)
        endpoint, _values = current_app.url_map.bind("localhost").match(path, method="GET")
    except (ValueError, HTTPException):
        return False
    declared: Access | None = getattr(current_app.view_functions[endpoint], DECLARED, None)
    return declared is not None and declared.scope is scope
