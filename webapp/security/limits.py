"""How large a request may be. Checked before anything of it is read (C17)."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_REQUEST = LARGEST_FILE + MEGABYTE
LARGEST_FORM_FIELDS = MEGABYTE
MOST_FORM_PARTS = 2_000


def install(app: Flask) -> None:
    """Set Flask's own limits, and refuse a large body by its declared length alone.

    A form without files is read in one piece, whatever MAX_FORM_MEMORY_SIZE says, so its whole
    body may not be larger than that.
    """
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_FIELDS,
        MAX_FORM_PARTS=MOST_FORM_PARTS,
    )

    app.jinja_env.globals["largest_upload"] = LARGEST_FILE

    @app.before_request
    def refuse_large_bodies() -> None:
        if request.mimetype == "application/x-www-form-urlencoded":
            request.max_content_length = LARGEST_FORM_FIELDS
        if (request.content_length or 0) > (request.max_content_length or LARGEST_REQUEST):
            raise RequestEntityTooLarge
