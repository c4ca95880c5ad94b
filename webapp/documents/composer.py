"""The words of a document set in our styles: headings, running text, lists, cells."""

from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from webapp.documents.fonts import load_fonts
from webapp.documents.pages import Heading
from webapp.documents.shapes import BandShape
from webapp.documents.styles import (
    BODY,
    BULLET,
    CELL,
    DENSE,
    DENSE_QUIET,
    H1,
    H2,
    H3,
    HEAD,
    SMALL_QUIET,
)
from webapp.documents.tables import plain
from webapp.documents.text import Piece, Quiet, Strong, Typesetter

Content = str | Sequence[Piece]
CELL_LIMIT = 1200
"""A cell stays under a page, because a row is never torn."""


class Composer:
    """Makes the parts of one document. All text passes through its typesetter."""

    def __init__(self) -> None:
        self.typesetter = Typesetter(load_fonts())

    def text(self, content: Content, style: ParagraphStyle = BODY) -> Paragraph:
        return self.typesetter.paragraph(content, style)

    def note(self, content: Content) -> Paragraph:
        return self.typesetter.paragraph(content, SMALL_QUIET)

    def cell(self, content: Content, style: ParagraphStyle = CELL) -> Paragraph:
        return self.typesetter.paragraph(content, style, CELL_LIMIT)

    def lines(self, lines: Sequence[str], style: ParagraphStyle = CELL) -> list[Paragraph]:
        return [self.cell(line, style) for line in lines]

    def head(self, *titles: str, style: ParagraphStyle = HEAD) -> list[Paragraph]:
        return [self.cell(title, style) for title in titles]

    def chapter(self, title: str, key: str) -> Heading:
        shown = self.typesetter.shown(title)
        return Heading(self.text(title, H1), shown, key)

    def part(self, title: str, key: str) -> Heading:
        shown = self.typesetter.shown(title)
        return Heading(self.text(title, H2), shown, key, level=1)

    def small_heading(self, content: Content) -> Paragraph:
        paragraph = self.text(content, H3)
        paragraph.keepWithNext = 1
        return paragraph

    def bullets(self, items: Sequence[Content], style: ParagraphStyle = BULLET) -> list[Flowable]:
        return [_bulleted(self.text(item, style)) for item in items]

    def band(self, band: str, name: str, style: ParagraphStyle = CELL) -> Table:
        """The shape of a band with its word."""
        return plain(
            [[BandShape(band, 8), self.cell([Strong(name)], style)]],
            [4.5, 22],
            [
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (0, 0), 2),
            ],
        )

    def labelled(
        self,
        rows: Sequence[tuple[str, Sequence[str]]],
        widths: Sequence[float],
        limit: int = CELL_LIMIT,
    ) -> Table:
        """Label and value side by side; a line of the value has at most `limit` characters."""
        return plain(
            [
                [
                    self.cell(label, DENSE_QUIET),
                    [self.typesetter.paragraph(line, DENSE, limit) for line in value],
                ]
                for label, value in rows
            ],
            widths,
        )


def gap(millimetres: float) -> Spacer:
    return Spacer(1, millimetres * mm)


def number(value: Decimal | None) -> str:
    """One decimal, as every score in the product; a dash where there is none."""
    return "–" if value is None else f"{value:.1f}"


def hashed(sha256: str) -> str:
    """A hash in two halves, so that it may break in the middle and nowhere else."""
    return f"{sha256[:32]} {sha256[32:]}"


def points(value: Decimal | None) -> str:
    """Points as they are, without a tail of noughts."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quiet(text: str) -> Quiet:
    return Quiet(text)


def _bulleted(paragraph: Paragraph) -> Flowable:
    return _Bullet(paragraph)


class _Bullet(Flowable):
    """A paragraph with a small round dot, drawn and not typed."""

    def __init__(self, paragraph: Paragraph) -> None:
        super().__init__()
        self.paragraph = paragraph

    def getSpaceAfter(self) -> float:
        return float(self.paragraph.style.spaceAfter)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.paragraph.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        self.canv.circle(3, self.height - self.paragraph.style.leading * 0.52, 1.3, 0, 1)
        self.paragraph.drawOn(self.canv, 0, 0)
