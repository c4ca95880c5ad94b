"""What was learned elsewhere: noted with its source, taken back, and read by later results."""

import json

import pytest

from assessments.parties.models import Supplier
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person

HEARD = {
    "name": "recruiter_says_worker_paid",
    "value": "yes",
    "source": "Answer of Fast Hire, 3 May",
    "learned_on.day": "1",
    "learned_on.month": "11",
    "learned_on.year": "2026",
}


def note(person: Person, supplier: Supplier, **changes: str) -> Page:
    form = person.get(f"/company/suppliers/{supplier.public_id}/signals/new")
    return person.press(form, HEARD | changes, holding="source")


def test_a_signal_is_noted_with_its_source_and_counts_from_then_on(
    firm: Firm, editor: Person
) -> None:
    supplier = firm.supplier()
    before = firm.answered(supplier, case=0)
    page = note(editor, supplier)
    assert "Agency says that workers paid" in page.text
    assert "Answer of Fast Hire, 3 May" in page.text
    after = firm.answered(supplier, case=0)
    assert json.loads(before.inputs)["signals"] == {}
    assert json.loads(after.inputs)["signals"] == {"recruiter_says_worker_paid": True}
    assert json.loads(after.document)["checks"] != json.loads(before.document)["checks"]


def test_a_share_is_entered_in_percent(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    page = note(editor, supplier, name="worker_survey_fee_share", value="", share="12,5")
    assert "12.5 %" in page.text
    result = firm.answered(supplier, case=0)
    assert json.loads(result.inputs)["signals"] == {"worker_survey_fee_share": "0.125"}


def test_a_signal_is_taken_back(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    page = note(editor, supplier)
    (action,) = [form.action for form in page.forms if form.action.endswith("/withdraw")]
    page = editor.press(page, action=action)
    assert "Taken back." in page.text
    assert "Answer of Fast Hire" not in page.text
    assert json.loads(firm.answered(supplier, case=0).inputs)["signals"] == {}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Choose what was learned."),
        ({"value": ""}, "Choose yes or no."),
        ({"name": "worker_survey_fee_share"}, "Enter a share from 0 to 100 percent."),
        ({"name": "worker_survey_fee_share", "share": "101"}, "Enter a number from 0 to 100"),
        ({"source": " "}, "Say where this was learned"),
        ({"learned_on.year": "2999"}, "Enter a day that has passed."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_noted(
    firm: Firm, editor: Person, changes: dict[str, str], says: str
) -> None:
    supplier = firm.supplier()
    page = note(editor, supplier, **changes)
    assert page.status == 422
    assert says in page.text
    assert page.form("source").fields["source"] == [{**HEARD, **changes}["source"]]
    shown = editor.get(f"/company/suppliers/{supplier.public_id}")
    assert "Learned elsewhere 0" in shown.text.replace('<span class="count">', "").replace(
        "</span>", ""
    )


def test_a_signal_of_another_supplier_is_not_taken_back_here(firm: Firm, editor: Person) -> None:
    one, other = firm.supplier("One"), firm.supplier("Other")
    page = note(editor, one)
    (action,) = [form.action for form in page.forms if form.action.endswith("/withdraw")]
    crossed = action.replace(str(one.public_id), str(other.public_id))
    token = page.form("csrf_token").fields["csrf_token"][0]
    assert editor.client.post(crossed, data={"csrf_token": token}).status_code == 404
