"""The blueprint of the account pages, and what the frame of every page says of the account."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from webapp.auth.destinations import home_of
from webapp.principals import signed_in

blueprint = Blueprint("auth", __name__)


@blueprint.app_context_processor
def account() -> dict[str, Any]:
    """Who is signed in, for the masthead of company, programme and instance pages."""
    found = signed_in()
    if found is None or found.person_id is None:
        return {}
    return {
        "account_name": found.name,
        "account_url": url_for("auth.choose"),
        "sign_out_url": url_for("auth.sign_out"),
        "home_url": home_of(type(found.scope)),
    }


@blueprint.after_request
def keep_links_to_ourselves(response: Response) -> Response:
    """The address of a set-up page is a secret: no other site is told of it."""
    if request.view_args and "token" in request.view_args:
        response.headers["Referrer-Policy"] = "no-referrer"
    return response
