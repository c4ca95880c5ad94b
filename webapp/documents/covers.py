"""What the covers of all documents share."""

from reportlab.platypus import Flowable

from webapp.documents.composer import Composer
from webapp.documents.styles import COVER_LONG_TITLE, COVER_TITLE

_LONGEST_NAME = 160
_LARGE_NAME = 60


def cover_title(name: str, compose: Composer) -> list[Flowable]:
    """A name as large as its length allows, and a word on letters that cannot be printed."""
    style = COVER_TITLE if len(name) <= _LARGE_NAME else COVER_LONG_TITLE
    title: list[Flowable] = [compose.typesetter.paragraph(name, style, _LONGEST_NAME)]
    if compose.typesetter.missing:
        title.append(compose.note("□ stands for a letter that this document's fonts do not have."))
    return title
