"""Charts carry their numbers, their order and their links, and let nothing through."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from tests.webapp.look.examples import BARS, STEPS
from webapp.charts import (
    FunnelStep,
    IndicatorBar,
    funnel_chart,
    indicator_chart,
    plain,
    worst_first,
)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def drawn(*bars: IndicatorBar) -> ElementTree.Element:
    return parsed(indicator_chart(bars, title="Twelve", description="Worst first"))


def texts(chart: ElementTree.Element, kind: str) -> list[str | None]:
    return [text.text for text in chart.iter("text") if text.get("class") == kind]


def lengths(chart: ElementTree.Element, kind: str) -> list[str | None]:
    return [shape.get("width") for shape in chart.iter("rect") if shape.get("class") == kind]


def test_indicators_are_sorted_worst_first() -> None:
    assert texts(drawn(*BARS), "name")[:3] == [
        "Debt bondage",
        "Withholding of wages",
        "Abusive working and living conditions",
    ]


def test_equal_residuals_are_ordered_by_what_was_observed_and_then_by_code() -> None:
    same = [
        IndicatorBar("B", "B", 10, 20, 30),
        IndicatorBar("A", "A", 10, 20, 30),
        IndicatorBar("C", "C", 20, 20, 30),
    ]
    assert [bar.code for bar in worst_first(same)] == ["C", "A", "B"]


def test_residuals_are_printed_as_they_are() -> None:
    assert texts(drawn(*BARS), "value") == [plain(bar.residual) for bar in worst_first(BARS)]


def test_lengths_are_in_proportion_and_exact() -> None:
    chart = drawn(IndicatorBar("X", "X", Decimal("33.3"), 100, 0))
    assert lengths(chart, "exposure") == ["85%"]
    assert lengths(chart, "observed") == ["28.305%"]


def test_a_bar_leads_to_its_indicator() -> None:
    links = [link.get("href") for link in drawn(*BARS).iter("a")]
    assert links == [bar.href for bar in worst_first(BARS)]


def test_a_bar_without_address_is_no_link() -> None:
    assert not list(drawn(IndicatorBar("X", "X", 1, 2, 3)).iter("a"))


def test_a_range_is_drawn_only_where_it_is_known() -> None:
    chart = drawn(*BARS)
    whiskers = [line for line in chart.iter("line") if line.get("class") == "range"]
    assert len(whiskers) == 3 * 2


def test_a_chart_has_a_title_and_a_description_that_it_points_at() -> None:
    chart = drawn(*BARS)
    title, description = chart[0], chart[1]
    assert (title.tag, title.text) == ("title", "Twelve")
    assert (description.tag, description.text) == ("desc", "Worst first")
    assert chart.get("aria-labelledby") == title.get("id")
    assert chart.get("aria-describedby") == description.get("id")


def test_markup_in_a_name_stays_text() -> None:
    hostile = '</text><script>alert(1)</script>" onload="x'
    svg = indicator_chart(
        [IndicatorBar("X", hostile, 1, 2, 3, href='"><script>')], title=hostile, description=""
    )
    assert "<script" not in svg
    assert texts(parsed(svg), "name") == [hostile]


def test_nothing_is_styled_inline() -> None:
    assert "style=" not in indicator_chart(BARS, title="t", description="d")


def test_a_funnel_shows_each_step_as_a_share_of_the_largest() -> None:
    chart = parsed(funnel_chart(STEPS, title="Progress", description=""))
    assert texts(chart, "value") == ["24", "22", "19", "11"]
    assert lengths(chart, "step")[0] == "85%"
    assert lengths(chart, "step")[-1] == "38.9583%"


@pytest.mark.parametrize("steps", [[], [FunnelStep("Listed", 0)]])
def test_a_funnel_without_anybody_can_be_drawn(steps: list[FunnelStep]) -> None:
    chart = parsed(funnel_chart(steps, title="Progress", description=""))
    assert lengths(chart, "step") == ["0%"] * len(steps)
