"""The one cookie that says who is signed in: a random token, of which we keep the digest.

It has no end of its own: sessions end in the database, and a browser that still holds the token
of an ended one is told so, and what it was saving can be held.
"""

from flask import Response, request

from webapp.instance import instance
from webapp.security.csrf import cookie_name


def session_token() -> str | None:
    """The token that the browser sent, if any."""
    return request.cookies.get(_name())


def set_session_cookie(response: Response, token: str) -> None:
    """Let the browser send `token` from now on, instead of any other."""
    response.set_cookie(
        _name(), token, secure=instance().settings.secure, httponly=True, samesite="Lax", path="/"
    )


def clear_session_cookie(response: Response) -> None:
    """Let the browser forget its token."""
    response.delete_cookie(
        _name(), secure=instance().settings.secure, httponly=True, samesite="Lax", path="/"
    )


def _name() -> str:
    return cookie_name("sid", instance().settings)
