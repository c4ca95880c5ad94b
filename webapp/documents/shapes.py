"""Small vector drawings: the mark, the shapes of the bands, the hatch of low confidence."""

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from webapp.documents.fonts import BOLD
from webapp.documents.palette import ACCENT, INK, PAPER, band_look


def draw_band_shape(canvas: Canvas, band: str, x: float, y: float, size: float) -> None:
    """The circle of a band with its lower left corner at (x, y): empty, quarter, half, full."""
    look = band_look(band)
    radius = size / 2
    canvas.saveState()
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(max(0.7, size / 11))
    canvas.setFillColor(PAPER)
    canvas.circle(x + radius, y + radius, radius, stroke=0, fill=1)
    canvas.setFillColor(look.ink)
    if 0 < look.filled < 1:
        canvas.wedge(x, y, x + size, y + size, 90, -360 * look.filled, stroke=0, fill=1)
    canvas.circle(x + radius, y + radius, radius, stroke=1, fill=int(look.filled == 1))
    canvas.restoreState()


class BandShape(Flowable):
    """A band's circle as a thing that stands in a table."""

    def __init__(self, band: str, size: float = 9) -> None:
        super().__init__()
        self.band, self.width, self.height = band, size, size

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        draw_band_shape(self.canv, self.band, 0, 0, self.width)


def hatch(
    canvas: Canvas, x: float, y: float, width: float, height: float, colour: Color, step: float = 4
) -> None:
    """Diagonal lines over a rectangle: the sign of low confidence."""
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.4)
    offset = -height
    while offset < width:
        canvas.line(x + offset, y, x + offset + height, y + height)
        offset += step
    canvas.restoreState()


def draw_mark(canvas: Canvas, x: float, y: float, size: float) -> None:
    """The open chain link of static/img/mark.svg, in a square of `size` points."""
    canvas.saveState()
    canvas.translate(x, y + size)
    canvas.scale(size / 32, -size / 32)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(3.5)
    canvas.setLineCap(1)
    link = canvas.beginPath()
    link.moveTo(17.5, 9.5)
    link.lineTo(11, 9.5)
    link.arcTo(4.5, 9.5, 17.5, 22.5, 270, -180)
    link.lineTo(21, 22.5)
    link.arcTo(14.5, 9.5, 27.5, 22.5, 90, -107)
    canvas.drawPath(link, stroke=1, fill=0)
    canvas.restoreState()


class Letterhead(Flowable):
    """The mark and the word beside it."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, 20

    def draw(self) -> None:
        draw_mark(self.canv, 0, 0, 22)
        self.canv.setFont(BOLD, 15)
        self.canv.setFillColor(INK)
        self.canv.drawString(28, 5.5, "Erkin")
