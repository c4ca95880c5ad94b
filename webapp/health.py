"""Two pages for machines: is the process alive, and can it serve."""

from flask import Blueprint, Response

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
    """200 when the database answers; the error pages say 503 when it does not."""
    instance().database.now()
    return Response("ready\n", mimetype="text/plain")
