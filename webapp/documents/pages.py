"""The page: A4, margins of 20 mm, a running head, numbers that are known only at the end."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from webapp.documents.fonts import REGULAR
from webapp.documents.palette import INK, LINE, QUIET
from webapp.documents.shapes import draw_mark
from webapp.documents.text import Typesetter

MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
HEIGHT = A4[1] - 2 * MARGIN
HEAD_SIZE = 7.5
_CONTENTS_INDENT = 17
_ROOM_AFTER = (36 * mm, 24 * mm)


@dataclass(frozen=True, slots=True)
class Running:
    """What a document says of itself on every page and in its properties."""

    title: str
    head_left: str
    head_right: str
    foot: str
    author: str = "Erkin"
    language: str = "en"
    page_of: str = "Page {page} of {pages}"


@dataclass
class LaterNumbers:
    """Numbers printed before they are known.

    A form of the PDF may be used before it is defined: each number is such a form, filled in
    when the last page is done, so that one pass over the text is enough.
    """

    known: dict[str, str] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)

    def draw(self, canvas: Canvas, key: str, right: float, bottom: float, size: float) -> None:
        """Leave room for a number that ends at `right`."""
        self.asked[key] = size
        canvas.saveState()
        canvas.translate(right, bottom)
        canvas.doForm(f"later-{key}")
        canvas.restoreState()

    def define(self, canvas: Canvas) -> None:
        """Fill in all that was left open."""
        for key, size in self.asked.items():
            canvas.beginForm(f"later-{key}", -120, -10, 10, 30)
            canvas.setFont(REGULAR, size)
            canvas.setFillColor(QUIET)
            canvas.drawRightString(0, 0, self.known[key])
            canvas.endForm()


class NumberedCanvas(Canvas):
    """The canvas of one document, with the numbers that are still open in it."""

    later_numbers: LaterNumbers


def _numbers_of(canvas: Canvas) -> LaterNumbers:
    return cast("NumberedCanvas", canvas).later_numbers


class Heading(Flowable):
    """A heading that is also a bookmark and a place to link to.

    It asks for room for what comes after it: with less, it begins the next page. (ReportLab's own
    keepWithNext would take a whole table to the next page with it.)
    """

    def __init__(self, paragraph: Paragraph, title: str, key: str, level: int = 0) -> None:
        super().__init__()
        self.paragraph, self.title, self.key, self.level = paragraph, title, key, level
        self.room = _ROOM_AFTER[level]

    def getSpaceBefore(self) -> float:
        return float(self.paragraph.style.spaceBefore)

    def getSpaceAfter(self) -> float:
        return float(self.paragraph.style.spaceAfter)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.paragraph.wrap(width, height)
        if height < self.height + self.room:
            return self.width, height + 1
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.bookmarkHorizontal(self.key, 0, self.height + 8)
        canvas.addOutlineEntry(self.title, self.key, self.level, closed=self.level > 0)
        _numbers_of(canvas).known[self.key] = str(canvas.getPageNumber())
        self.paragraph.drawOn(canvas, 0, 0)


class ContentsLine(Flowable):
    """A line of the table of contents: number, title, and a page filled in at the end."""

    def __init__(self, title: str, key: str, typesetter: Typesetter) -> None:
        super().__init__()
        self.title, self.key = typesetter.shown(title), key
        self.height = 15.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        number, _, title = self.title.partition(" ")
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(QUIET)
        canvas.drawString(0, 4, number)
        canvas.setFillColor(INK)
        canvas.drawString(_CONTENTS_INDENT, 4, title)
        start = _CONTENTS_INDENT + stringWidth(title, REGULAR, 9) + 6
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(start, 4, self.width - 18, 4)
        _numbers_of(canvas).draw(canvas, self.key, self.width, 4, 9)
        canvas.linkRect("", self.key, (0, 0, self.width, self.height), relative=1)


class _Document(BaseDocTemplate):
    def __init__(self, target: io.BytesIO, running: Running, typesetter: Typesetter) -> None:
        super().__init__(
            target,
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN,
            title=typesetter.shown(running.title),
            author=running.author,
            subject=typesetter.shown(running.foot),
            creator=running.author,
            producer=running.author,
            lang=running.language,
            invariant=1,
            initialFontName=REGULAR,
        )
        self.running, self.typesetter = running, typesetter
        self.numbers = LaterNumbers()
        self.pages = 1
        frame = Frame(
            MARGIN,
            MARGIN,
            WIDTH,
            HEIGHT,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(
            [
                PageTemplate("cover", [frame], onPage=self._begin, autoNextPageTemplate="page"),
                PageTemplate("page", [frame], onPage=self._begin, onPageEnd=self._furnish),
            ]
        )

    def _begin(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        cast("NumberedCanvas", canvas).later_numbers = self.numbers

    def beforeDocument(self) -> None:
        self.canv.setViewerPreference("DisplayDocTitle", "true")
        self.canv.showOutline()

    def _endBuild(self) -> None:
        self._doSave = 0  # the numbers are known after the last page, and before the file is
        super()._endBuild()  # type: ignore[misc] # the stubs leave it out
        for page in range(1, self.pages + 1):
            number = self.running.page_of.format(page=page, pages=self.pages)
            self.numbers.known[f"foot-{page}"] = self.typesetter.shown(number)
        self.numbers.define(self.canv)
        self.canv.save()

    def _furnish(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        shown = self.typesetter.shown
        top = A4[1] - MARGIN + 5 * mm
        right = A4[0] - MARGIN
        canvas.saveState()
        canvas.setFont(REGULAR, HEAD_SIZE)
        canvas.setFillColor(QUIET)
        draw_mark(canvas, MARGIN, top - 2, 9)
        left = _fitted(shown(self.running.head_left), WIDTH * 0.62)
        canvas.drawString(MARGIN + 13, top, left)
        canvas.drawRightString(right, top, _fitted(shown(self.running.head_right), WIDTH * 0.3))
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, top - 5, right, top - 5)
        bottom = MARGIN - 8 * mm
        canvas.drawString(MARGIN, bottom, shown(self.running.foot))
        self.numbers.draw(canvas, f"foot-{canvas.getPageNumber()}", right, bottom, HEAD_SIZE)
        self.pages = canvas.getPageNumber()
        canvas.restoreState()


def _fitted(text: str, width: float) -> str:
    """`text`, cut with an ellipsis where it would run over its room in the running head."""
    text = text[:200]
    if stringWidth(text, REGULAR, HEAD_SIZE) <= width:
        return text
    while text and stringWidth(text + "…", REGULAR, HEAD_SIZE) > width:
        text = text[:-1]
    return text + "…"


def build_pdf(story: Sequence[Flowable], running: Running, typesetter: Typesetter) -> bytes:
    """The story as a PDF whose bytes depend on nothing but the story."""
    target = io.BytesIO()
    _Document(target, running, typesetter).build(list(story), canvasmaker=NumberedCanvas)
    return target.getvalue()
