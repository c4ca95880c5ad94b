"""A request that changes something must come from our own pages (C19).

Two checks, both needed: what the browser says of the page that sent it, and a token that only
our pages know.
"""

from urllib.parse import urlsplit

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import Forbidden

from webapp.access import SAFE_METHODS
from webapp.instance import instance
from webapp.settings import Settings


class ForeignPage(Forbidden):
    """The request was sent by a page that is not ours."""


def configure(app: Flask, settings: Settings) -> None:
    """Cookies that only this host sends back, and only over https where there is https."""
    app.config.update(
        SESSION_COOKIE_NAME=cookie_name("form", settings),
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )


def cookie_name(name: str, settings: Settings) -> str:
    """`__Host-name` where the instance is reached over https, else `name`."""
    return f"__Host-{name}" if settings.secure else name


def install(app: Flask) -> None:
    """Check every request that changes something, before its form is used."""
    app.config.update(WTF_CSRF_SSL_STRICT=False, WTF_CSRF_TIME_LIMIT=None)

    @app.before_request
    def refuse_foreign_pages() -> None:
        if request.method not in SAFE_METHODS and not sent_by_our_page():
            raise ForeignPage

    CSRFProtect(app)


def sent_by_our_page() -> bool:
    """What the browser says: the fetch metadata if there is any, else the origin.

    A browser too old for fetch metadata says `null` of our pages that send no referrer, and
    nothing at all if it is older still. There, the token and the cookie's SameSite guard alone.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin in {None, "null"}:
        return True
    ours = urlsplit(instance().settings.public_base_url)
    given = urlsplit(origin)
    return (given.scheme, given.netloc) == (ours.scheme, ours.netloc)
