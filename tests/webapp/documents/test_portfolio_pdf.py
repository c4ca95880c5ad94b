"""The portfolio as a PDF."""

import pytest

from tests.assessments.reports.companies import entries, portfolio, scored, silent
from tests.assessments.reports.samples import CASES
from tests.webapp.documents.made import page_count, suspicious, text_of
from tests.webapp.documents.payloads import HOSTILE, LETTERS
from webapp.documents import render_portfolio
from webapp.documents.portfolio.chapters import CHAPTERS


def test_every_chapter_and_every_supplier_stands_in_it() -> None:
    text = text_of(render_portfolio(portfolio()))
    for title in CHAPTERS.values():
        assert " ".join(title.split()) in text
    for entry in entries():
        assert (entry.supplier in text) == (entry.state in ("scored", "no_answer"))


def test_a_silent_supplier_is_shown_as_no_answer_with_the_band_one_step_up() -> None:
    text = text_of(render_portfolio(portfolio([silent("Silent (invented)", "IND", "footwear")])))
    assert "Silent (invented) India No answer" in text
    assert "No supplier has been rated yet" in text


def test_low_confidence_is_marked_in_the_map() -> None:
    assert "100*" in text_of(render_portfolio(portfolio([scored(CASES[2], "Unsure", "KAZ")])))


def test_what_has_no_data_yet_is_named() -> None:
    found = portfolio()
    text = text_of(render_portfolio(found))
    for name, said in found.not_yet:
        assert name in text
        assert said in text


def test_an_empty_portfolio_can_be_printed() -> None:
    assert page_count(render_portfolio(portfolio([]))) >= 2


@pytest.mark.parametrize("text", [*HOSTILE, LETTERS], ids=range(len(HOSTILE) + 1))
def test_hostile_names_leave_a_sound_document(text: str) -> None:
    name = text.encode("utf-8", "replace").decode()
    found = [scored(CASES[1], name, "MYS"), silent(name, "IND", "footwear")]
    pdf = render_portfolio(portfolio(found, company=name))
    assert suspicious(pdf) == []


def test_the_same_portfolio_is_the_same_bytes() -> None:
    assert render_portfolio(portfolio()) == render_portfolio(portfolio())
