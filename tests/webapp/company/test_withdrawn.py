"""What a company sees of answers that its supplier has taken back."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from assessments.parties.models import Supplier
from assessments.responses.withdrawing import withdraw
from assessments.results.models import Result
from tests.webapp.company.firm import Firm, cases
from tests.webapp.supplier.pages import Person

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
SAYS = "The supplier withdrew these answers on 3 Nov 2026"


@dataclass
class Gone:
    """A result whose answers were taken back a day later."""

    firm: Firm
    supplier: Supplier
    result: Result
    reader: Person

    @property
    def address(self) -> str:
        return f"/company/results/{self.result.public_id}"

    @property
    def at_supplier(self) -> str:
        return f"/company/suppliers/{self.supplier.public_id}"


@pytest.fixture
def gone(firm: Firm) -> Gone:
    supplier = firm.supplier()
    (token,) = firm.ask(supplier)
    result = firm.submitted(token, dict(cases()[0]["answers"]))
    firm.pass_by(timedelta(days=1))
    with firm.app.app_context():
        scope = firm.story.enter(token)
    with firm.database.writing(scope) as session:
        withdraw(session, scope, now=firm.clock())
    return Gone(firm, supplier, result, firm.person())


def test_every_page_below_a_result_says_that_it_was_withdrawn(gone: Gone) -> None:
    for page in ("", "/answers", "/answers/fees_paid", "/parts/headline", "/result.json"):
        found = gone.reader.get(gone.address + page)
        assert found.status == 410
        assert SAYS in found.text
        assert gone.result.digest in found.text


def test_the_page_of_the_supplier_keeps_day_digest_and_band_and_no_answer(gone: Gone) -> None:
    page = gone.reader.get(gone.at_supplier)
    assert page.status == 200
    assert SAYS in page.text
    assert gone.result.digest in page.text
    assert "Answering" in page.text
    for shown in ("How sure this is", "Make the PDF", "What counts most"):
        assert shown not in page.text


def test_lists_and_counts_take_the_supplier_for_unrated(gone: Gone) -> None:
    home = gone.reader.get("/company")
    assert "No results yet" in home.text
    assert str(gone.result.public_id) not in home.text
    assert str(gone.result.public_id) not in gone.reader.get("/company/suppliers").text
    assert gone.supplier.name in gone.reader.get("/company/suppliers?band=unrated").text


def test_answers_that_were_withdrawn_before_they_were_scored_are_not_scored(
    firm: Firm, editor: Person
) -> None:
    supplier = firm.supplier()
    (token,) = firm.ask(supplier)
    with firm.app.app_context():
        scope = firm.story.enter(token)
        firm.story.answer(scope, {"policy": "yes"})
        firm.story.submit(scope)
    with firm.database.writing(scope) as session:
        withdraw(session, scope, now=firm.clock())
    firm.work()
    assert "could not" not in editor.get("/company/work").text
    assert "No answers yet" in editor.get(f"/company/suppliers/{supplier.public_id}").text
