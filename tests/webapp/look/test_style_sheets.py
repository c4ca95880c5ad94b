"""Sizes, colours and direction of the style sheets, and the letters of the fonts."""

import gzip
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.webapp.look.gallery import WEBAPP

CSS = WEBAPP / "static" / "css"
SHEETS = sorted(CSS.glob("*.css"))
LETTERS = (
    "АаӘәҒғҚқҢңӨөҰұҮүҺһІі ҢңӨөҮү ЎўҚқҒғҲҳ ӢӣӮӯҲҳҶҷ ЁёЪъЫыЭэ OʻoʻGʻgʻ ʼ ÄäÇçŇňÖöŞşÜüÝýŽž ĞğİıŞş Əə"
    " ŁłŠšŽžŐőŰű → ≥ ≤ · – — … • ○ ◔ ◑ ● ✓ ₸ ₽ € £ $ № 0123456789"
)
SURFACES = ("paper", "sheet", "wash")
TEXTS = ("ink", "ink-soft", "accent", "accent-strong", "error", "warning", "done")
BANDS = ("low", "medium", "high", "critical")


def kilobytes(*paths: Path) -> float:
    """What a phone loads: all of it together, compressed."""
    return len(gzip.compress(b"".join(path.read_bytes() for path in paths))) / 1024


def colours(theme: str) -> dict[str, tuple[int, ...]]:
    """The hexadecimal tokens of the light or the dark theme."""
    light, dark = (CSS / "tokens.css").read_text().split("@media screen")
    found = re.findall(r"--([\w-]+): #([0-9a-f]{6});", light + (dark if theme == "dark" else ""))
    return {name: tuple(bytes.fromhex(value)) for name, value in found}


def luminance(colour: tuple[int, ...]) -> float:
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> dict[str, tuple[int, ...]]:
    return colours(request.param)


def test_a_supplier_loads_less_than_six_kilobytes_of_style() -> None:
    assert kilobytes(CSS / "tokens.css", CSS / "base.css") < 6


def test_scripts_and_fonts_stay_small() -> None:
    assert kilobytes(WEBAPP / "static" / "js" / "app.js") < 2
    assert kilobytes(*(WEBAPP / "static" / "js").glob("*.js")) < 8  # all that a page can load
    fonts = list((WEBAPP / "static" / "fonts").glob("*.woff2"))
    assert len(fonts) == 3
    assert all(font.stat().st_size < 30_000 for font in fonts)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_style_sheets_name_no_left_or_right(sheet: Path) -> None:
    physical = r"(margin|padding|border)-(left|right|top|bottom)|text-align: (left|right)|float:"
    inset = r"[{;]\s*(left|right|top|bottom|width|height|(min|max)-(width|height)):"
    assert not re.search(f"{physical}|{inset}", sheet.read_text())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_style_sheets_use_only_tokens_that_exist(sheet: Path) -> None:
    defined = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text()))
    assert set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text())) <= defined


def test_colours_are_named_in_the_tokens_alone() -> None:
    for sheet in ("base.css", "app.css"):
        screen = (CSS / sheet).read_text().split("@media print")[0]
        assert not re.search(r"#[0-9a-fA-F]{3,6}\b|rgb\(", screen)


def test_text_can_be_read_on_every_surface(tokens: dict[str, tuple[int, ...]]) -> None:
    for text in TEXTS:
        for surface in SURFACES:
            assert contrast(tokens[text], tokens[surface]) >= 4.5, (text, surface)


def test_text_can_be_read_on_its_own_tint(tokens: dict[str, tuple[int, ...]]) -> None:
    for band in BANDS:
        assert contrast(tokens[f"band-{band}"], tokens[f"band-{band}-wash"]) >= 4.5, band
    for name in ("error", "warning", "done"):
        assert contrast(tokens[name], tokens[f"{name}-wash"]) >= 4.5, name
        assert contrast(tokens["ink"], tokens[f"{name}-wash"]) >= 4.5, name
        assert contrast(tokens["accent"], tokens[f"{name}-wash"]) >= 4.5, name
    assert contrast(tokens["on-accent"], tokens["accent"]) >= 4.5
    assert contrast(tokens["on-accent"], tokens["accent-strong"]) >= 4.5
    assert contrast(tokens["accent-strong"], tokens["accent-wash"]) >= 4.5


def test_borders_of_controls_and_parts_of_charts_can_be_seen(
    tokens: dict[str, tuple[int, ...]],
) -> None:
    for part in ("edge", "accent", "chart-fill", "chart-mark", "focus", "band-unrated"):
        for surface in ("paper", "sheet"):
            assert contrast(tokens[part], tokens[surface]) >= 3, (part, surface)
    assert contrast(tokens["chart-mark"], tokens["chart-fill"]) >= 2


@pytest.mark.parametrize("name", ["Regular", "SemiBold", "Bold"])
def test_fonts_of_documents_have_every_letter_and_figures_of_one_width(name: str) -> None:
    with TTFont(WEBAPP / "documents" / "fonts" / f"Inter-{name}.ttf") as font:
        letters = font.getBestCmap()
        assert [letter for letter in LETTERS if ord(letter) not in letters] == []
        assert len({font["hmtx"][letters[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_the_mark_of_the_page_and_of_the_tab_are_the_same() -> None:
    drawings = [
        (WEBAPP / "static" / "img" / "mark.svg").read_text(),
        (WEBAPP / "templates" / "mark.svg").read_text(),
    ]
    assert len({re.search(r"<path[^>]*>", drawing)[0] for drawing in drawings}) == 1  # type: ignore[index]
