"""The time of a request. Read once, from the database, and passed down from there."""

from datetime import datetime
from typing import cast

from flask import g

from webapp.instance import instance


def now() -> datetime:
    """The moment of this request in UTC, the same however often it is asked for."""
    if "now" not in g:
        g.now = instance().database.now()
    return cast("datetime", g.now)
