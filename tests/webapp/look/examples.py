"""Invented numbers and rows that the gallery shows."""

from decimal import Decimal

from webapp.charts import FunnelStep, IndicatorBar

NAMES = {
    "VUL": "Abuse of vulnerability",
    "DEC": "Deception",
    "MOV": "Restriction of movement",
    "ISO": "Isolation",
    "VIO": "Physical and sexual violence",
    "INT": "Intimidation and threats",
    "DOC": "Retention of identity documents",
    "WAG": "Withholding of wages",
    "DEB": "Debt bondage",
    "CON": "Abusive working and living conditions",
    "OVT": "Excessive overtime",
    "SIF": "State-imposed forced labour",
}
NUMBERS = {
    "VUL": ("22", "41.5", "47.0"),
    "DEC": ("0", "20.3", "20.3"),
    "MOV": ("18", "33.1", "37.6"),
    "ISO": ("0", "31.0", "31.0"),
    "VIO": ("0", "18.4", "18.4"),
    "INT": ("12", "22.9", "25.9"),
    "DOC": ("45", "38.2", "54.6"),
    "WAG": ("60", "35.5", "68.9"),
    "DEB": ("82", "44.0", "93.0"),
    "CON": ("30", "51.0", "58.5"),
    "OVT": ("25", "29.0", "35.3"),
    "SIF": ("0", "3.2", "3.2"),
}
RANGES = {"DEB": (Decimal(70), Decimal(100)), "CON": (Decimal(40), Decimal(72))}


def bar(code: str) -> IndicatorBar:
    observed, exposure, residual = (Decimal(number) for number in NUMBERS[code])
    low, high = RANGES.get(code, (None, None))
    return IndicatorBar(
        code, NAMES[code], observed, exposure, residual, href=f"#{code}", low=low, high=high
    )


BARS = [bar(code) for code in NAMES]
STEPS = [
    FunnelStep("Listed", 24, "#listed"),
    FunnelStep("Invited", 22, "#invited", "2 bounced"),
    FunnelStep("Opened", 19, "#opened"),
    FunnelStep("Submitted", 11, "#submitted", "5 in work"),
]
ROWS = [
    ("Ak-Suu Textile", "Kyrgyzstan", "high", "medium", "61.4", "Scored", "quiet"),
    ("Құлан ауыл шаруашылығы", "Kazakhstan", "medium", "high", "38.0", "Scored", "quiet"),
    ("Pagtaçylyk Ýüplük", "Turkmenistan", "critical", "low", "90.2", "Review", "warning"),
    ("Sariq Gul toʻqimachilik", "Uzbekistan", "medium", "low", "24.9", "Scored", "quiet"),
    ("Sungai Glove Works", "Malaysia", "", "", "", "No reply", "grave"),
    ("Musterwerk Beispielstadt", "Germany", "low", "high", "11.7", "In work", "active"),
]
