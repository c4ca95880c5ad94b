"""The fonts of our documents: committed, embedded, subset by ReportLab."""

from functools import cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_DIR = Path(__file__).parent / "fonts"
REGULAR = "Inter"
BOLD = "Inter-Bold"
FILES = {REGULAR: "Inter-Regular.ttf", BOLD: "Inter-Bold.ttf"}

# C11: no picture from anywhere, no colour made by evaluating text.
for setting, value in (("trustedHosts", []), ("trustedSchemes", []), ("toColorCanUse", None)):
    setattr(rl_config, setting, value)


@cache
def load_fonts() -> frozenset[str]:
    """Register the fonts, once a process; return the letters that all of them can show."""
    letters: list[set[str]] = []
    for name, file in FILES.items():
        font = TTFont(name, str(FONT_DIR / file))
        pdfmetrics.registerFont(font)
        letters.append({chr(code) for code in font.face.charToGlyph})
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, REGULAR, BOLD)
    return frozenset(set.intersection(*letters))
