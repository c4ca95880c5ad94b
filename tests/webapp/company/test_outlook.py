"""The page of a result says how far it may still move, and what would bring its band down."""

from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person


def test_the_range_the_open_questions_and_the_whisker_stand_on_the_page(
    firm: Firm, viewer: Person
) -> None:
    result = firm.answered(firm.supplier(), case=5)
    page = viewer.get(f"/company/results/{result.public_id}").text
    assert "answers are open" in page
    assert "How much is open" in page
    assert 'id="headline-title"' in page
    assert page.count('class="range"') >= 3


def test_what_would_change_a_result_is_worded_as_what_to_do(firm: Firm, viewer: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = viewer.get(f"/company/results/{result.public_id}").text
    assert "What would change this" in page
    assert "Repay recruitment fees and stop charging them" in page
    assert "Once this is done and can be shown, the score would be" in page
    assert "answers are open" not in page


def test_where_proof_is_missing_showing_it_is_what_would_help(firm: Firm, viewer: Person) -> None:
    result = firm.answered(firm.supplier(), case=0)
    page = viewer.get(f"/company/results/{result.public_id}").text
    assert "Show a document, and have it accepted, for" in page
    assert "were shown, the score would be" in page
    assert "How much is open" not in page
