"""What a view needs of the instance while it answers one request."""

from datetime import date, datetime
from typing import cast

from flask import g

from assessments.campaigns.letters import Letters
from assessments.database import Database
from assessments.ids import Ids, RandomIds
from webapp.instance import instance
from webapp.mail.letters import PlainLetters


def database() -> Database:
    """The instance's database."""
    return instance().database


def now() -> datetime:
    """The moment of this request: the database's clock, read once."""
    if "now" not in g:
        g.now = database().now()
    return cast("datetime", g.now)


def today() -> date:
    """The day of this request, in UTC."""
    return now().date()


def ids() -> Ids:
    """Where this request takes ids, tokens and codes from."""
    return RandomIds()


def letters() -> Letters:
    """Whoever writes letters, with links to this instance."""
    return PlainLetters(instance().settings.public_base_url)
