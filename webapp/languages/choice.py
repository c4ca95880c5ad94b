"""Which language the pages speak: the person's choice, the invitation's, the browser's, English."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_request_context, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, refresh

from assessments.scope import SupplierScope
from webapp.access import SAFE_METHODS, principal
from webapp.languages.spoken import COMPANY, ENGLISH, SPOKEN, SUPPLIER, Spoken, spoken

COOKIE, ARGUMENT = "language", "page_language"
KEPT_FOR = timedelta(days=365)


def install(app: Flask) -> None:
    """Take a choice of language on any page that can be looked at."""
    app.before_request(_take_choice)
    app.jinja_env.globals.update(
        page_language=page_language, language_choices=choices, address_in=address_in
    )


def current_language() -> str:
    """The tag of the language in which this page or letter is written: "kk", "uz-Cyrl"."""
    locale = get_locale()
    tag = str(locale or ENGLISH).replace("_", "-")
    return tag if tag in SPOKEN else ENGLISH


def page_language() -> Spoken:
    """The language in which this page is written."""
    return SPOKEN[current_language()]


def invited_in(language: str) -> None:
    """This request is about an invitation in a language, which counts unless another is chosen."""
    if g.get("invited_in") != language:
        g.invited_in = language
        refresh()


def chosen_language() -> str | None:
    """The tag of the language that the reader chose on a page, None where they chose none."""
    tag = request.cookies.get(_cookie())
    return tag if tag in {language.tag for language in choices()} else None


def locale_of_request() -> str:
    """What Flask-Babel asks: the locale of whoever reads the answer to this request."""
    if not has_request_context():
        return ENGLISH
    tags = [language.tag for language in choices()]
    invited = g.get("invited_in")
    # English is what an invitation has when nobody thought of a language: the browser knows more.
    meant = invited if invited != ENGLISH else None
    for tag in (chosen_language(), meant, _of_browser(tags), invited):
        if tag in tags:
            return str(tag).replace("-", "_")
    return ENGLISH


def choices() -> list[Spoken]:
    """The languages that this page can be read in."""
    return spoken(_audience())


def address_in(tag: str) -> str | None:
    """The address of this page in a language, as seen from it; None where it cannot be reloaded."""
    adapter = current_app.create_url_adapter(request)
    if request.endpoint is None or adapter is None or not adapter.test(request.path, "GET"):
        return None
    return "?" + urlencode(_asked() | {ARGUMENT: tag}, doseq=True)


def _take_choice() -> ResponseReturnValue | None:
    tag = request.args.get(ARGUMENT)
    if tag is None or request.method not in SAFE_METHODS or request.endpoint in (None, "static"):
        return None
    here = {**_asked(), **(request.view_args or {})}
    response = redirect(url_for(request.endpoint or "", **here), 303)
    if tag in SPOKEN:
        response.set_cookie(
            _cookie(), tag, max_age=KEPT_FOR, secure=_secure(), httponly=True, samesite="Lax"
        )
    return response


def _of_browser(tags: list[str]) -> str | None:
    """The first of the languages that the browser asks for which we speak: uz for uz-Latn-UZ."""
    longest_first = sorted(tags, key=len, reverse=True)
    for wish in request.accept_languages.values():
        for tag in longest_first:
            if f"{wish}-".lower().startswith(f"{tag}-".lower()):
                return tag
    return None


def _asked() -> dict[str, Any]:
    asked: dict[str, Any] = request.args.to_dict(flat=False)
    asked.pop(ARGUMENT, None)
    return asked


def _audience() -> str:
    if request.blueprint == "supplier" or isinstance(principal().scope, SupplierScope):
        return SUPPLIER
    return SUPPLIER if request.endpoint is None and principal().scope is None else COMPANY


def _cookie() -> str:
    return f"__Host-{COOKIE}" if _secure() else COOKIE


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
