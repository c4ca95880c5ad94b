"""Colours by what they mean. Tints grow darker from low to critical, so that a grey printer
keeps their order; every band also has its shape and its word."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor

INK = HexColor("#1c2527")
QUIET = HexColor("#515c5f")
LINE = HexColor("#d3d0c6")
WASH = HexColor("#f4f2ec")
PAPER = HexColor("#ffffff")
ACCENT = HexColor("#0b5f60")
OBSERVED = HexColor("#52707a")


@dataclass(frozen=True, slots=True)
class BandLook:
    """How a band looks: its ink on paper, its tint, the ink on the tint, its filled part."""

    ink: Color
    tint: Color
    on_tint: Color
    filled: float


BANDS = {
    "low": BandLook(HexColor("#476656"), HexColor("#e7eee9"), INK, 0.0),
    "medium": BandLook(HexColor("#7f5a00"), HexColor("#f0dcab"), INK, 0.25),
    "high": BandLook(HexColor("#a3420c"), HexColor("#e0a173"), INK, 0.5),
    "critical": BandLook(HexColor("#861320"), HexColor("#861320"), PAPER, 1.0),
}
NO_ANSWER = BandLook(QUIET, PAPER, INK, 0.0)

BAND_STARTS = (("low", 0), ("medium", 25), ("high", 50), ("critical", 75))


def band_look(key: str) -> BandLook:
    """The look of a band; a hollow outline for anything that is not one of the four."""
    return BANDS.get(key, NO_ANSWER)
