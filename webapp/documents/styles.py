"""Paragraph styles on one scale of sizes."""

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from webapp.documents.fonts import BOLD, REGULAR
from webapp.documents.palette import ACCENT, INK, PAPER, QUIET


def _style(name: str, size: float, leading: float, after: float = 0) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=REGULAR, fontSize=size, leading=leading, textColor=INK, spaceAfter=after
    )


BODY = _style("body", 9.2, 13.4, after=5)
SMALL = _style("small", 8, 11.5)
SMALL_QUIET = ParagraphStyle("small-quiet", SMALL, textColor=QUIET)
BULLET = ParagraphStyle("bullet", BODY, leftIndent=11, bulletIndent=1, spaceAfter=3)

CELL = _style("cell", 8, 11)
CELL_RIGHT = ParagraphStyle("cell-right", CELL, alignment=TA_RIGHT)
CELL_CENTER = ParagraphStyle("cell-center", CELL, alignment=TA_CENTER)
CELL_QUIET = ParagraphStyle("cell-quiet", CELL, textColor=QUIET)
DENSE = _style("dense", 7, 9)
DENSE_RIGHT = ParagraphStyle("dense-right", DENSE, alignment=TA_RIGHT)
DENSE_CENTER = ParagraphStyle("dense-center", DENSE, alignment=TA_CENTER)
DENSE_QUIET = ParagraphStyle("dense-quiet", DENSE, textColor=QUIET)
DENSE_ON_DARK = ParagraphStyle("dense-on-dark", DENSE_CENTER, textColor=PAPER)
FINE = _style("fine", 6.7, 8.6)
FINE_RIGHT = ParagraphStyle("fine-right", FINE, alignment=TA_RIGHT)
FINE_QUIET = ParagraphStyle("fine-quiet", FINE, textColor=QUIET)
HASH = _style("hash", 6, 8.6)
HASH.textColor = QUIET
HEAD = _style("head", 7.2, 9.6)
HEAD.fontName = BOLD
HEAD.textColor = QUIET
HEAD_RIGHT = ParagraphStyle("head-right", HEAD, alignment=TA_RIGHT)
HEAD_CENTER = ParagraphStyle("head-center", HEAD, alignment=TA_CENTER)

H1 = ParagraphStyle("h1", fontName=BOLD, fontSize=15.5, leading=20, textColor=INK, spaceAfter=6)
H2 = ParagraphStyle(
    "h2", fontName=BOLD, fontSize=11, leading=15, textColor=ACCENT, spaceBefore=7, spaceAfter=3
)
H3 = ParagraphStyle("h3", fontName=BOLD, fontSize=9.5, leading=13, textColor=INK, spaceAfter=2)
COVER_TITLE = ParagraphStyle("cover-title", fontName=BOLD, fontSize=26, leading=31, textColor=INK)
COVER_LONG_TITLE = ParagraphStyle("cover-long-title", COVER_TITLE, fontSize=17, leading=22)
COVER_KIND = ParagraphStyle(
    "cover-kind", fontName=REGULAR, fontSize=13, leading=18, textColor=QUIET
)
