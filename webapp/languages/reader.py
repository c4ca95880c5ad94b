"""Who reads this page, for the sentences that stand below the web."""

from collections.abc import Mapping

from flask_babel import gettext

from assessments.errors import Invalid
from assessments.phrases import Reader
from webapp.languages.choice import current_language


def page_reader() -> Reader:
    """Whoever reads the page or letter that is being written."""
    return Reader(current_language(), gettext)


def told(refusal: Invalid) -> str:
    """All that is wrong, in the language of this page."""
    return " ".join(on_this_page(refusal.problems).values())


def on_this_page(problems: Mapping[str, str]) -> dict[str, str]:
    """Field name → what is wrong, in the language of this page."""
    reader = page_reader()
    return {name: reader.told(text) for name, text in problems.items()}
