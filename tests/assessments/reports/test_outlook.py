"""What open questions still allow and what would bring the band down, and a band set by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from assessments.overrides.rules import ByHand
from assessments.reports.supplier_report import supplier_report
from scoring.advice import Advisor, applied
from tests.assessments.reports.companies import entries, portfolio, workbook
from tests.assessments.reports.samples import (
    CASES,
    FARM,
    GLOVES,
    HALF,
    case,
    parts,
    report,
    scorer,
)
from tests.webapp.documents.made import text_of
from webapp.documents import render_portfolio, render_supplier_report

HAND = ByHand(
    public_id=UUID(int=1),
    result_id=1,
    supplier_id=1,
    band="low",
    reason="Seen on site in May",
    set_by="Aigerim (invented)",
    set_at=datetime(2026, 11, 22, tzinfo=UTC),
    expires_on=date(2027, 3, 1),
)


@pytest.mark.parametrize("name", CASES)
def test_the_headline_lies_in_its_range_and_each_prospect_is_a_lower_band(name: str) -> None:
    found = report(name)
    bands = [key for key, _ in found.band_names]
    assert found.outlook.low <= found.glance.headline <= found.outlook.high
    for one in found.outlook.prospects:
        assert bands.index(one.band.key) < bands.index(found.glance.band.key)
        assert all(step.title for step in one.steps if step.action)


def test_a_prospect_is_worded_as_an_action_and_predicts_what_the_engine_gives() -> None:
    first = report(GLOVES).outlook.prospects[0]
    assert first.steps[0].title == "Repay recruitment fees and stop charging them"
    advice = Advisor(scorer()).advise(case(GLOVES))[0]
    result = scorer().score(applied(case(GLOVES), advice.changes)).document()
    assert (result["headline"], result["band"]) == (first.headline, first.band.key)


def test_the_page_of_the_result_says_range_and_first_help() -> None:
    half, gloves = (text_of(render_supplier_report(report(name))) for name in (HALF, GLOVES))
    assert "Between 21.4 and 98.7 while 20 answers are open." in half
    assert "How much is open" in half
    assert "What would help most" in gloves
    assert "the score would be 61.3 (high)" in gloves


def test_a_band_set_by_hand_stands_beside_the_computed_one_in_every_document() -> None:
    alone = text_of(render_supplier_report(supplier_report(**parts(case(GLOVES)), by_hand=HAND)))
    assert "Set by hand: Low beside the computed band, by Aigerim (invented)" in alone
    assert "Seen on site in May" in alone
    assert "Critical" in alone
    rated = [replace(entries()[1], by_hand=HAND), *entries()[2:]]
    told = text_of(render_portfolio(portfolio(rated)))
    assert "Low by hand until 1 March 2027, Aigerim (invented)" in told
    sheet = workbook(rated).sheets[0]
    names = [column.name for column in sheet.columns]
    row = dict(zip(names, sheet.rows[0], strict=True))
    assert (row["band"], row["by_hand_band"]) == ("critical", "low")
    assert row["by_hand_reason"] == "Seen on site in May"
    assert row["by_hand_until"] == date(2027, 3, 1)


def test_a_band_set_by_hand_changes_no_attachment() -> None:
    by_hand = supplier_report(**parts(case(GLOVES)), by_hand=HAND)
    assert by_hand.attachments == report(GLOVES).attachments
    assert by_hand.report_id != report(GLOVES).report_id


@pytest.mark.parametrize("name", CASES)
def test_each_way_names_each_thing_once_and_asks_for_something_else(name: str) -> None:
    ways = [[step.name for step in one.steps] for one in report(name).outlook.prospects]
    assert all(len(set(names)) == len(names) for names in ways)
    asked = [set(one.steps) for one in report(name).outlook.prospects]
    assert not any(one <= other for one in asked for other in asked if one is not other)


def test_an_action_that_betters_several_answers_settles_what_each_of_them_settles() -> None:
    (way,) = report(FARM).outlook.prospects
    settled = {step.title: step.settles for step in way.steps}
    assert settled == {
        "Bring recruiters under control": ("Debt bondage", "Deception"),
        "Let workers resign freely": ("Restriction of movement", "Withholding of wages"),
    }
