"""When a session has ended: keep what was typed, and let its author come back by a code.

The way back is bound to the cookie of the ended session, so it needs no link. Nothing that was
typed can be read before the code is entered.
"""

from typing import Any
from uuid import UUID

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.campaigns import queries as campaigns
from assessments.campaigns.access import newest_link_state
from assessments.people.sessions import Ended
from assessments.scope import LinkScope, SupplierScope
from webapp.access import access, principal
from webapp.asking import database, now
from webapp.errors import answer
from webapp.principals import ended_session
from webapp.supplier import codes
from webapp.supplier.blueprint import blueprint
from webapp.supplier.carried import carries_text, keep, to_send_again
from webapp.supplier.codes import Asked
from webapp.supplier.visit import AnsweringOver, OtherInvitation

AUTOSAVING = "supplier.autosave"
KEPT = ("yes", "without_files", "too_much")


def signed_out() -> ResponseReturnValue:
    """The answer to a respondent without a session; to a script, which keeps what was typed."""
    if request.endpoint == AUTOSAVING:
        return jsonify(told=_("Your session has ended.")), 401
    invitation = (request.view_args or {}).get("invitation")
    asked, ended = _asked(invitation) if invitation else None, ended_session()
    if asked is None or ended is None:
        return _ended_page()
    kept = keep(asked.scope, ended.email)
    return redirect(url_for("supplier.come_back", invitation=invitation, kept=kept), 303)


@blueprint.errorhandler(AnsweringOver)
def answering_over(refusal: AnsweringOver) -> ResponseReturnValue:
    """The answer to a respondent whose time to answer ended while they worked."""
    mine = refusal.scope
    scope = LinkScope(mine.company_id, mine.invitation_id, mine.colleague_id)
    page = render_template(
        "supplier/withdrawn.html",
        asked_by=refusal.company,
        company=refusal.company,
        kept=keep(scope, mine.email),
        why=refusal.why,
    )
    return page, 410


@blueprint.errorhandler(OtherInvitation)
def not_signed_in_here(_refusal: OtherInvitation) -> ResponseReturnValue:
    """The answer to a respondent of another invitation: what was typed comes back to be sent."""
    return _ended_page(404) if carries_text() else answer(404)


@blueprint.get("/answer/<uuid:invitation>/return")
@access("public:read")
def come_back(invitation: UUID) -> ResponseReturnValue:
    """Say that the session has ended, what became of what was typed, and offer a code."""
    if _has_session(invitation):
        return redirect(url_for("supplier.tasks", invitation=invitation), 303)
    asked = _asked(invitation)
    if asked is None:
        return _ended_page()
    kept = request.args.get("kept", "")
    return render_template(
        "supplier/return.html",
        asked=asked,
        asked_by=asked.company,
        kept=kept if kept in KEPT else "",
        action=_url("supplier.ask_to_come_back", invitation),
        is_open=_is_open(asked),
    )


@blueprint.post("/answer/<uuid:invitation>/return")
@access("public:write")
def ask_to_come_back(invitation: UUID) -> ResponseReturnValue:
    """Mail a code to the address on file."""
    asked = _asked(invitation)
    if asked is None or not _is_open(asked):
        return _ended_page()
    return codes.send(asked, _url("supplier.return_code", invitation))


@blueprint.get("/answer/<uuid:invitation>/return/code")
@access("public:read")
def return_code(invitation: UUID) -> ResponseReturnValue:
    """The page that takes the code."""
    asked = _asked(invitation)
    if asked is None or not _is_open(asked):
        return _ended_page()
    return codes.form_page(asked, **_code_urls(invitation))


@blueprint.post("/answer/<uuid:invitation>/return/code")
@access("public:write")
def enter_return_code(invitation: UUID) -> ResponseReturnValue:
    """Take the code and open a new session."""
    asked = _asked(invitation)
    if asked is None or not _is_open(asked):
        return _ended_page()
    return codes.enter(asked, **_code_urls(invitation))


def _asked(invitation: UUID) -> Asked | None:
    """The invitation of the ended session that this browser holds, if it is this one."""
    ended = ended_session()
    if ended is None:
        return None
    asked = codes.asked(_link_scope(ended))
    return asked if asked.invitation == invitation else None


def _link_scope(ended: Ended) -> LinkScope:
    return LinkScope(ended.company_id, ended.invitation_id, ended.colleague_id)


def _is_open(asked: Asked) -> bool:
    with database().reading(asked.scope) as session:
        return newest_link_state(session, asked.scope, now()) in ("open", "submitted")


def _has_session(invitation: UUID) -> bool:
    scope = principal().scope
    if not isinstance(scope, SupplierScope):
        return False
    with database().reading(scope) as session:
        return campaigns.my_invitation(session, scope).public_id == invitation


def _ended_page(status: int = 401) -> ResponseReturnValue:
    return render_template("supplier/ended.html", typed=to_send_again()), status


def _url(endpoint: str, invitation: UUID) -> str:
    return url_for(endpoint, invitation=invitation)


def _code_urls(invitation: UUID) -> dict[str, Any]:
    return {
        "action": _url("supplier.enter_return_code", invitation),
        "resend": _url("supplier.ask_to_come_back", invitation),
    }
