"""The blueprint of the programme's pages."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from webapp.languages.names import country_name

blueprint = Blueprint("programme", __name__, url_prefix="/programme")


@blueprint.context_processor
def frame() -> dict[str, Any]:
    """What every page of the programme shows or calls."""
    here = request.endpoint == "programme.register"
    register = {"text": _("Companies"), "href": url_for("programme.register"), "current": here}
    return {"navigation": [register], "country_name": country_name}
