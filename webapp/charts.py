"""Charts as SVG, drawn on the server: they need no script, print, and can be read aloud.

Sizes along a bar are in percent, so that one drawing fits a phone and a wide page while its
letters keep their size. Bars end at FULL, which leaves room for their values. Colours come from
the style sheet by class; nothing is styled inline.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

Number = Decimal | int

ROW = 48
NAME_AT = 15
BAR_AT = 23
BAR = 14
TICKS = (0, 25, 50, 75, 100)
FULL = Decimal("0.85")


@dataclass(frozen=True, slots=True)
class IndicatorBar:
    """One indicator, all numbers from 0 to 100. `low` and `high` are its range, if known."""

    code: str
    name: str
    observed: Number
    exposure: Number
    residual: Number
    href: str = ""
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """How many got as far as this step. `note` says what became of the others."""

    name: str
    count: int
    href: str = ""
    note: str = ""


def plain(number: Number) -> str:
    """A number without grouping, as written in the result."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def worst_first(bars: Sequence[IndicatorBar]) -> list[IndicatorBar]:
    """By residual, then by what was observed, then by code."""
    return sorted(bars, key=lambda bar: (-bar.residual, -bar.observed, bar.code))


def indicator_chart(
    bars: Sequence[IndicatorBar],
    *,
    title: str,
    description: str,
    ident: str = "indicators",
    show: Callable[[Number], str] = plain,
) -> Markup:
    """Exposure as an outline, observed as a fill, residual as a mark, the range as a whisker."""
    chart = _canvas(ident, title, description, ROW * len(bars) + 20)
    _scale(chart, ROW * len(bars))
    for place, bar in enumerate(worst_first(bars)):
        row = _row(chart, place, bar.name, show(bar.residual), bar.href)
        _bar(row, "exposure", bar.exposure)
        _bar(row, "observed", bar.observed, inset=3)
        if bar.low is not None and bar.high is not None:
            _whisker(row, bar.low, bar.high)
        _line(row, "residual", bar.residual, bar.residual, BAR_AT - 4, BAR_AT + BAR + 4)
    return _markup(chart)


def headline_chart(
    headline: Number,
    low: Number,
    high: Number,
    *,
    name: str,
    title: str,
    description: str,
    ident: str = "headline",
    show: Callable[[Number], str] = plain,
) -> Markup:
    """The headline as a mark on its scale, and as a whisker what open answers still allow."""
    chart = _canvas(ident, title, description, ROW + 20)
    _scale(chart, ROW)
    row = _row(chart, 0, name, show(headline), "")
    _bar(row, "track", 100)
    _whisker(row, low, high)
    _line(row, "residual", headline, headline, BAR_AT - 4, BAR_AT + BAR + 4)
    return _markup(chart)


def funnel_chart(
    steps: Sequence[FunnelStep],
    *,
    title: str,
    description: str,
    ident: str = "funnel",
    show: Callable[[Number], str] = plain,
) -> Markup:
    """One bar a step, as a share of the first step."""
    chart = _canvas(ident, title, description, ROW * len(steps))
    whole = max([step.count for step in steps], default=0) or 1
    for place, step in enumerate(steps):
        row = _row(chart, place, step.name, show(step.count), step.href, step.note)
        _bar(row, "track", 100)
        _bar(row, "step", Decimal(100 * step.count) / whole)
    return _markup(chart)


def _canvas(ident: str, title: str, description: str, height: int) -> Element:
    chart = Element(
        "svg",
        {
            "width": "100%",
            "height": str(height),
            "role": "group",
            "aria-labelledby": f"{ident}-title",
            "aria-describedby": f"{ident}-desc",
        },
    )
    SubElement(chart, "title", {"id": f"{ident}-title"}).text = title
    SubElement(chart, "desc", {"id": f"{ident}-desc"}).text = description
    return chart


def _scale(chart: Element, height: int) -> None:
    for tick in TICKS:
        _line(chart, "grid", tick, tick, 0, height)
        anchor = "middle" if tick else "start"
        _text(chart, "tick", str(tick), _percent(tick), height + 15, anchor)


def _row(chart: Element, place: int, name: str, value: str, href: str, note: str = "") -> Element:
    """A row in its own coordinates: the name, its value at the end, room for a bar below."""
    row = SubElement(chart, "svg", {"y": str(ROW * place), "height": str(ROW), "class": "row"})
    inner = SubElement(row, "a", {"href": href}) if href else SubElement(row, "g")
    if href:
        hit = {"class": "hit", "y": "0", "width": "100%", "height": str(ROW - 2)}
        SubElement(inner, "rect", hit)
    label = _text(inner, "name", name, "0", NAME_AT, "start")
    if note:
        SubElement(label, "tspan", {"class": "note", "dx": "8"}).text = note
    _text(inner, "value", value, "100%", BAR_AT + BAR - 2, "end")
    return inner


def _bar(row: Element, kind: str, length: Number, inset: int = 0) -> None:
    place = {"x": "0", "y": str(BAR_AT + inset), "height": str(BAR - 2 * inset)}
    SubElement(row, "rect", {"class": kind, **place, "width": _percent(length)})


def _whisker(row: Element, low: Number, high: Number) -> None:
    middle = BAR_AT + BAR // 2
    _line(row, "range", low, high, middle, middle)
    for end in (low, high):
        _line(row, "range", end, end, middle - 5, middle + 5)


def _line(parent: Element, kind: str, x1: Number, x2: Number, y1: int, y2: int) -> None:
    ends = {"x1": _percent(x1), "x2": _percent(x2), "y1": str(y1), "y2": str(y2)}
    SubElement(parent, "line", {"class": kind, **ends})


def _text(parent: Element, kind: str, words: str, x: str, y: int, anchor: str) -> Element:
    place = {"class": kind, "x": x, "y": str(y), "text-anchor": anchor}
    text = SubElement(parent, "text", place)
    text.text = words
    return text


def _percent(number: Number) -> str:
    return f"{Decimal(number) * FULL:.4f}".rstrip("0").rstrip(".") + "%"


def _markup(chart: Element) -> Markup:
    # ElementTree has escaped every text and attribute.
    return Markup(ElementTree.tostring(chart, encoding="unicode"))  # noqa: S704
