"""Sign out of the questionnaire: this browser can see nothing of it any more."""

from uuid import UUID

from flask import make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from assessments.people.sessions import end
from assessments.scope import SupplierScope
from webapp.access import access
from webapp.asking import database, now
from webapp.cookies import clear_session_cookie, session_token
from webapp.supplier.blueprint import blueprint


@blueprint.post("/answer/<uuid:invitation>/leave")
@access("response:write", scope=SupplierScope)
def leave(invitation: UUID) -> ResponseReturnValue:
    """End the session, whichever questionnaire it is for, and forget it in this browser."""
    token = session_token()
    if token:
        with database().writing() as stored:
            end(stored, token, now())
    session.clear()
    response = make_response(redirect(url_for("supplier.left"), 303))
    clear_session_cookie(response)
    return response


@blueprint.get("/answer/left")
@access("public:read")
def left() -> ResponseReturnValue:
    """Say that it is done, and how to come back."""
    return render_template("supplier/left.html")
