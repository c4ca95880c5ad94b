"""Every error becomes a page or problem+json with a request id, and never shows how we work (C22).

What a person reads here is all that they get: no traceback, no SQL, no path.
"""

import errno
import json
from dataclasses import dataclass

from flask import Flask, Response, current_app, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from assessments import errors as refusals
from assessments.database import ran_out_of_space
from assessments.evidence.store import OutOfSpace
from webapp.logs import log, request_id

RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says: what happened, and what to do."""

    title: LazyString
    advice: LazyString


WORDS = {
    400: Words(
        _("We could not understand this request"),
        _("Go back, reload the page and try again."),
    ),
    401: Words(
        _("Your session has ended"),
        _("Sign in again, or open the link in your e-mail again, and repeat what you did."),
    ),
    403: Words(
        _("You are not allowed to do this"),
        _("Ask an administrator of your organisation for the permission."),
    ),
    404: Words(
        _("There is nothing at this address"),
        _("Check the address. The link that brought you here may be old, or for someone else."),
    ),
    405: Words(
        _("This page cannot be used in that way"),
        _("Go back and use the buttons and links of the page."),
    ),
    409: Words(
        _("This was changed in the meantime"),
        _("Reload the page to see how it stands now, then decide again."),
    ),
    410: Words(
        _("This is no longer shown"),
        _("Whoever gave it has withdrawn it. Ask them if you need it."),
    ),
    412: Words(
        _("Someone else saved a different value"),
        _("Reload the page, compare both values, then save again."),
    ),
    413: Words(
        _("This is too large to send"),
        _(
            "What is sent at once may have 10 MB. Nothing was saved. Go back, then choose a smaller"
            " file, or send several files one after the other."
        ),
    ),
    415: Words(
        _("We cannot read this kind of file or request"),
        _("Send one of the kinds that the page names."),
    ),
    422: Words(
        _("Something in this request is not right"),
        _("Go back, check what you entered and send it again."),
    ),
    429: Words(
        _("Too many attempts"),
        _("Wait a few minutes, then try again."),
    ),
    500: Words(
        _("Something went wrong on our side"),
        _("Try again in a moment. If it happens again, tell your administrator the number below."),
    ),
    503: Words(
        _("We are not available at the moment"),
        _("Wait a minute and try again. In most browsers, going back keeps what you typed."),
    ),
    507: Words(
        _("There is no space left to store this"),
        _("Nothing was stored. Tell your administrator, then try again."),
    ),
}

FORGOTTEN = Words(
    _("This page can no longer be sent"),
    _(
        "Nothing was saved. Your browser has lost the cookie of this page, or keeps none. In"
        " another window, open the link in your mail or sign in again. Then go back one page in"
        " this window and send it once more."
    ),
)


STATUS_OF_REFUSAL: dict[type[refusals.Refusal], int] = {
    refusals.NotFound: 404,
    refusals.AnswersWithdrawn: 410,
    refusals.Invalid: 422,
    refusals.AnswersMissing: 422,
    refusals.StaleVersion: 412,
    refusals.AnswersChanged: 412,
    refusals.AlreadySubmitted: 409,
    refusals.TooManyTries: 429,
    refusals.WrongCredentials: 403,
    refusals.WrongCode: 403,
    refusals.CodeExpired: 403,
    refusals.PublishedDifferently: 503,  # for the administrator: nobody else can mend it
    OutOfSpace: 507,
}


def install(app: Flask) -> None:
    """Answer for every error that leaves a view, a hook or the routing."""
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(refusals.Refusal, answer_refusal)
    app.register_error_handler(DBAPIError, answer_database)
    app.register_error_handler(PoolTimeout, answer_database)
    app.register_error_handler(OSError, answer_disk)


def answer_http(error: HTTPException) -> Response | HTTPException:
    """The answer to an error that knows its status; redirects pass as they are."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    return answer(status, error)


def answer_refusal(refusal: refusals.Refusal) -> Response:
    """The answer to a refused command that its view did not turn into a page of its own."""
    status = STATUS_OF_REFUSAL.get(type(refusal), 409)
    if status >= 500:
        log.error("the instance refused", exc_info=refusal)
    response = answer(status)
    if isinstance(refusal, refusals.TooManyTries):
        response.retry_after = refusal.retry_at
    return response


def answer_database(error: DBAPIError | PoolTimeout) -> Response:
    """503 while the database cannot be reached, 507 when its disk is full, else 500."""
    log.error("the database refused", exc_info=error)
    if isinstance(error, DBAPIError) and ran_out_of_space(error):
        return answer(507)
    if isinstance(error, (OperationalError, PoolTimeout)) or error.connection_invalidated:
        return answer(503, retry=True)
    return answer(500)


def answer_disk(error: OSError) -> Response:
    """507 when a disk is full, else 500."""
    log.error("the system refused", exc_info=error)
    return answer(507 if error.errno in {errno.ENOSPC, errno.EDQUOT} else 500)


def answer(status: int, error: HTTPException | None = None, *, retry: bool = False) -> Response:
    """The page or the problem document for a status, with the headers that the error carries."""
    words = _words(status, error)
    wants_json = _wants_json()
    body = _problem(status, words) if wants_json else _page(status, words)
    response = Response(body, status)
    for name, value in error.get_headers(request.environ) if error else ():
        if name != "Content-Type":
            response.headers[name] = value
    response.content_type = "application/problem+json" if wants_json else "text/html; charset=utf-8"
    if retry:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _words(status: int, error: HTTPException | None) -> Words:
    if isinstance(error, CSRFError):
        return FORGOTTEN
    return WORDS.get(status) or WORDS[400 if status < 500 else 500]


def _wants_json() -> bool:
    if request.path.startswith("/api/"):
        return True
    kinds = ["text/html", "application/problem+json", "application/json"]
    return request.accept_mimetypes.best_match(kinds, default="text/html") != "text/html"


def _problem(status: int, words: Words) -> str:
    return json.dumps(
        {
            "type": "about:blank",
            "title": str(words.title),
            "status": status,
            "detail": str(words.advice),
            "request_id": request_id(),
        },
        ensure_ascii=False,
    )


def _page(status: int, words: Words) -> str:
    # Rendered without the context processors of other pages: they may be what failed. A page
    # for a host that is not ours cannot build addresses, so it stands alone.
    alone = isinstance(request.routing_exception, SecurityError)
    template = current_app.jinja_env.get_template(
        "errors/alone.html" if alone else "errors/page.html"
    )
    return template.render(status=status, words=words, request_id=request_id())
