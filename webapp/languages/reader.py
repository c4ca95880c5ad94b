"""Who reads this page, for the sentences that stand below the web."""

from flask_babel import gettext

from assessments.phrases import Reader
from webapp.languages.choice import current_language


def page_reader() -> Reader:
    """Whoever reads the page or letter that is being written."""
    return Reader(current_language(), gettext)
