"""Two pages for machines: is the process alive, and can it serve."""

from flask import Blueprint, Response
from werkzeug.exceptions import ServiceUnavailable

from assessments.schema import is_current
from webapp.access import access
from webapp.instance import instance

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@access("public:read")
def alive() -> Response:
    """200 as long as this process answers. Asks nothing of anything else."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@access("public:read")
def ready() -> Response:
    """200 when the database answers and has the schema that this code was written for."""
    if not is_current(instance().database):
        raise ServiceUnavailable
    return Response("ready\n", mimetype="text/plain")
