"""The mailed link. Looking at it changes nothing, however often and by whomever (C5)."""

from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns import access as links
from assessments.campaigns.status import LinkState
from webapp.access import access
from webapp.asking import database, ids, letters, now
from webapp.supplier import codes, wording
from webapp.supplier.blueprint import blueprint
from webapp.supplier.codes import Asked

STATUS: dict[LinkState, int] = {
    "open": 200,
    "submitted": 200,
    "closed": 410,
    "expired": 410,
    "revoked": 410,
    "unknown": 404,
}


@dataclass(frozen=True)
class Opened:
    """A link that somebody holds. `asked` is None where nobody was sent such a link.

    `again` says that a new one can be asked for, to what was sent.
    """

    token: str
    state: LinkState
    asked: Asked | None = None
    again: bool = False

    @property
    def entitled(self) -> Asked | None:
        """Whom a code may be sent to, if this link still allows it."""
        return self.asked if self.state in ("open", "submitted") else None

    @property
    def url(self) -> str:
        """The page of the link, which also takes the request for a code."""
        return url_for("supplier.link", token=self.token)

    @property
    def code_url(self) -> str:
        """The page that takes the code."""
        return url_for("supplier.code", token=self.token)


@blueprint.get("/i/<token>")
@access("public:read")
def link(token: str) -> ResponseReturnValue:
    """Who asks, and a button; or why the link does not work."""
    return _page(_open(token))


@blueprint.post("/i/<token>")
@access("public:write")
def ask_for_code(token: str) -> ResponseReturnValue:
    """Mail a code to the address on file."""
    opened = _open(token)
    if opened.entitled is None:
        return _page(opened)
    return codes.send(opened.entitled, opened.code_url)


@blueprint.get("/i/<token>/code")
@access("public:read")
def code(token: str) -> ResponseReturnValue:
    """The page that takes the code."""
    opened = _open(token)
    if opened.entitled is None:
        return _page(opened)
    return codes.form_page(opened.entitled, action=opened.code_url, resend=opened.url)


@blueprint.post("/i/<token>/code")
@access("public:write")
def enter_code(token: str) -> ResponseReturnValue:
    """Take the code and open a session."""
    opened = _open(token)
    if opened.entitled is None:
        return _page(opened)
    return codes.enter(opened.entitled, action=opened.code_url, resend=opened.url)


@blueprint.post("/i/<token>/again")
@access("public:write")
def ask_for_link(token: str) -> ResponseReturnValue:
    """Mail a new link to what was sent, to the address on file."""
    opened = _open(token)
    if opened.asked is None or not opened.again:
        return _page(opened)
    with database().writing(opened.asked.scope) as session:
        links.ask_again(session, opened.asked.scope, letters=letters(), now=now(), ids=ids())
    flash(
        _("A new link is on its way to %(address)s.", address=opened.asked.masked_email), "success"
    )
    return redirect(opened.url, 303)


def _open(token: str) -> Opened:
    with database().reading() as session:
        scope = links.holder(session, token)
    if scope is None:
        return Opened(token, "unknown")
    with database().reading(scope) as session:
        state = links.link_state(session, scope, token, now())
        again = links.can_ask_again(session, scope, now())
    return Opened(token, state, codes.asked(scope), again)


def _page(opened: Opened) -> ResponseReturnValue:
    asked = opened.asked
    submitted_at = asked.submitted_at if asked else None
    page = render_template(
        "supplier/link.html",
        state=opened.state,
        asked=asked,
        asked_by=asked.company if asked else None,
        action=opened.url,
        again=url_for("supplier.ask_for_link", token=opened.token) if opened.again else None,
        submitted_at=wording.moment(submitted_at) if submitted_at else None,
    )
    return make_response(page, STATUS[opened.state])
