"""How large a request may be. Checked before anything of it is read (C17)."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_REQUEST = LARGEST_FILE + MEGABYTE
LARGEST_FORM_FIELDS = MEGABYTE
MOST_FORM_PARTS = 2_000


def install(app: Flask) -> None:
    """Set Flask's own limits, and refuse a large body by its declared length alone."""
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_FIELDS,
        MAX_FORM_PARTS=MOST_FORM_PARTS,
    )

    @app.before_request
    def refuse_large_bodies() -> None:
        if (request.content_length or 0) > LARGEST_REQUEST:
            raise RequestEntityTooLarge
