"""The panel that says a result in one look: band, headline on its scale, confidence."""

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from assessments.reports.supplier import Glance
from webapp.documents.charts import Bar, Scale
from webapp.documents.fonts import BOLD, REGULAR
from webapp.documents.palette import INK, LINE, QUIET, WASH, band_look
from webapp.documents.shapes import draw_band_shape, hatch
from webapp.documents.text import Typesetter

_HEIGHT = 34 * mm
_BAND_END = 62 * mm
_SCALE_END = 122 * mm


class ResultPanel(Flowable):
    """Dashed where the band is provisional, hatched where confidence is low."""

    def __init__(self, glance: Glance, typesetter: Typesetter) -> None:
        super().__init__()
        self.glance, self.typesetter = glance, typesetter
        self.width, self.height = 0.0, _HEIGHT

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        self._draw_frame()
        self._draw_band()
        self._draw_headline()
        self._draw_confidence()

    def _draw_frame(self) -> None:
        canvas = self.canv
        look = band_look(self.glance.band.key)
        canvas.setFillColor(WASH)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setFillColor(look.ink)
        canvas.rect(0, 0, 2.2 * mm, self.height, stroke=0, fill=1)
        if self.glance.provisional:
            canvas.saveState()
            canvas.setDash(4, 3)
            canvas.setStrokeColor(look.ink)
            canvas.setLineWidth(1.2)
            canvas.rect(0.6, 0.6, self.width - 1.2, self.height - 1.2, stroke=1, fill=0)
            canvas.restoreState()
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        for x in (_BAND_END, _SCALE_END):
            canvas.line(x, 5 * mm, x, self.height - 5 * mm)

    def _caption(self, text: str, x: float) -> None:
        self.canv.setFont(REGULAR, 7.5)
        self.canv.setFillColor(QUIET)
        self.canv.drawString(x, self.height - 8.5 * mm, self.typesetter.shown(text))

    def _footline(self, text: str, x: float) -> None:
        self.canv.setFont(REGULAR, 7.5)
        self.canv.setFillColor(QUIET)
        self.canv.drawString(x, 5.6 * mm, self.typesetter.shown(text))

    def _draw_band(self) -> None:
        band = self.glance.band
        self._caption("Band", 8 * mm)
        draw_band_shape(self.canv, band.key, 8 * mm, 12.6 * mm, 9 * mm)
        self.canv.setFillColor(band_look(band.key).ink)
        self.canv.setFont(BOLD, 23)
        self.canv.drawString(20 * mm, 14.2 * mm, self.typesetter.shown(band.name))
        if self.glance.provisional:
            self._footline("Provisional: confidence is low", 8 * mm)
        elif band.key != self.glance.computed_band.key:
            self._footline(f"From the figures alone: {self.glance.computed_band.name}", 8 * mm)

    def _draw_headline(self) -> None:
        left = _BAND_END + 6 * mm
        self._caption("Headline", left)
        figure = f"{self.glance.headline:.1f}"
        self.canv.setFillColor(INK)
        self.canv.setFont(BOLD, 19)
        self.canv.drawString(left, 16.2 * mm, figure)
        after = left + stringWidth(figure, BOLD, 19) + 4
        self.canv.setFont(REGULAR, 8)
        self.canv.setFillColor(QUIET)
        self.canv.drawString(after, 16.2 * mm, "of 100")
        Scale(self.glance.headline, _SCALE_END - left - 6 * mm).drawOn(self.canv, left, 8.4 * mm)

    def _draw_confidence(self) -> None:
        left = _SCALE_END + 6 * mm
        confidence = self.glance.confidence
        self._caption("Confidence", left)
        self.canv.setFillColor(INK)
        self.canv.setFont(BOLD, 19)
        self.canv.drawString(left, 16.2 * mm, f"{confidence.score:.1f}")
        after = left + stringWidth(f"{confidence.score:.1f}", BOLD, 19) + 4
        self.canv.setFont(REGULAR, 8)
        self.canv.setFillColor(QUIET)
        self.canv.drawString(after, 16.2 * mm, self.typesetter.shown(confidence.level.lower()))
        room = self.width - left - 6 * mm
        if confidence.level.lower() == "low":
            hatch(self.canv, left, 8.4 * mm, room, 5, QUIET, 3)
        Bar(confidence.score, room).drawOn(self.canv, left, 8.4 * mm)
