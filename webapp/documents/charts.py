"""Charts as vectors. Each has its numbers beside it or in a table under it."""

from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from assessments.reports.supplier import Band, IndicatorLine
from webapp.documents.fonts import BOLD, REGULAR
from webapp.documents.palette import BAND_STARTS, INK, LINE, OBSERVED, PAPER, QUIET, band_look
from webapp.documents.shapes import draw_band_shape
from webapp.documents.text import Typesetter

LABEL_WIDTH = 56 * mm
NUMBER_WIDTH = 14 * mm
ROW = 8.2 * mm
HEADER = 9 * mm


class IndicatorChart(Flowable):
    """Twelve bars, worst first: exposure as an outline, what was observed as a fill, the
    residual as the shape of its band."""

    def __init__(
        self, lines: Sequence[IndicatorLine], band_names: dict[str, str], typesetter: Typesetter
    ) -> None:
        super().__init__()
        self.lines, self.band_names, self.typesetter = lines, band_names, typesetter
        self.width = 0.0
        self.height = HEADER + ROW * len(lines)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        self._draw_grid()
        for place, line in enumerate(self.lines):
            self._draw_line(line, self.height - HEADER - (place + 1) * ROW)

    @property
    def _plot(self) -> float:
        return self.width - LABEL_WIDTH - NUMBER_WIDTH

    def _at(self, value: Decimal) -> float:
        return LABEL_WIDTH + self._plot * float(value) / 100

    def _draw_grid(self) -> None:
        canvas = self.canv
        top = self.height - HEADER
        for key, start in BAND_STARTS:
            left = self._at(Decimal(start))
            canvas.setFillColor(band_look(key).ink)
            canvas.setFont(BOLD, 6.8)
            name = self.typesetter.shown(self.band_names[key])
            canvas.drawString(left + 10, top + 5.5, name)
            draw_band_shape(canvas, key, left + 2, top + 5, 6)
            self._gridline(left, top)
        self._gridline(self._at(Decimal(100)), top)

    def _gridline(self, x: float, top: float) -> None:
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.5)
        self.canv.line(x, 0, x, top + 3)

    def _draw_line(self, line: IndicatorLine, bottom: float) -> None:
        canvas = self.canv
        middle = bottom + ROW / 2
        self._draw_label(line, middle)
        bar = ROW * 0.5
        left = self._at(Decimal(0))
        canvas.setFillColor(OBSERVED)
        canvas.rect(
            left, middle - bar * 0.28, self._at(line.observed) - left, bar * 0.56, stroke=0, fill=1
        )
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.9)
        canvas.rect(left, middle - bar / 2, self._at(line.exposure) - left, bar, stroke=1, fill=0)
        size = ROW * 0.44
        draw_band_shape(
            canvas, line.band, self._at(line.residual) - size / 2, middle - size / 2, size
        )
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, 8.5)
        canvas.drawRightString(self.width, middle - 3, f"{line.residual:.1f}")

    def _draw_label(self, line: IndicatorLine, middle: float) -> None:
        canvas = self.canv
        canvas.setFillColor(QUIET)
        canvas.setFont(REGULAR, 6.8)
        canvas.drawString(0, middle - 2.4, self.typesetter.shown(line.key))
        canvas.setFillColor(INK)
        room = LABEL_WIDTH - 26
        name = self.typesetter.shown(line.name)
        size = min(8.0, 8.0 * room / stringWidth(name, REGULAR, 8.0))
        canvas.setFont(REGULAR, size)
        canvas.drawString(20, middle - 2.8, name)


class ChartLegend(Flowable):
    """What the three signs of the chart mean, drawn with the signs themselves."""

    def __init__(self, typesetter: Typesetter) -> None:
        super().__init__()
        self.typesetter = typesetter
        self.width, self.height = 0.0, 14.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, 7.2)
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.9)
        canvas.rect(0, 2, 14, 7, stroke=1, fill=0)
        canvas.setFillColor(OBSERVED)
        canvas.rect(118, 3.5, 14, 4, stroke=0, fill=1)
        draw_band_shape(canvas, "high", 236, 2, 7)
        canvas.setFillColor(INK)
        for x, words in (
            (18, "exposure, after controls"),
            (136, "observed in the answers"),
            (247, "residual: the two combined, with the shape of its band"),
        ):
            canvas.drawString(x, 3, self.typesetter.shown(words))


class Scale(Flowable):
    """Nought to a hundred in four tinted bands, with a pointer at one value."""

    def __init__(self, value: Decimal, width: float, height: float = 16) -> None:
        super().__init__()
        self.value, self.width, self.height = value, width, height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        bar = 5.0
        for key, start in BAND_STARTS:
            canvas.setFillColor(band_look(key).tint)
            canvas.rect(self.width * start / 100, 0, self.width / 4, bar, stroke=0, fill=1)
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.4)
        for _, start in BAND_STARTS:
            canvas.rect(self.width * start / 100, 0, self.width / 4, bar, stroke=1, fill=0)
        x = self.width * float(self.value) / 100
        pointer = canvas.beginPath()
        pointer.moveTo(x, bar + 0.5)
        pointer.lineTo(x - 3.6, bar + 7)
        pointer.lineTo(x + 3.6, bar + 7)
        pointer.close()
        canvas.setFillColor(INK)
        canvas.drawPath(pointer, stroke=0, fill=1)


class Bar(Flowable):
    """One share of a hundred as a thin bar."""

    def __init__(self, value: Decimal, width: float, height: float = 5) -> None:
        super().__init__()
        self.value, self.width, self.height = value, width, height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.6)
        canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        canvas.setFillColor(OBSERVED)
        canvas.rect(0, 0, self.width * float(self.value) / 100, self.height, stroke=0, fill=1)


class BandBar(Flowable):
    """How many suppliers in each band, and how many gave no answer, as one stacked bar."""

    def __init__(
        self, bands: Sequence[tuple[Band, int]], no_answers: int, typesetter: Typesetter
    ) -> None:
        super().__init__()
        self.parts = [(band.key, typesetter.shown(band.name), count) for band, count in bands]
        self.parts.append(("", "No answer", no_answers))
        self.height = 34.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        total = sum(count for _, _, count in self.parts)
        left = 0.0
        for key, name, count in self.parts:
            width = self.width * count / total if total else 0.0
            if count:
                self._draw_part(key, name, count, left, width)
            left += width

    def _draw_part(self, key: str, name: str, count: int, left: float, width: float) -> None:
        canvas = self.canv
        look = band_look(key)
        canvas.setFillColor(look.tint)
        canvas.setStrokeColor(PAPER if key else QUIET)
        canvas.setLineWidth(1.2 if key else 0.8)
        canvas.rect(left, 12, width, 22, stroke=1, fill=1)
        canvas.setFillColor(look.on_tint)
        canvas.setFont(BOLD, 10)
        canvas.drawCentredString(left + width / 2, 19.5, str(count))
        canvas.setFillColor(look.ink)
        canvas.setFont(REGULAR, 7)
        if stringWidth(name, REGULAR, 7) + 9 <= max(width, 28):
            draw_band_shape(canvas, key, left + 1, 1.5, 5.5)
            canvas.drawString(left + 9, 2, name)
