"""A supplier that did not answer: shown as “no answer”, never with a score of its own."""

from datetime import timedelta

from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page

DUE = timedelta(days=28)


def page_after(firm: Firm, days: int, *, answered: bool = False) -> Page:
    supplier = firm.supplier()
    if answered:
        firm.answered(supplier, case=1)
    firm.ask(supplier)
    firm.pass_by(DUE + timedelta(days=days))
    return firm.person().get(f"/company/suppliers/{supplier.public_id}")


def test_no_answer_is_said_thirty_days_after_the_deadline(firm: Firm) -> None:
    page = page_after(firm, 30)
    assert "This is not a score of the supplier" in page.text
    assert "Critical, no answer" in page.text
    assert "which would lie in “High”" in page.text
    assert "figure-large" not in page.text
    assert "inferred by elimination" in page.text


def test_before_that_it_is_only_late(firm: Firm) -> None:
    page = page_after(firm, 29)
    assert "no answer" not in page.text
    assert "Overdue since" in page.text


def test_an_earlier_result_stays_beside_the_silence(firm: Firm) -> None:
    page = page_after(firm, 30, answered=True)
    assert "This is not a score of the supplier" in page.text
    assert "figure-large" in page.text


def test_the_list_calls_the_silent_unrated(firm: Firm) -> None:
    page_after(firm, 30)
    page = firm.person("company-viewer").get("/company/suppliers?band=unrated")
    assert "Not rated" in page.text
    assert "Critical</span></span>" not in page.text
