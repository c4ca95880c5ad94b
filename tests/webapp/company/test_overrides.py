"""A band set by hand stands beside the computed one, with name and reason, and ends by itself."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from assessments.audit.models import Event
from assessments.people import roles
from assessments.results.models import Result
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person

TYPED = {
    "band": "medium",
    "reason": "We visited in May <b>and</b> saw the papers returned.",
    "expires_on.day": "1",
    "expires_on.month": "3",
    "expires_on.year": "2027",
}


def set_band(person: Person, result: Result, **changes: str) -> Page:
    form = person.get(f"/company/results/{result.public_id}/band")
    return person.press(form, TYPED | changes, holding="reason")


@pytest.fixture
def admin(firm: Firm) -> Person:
    return firm.person(roles.COMPANY_ADMIN)


def test_it_shows_beside_the_computed_band_wherever_that_is_shown(
    firm: Firm, admin: Person
) -> None:
    supplier = firm.supplier()
    result = firm.answered(supplier, case=1)
    page = set_band(admin, result)
    assert "The band is set." in page.text
    assert b"We visited in May &lt;b&gt;and&lt;/b&gt;" in page.response.data
    assert "Ends by itself on" in page.text
    lists = ("/company", "/company/suppliers", f"/company/suppliers/{supplier.public_id}")
    for address in lists:
        shown = admin.get(address).text
        assert re.search(r"band-critical.*By hand:.*band-medium", shown, re.DOTALL), address


def test_the_stored_result_does_not_change_and_the_event_is_recorded(
    firm: Firm, admin: Person
) -> None:
    result = firm.answered(firm.supplier(), case=1)
    before = (result.band, result.digest, result.document)
    set_band(admin, result)
    with firm.database.reading(firm.scope) as session:
        stored = session.scalars(select(Result)).one()
        assert (stored.band, stored.digest, stored.document) == before
        kinds = list(session.scalars(select(Event.kind).where(Event.kind.like("band-%"))))
    assert kinds == ["band-set-by-hand"]


def test_it_ends_by_itself_and_does_not_carry_over_to_a_newer_result(
    firm: Firm, admin: Person
) -> None:
    supplier = firm.supplier()
    result = firm.answered(supplier, case=1)
    set_band(admin, result)
    newer = firm.answered(supplier, case=1)
    page = admin.get(f"/company/results/{newer.public_id}").text
    assert "does not carry over" in page
    assert "By hand:" not in admin.get("/company/suppliers").text
    firm.pass_by(timedelta(days=118))
    again = firm.person(roles.COMPANY_VIEWER)
    assert "Set by hand:" in again.get(f"/company/results/{result.public_id}").text
    firm.pass_by(timedelta(days=1))
    last = firm.person(roles.COMPANY_EDITOR).get(f"/company/results/{result.public_id}").text
    assert "Set by hand:" not in last
    assert "ended 1 Mar 2027" in last


def test_it_is_taken_back_once_and_stays_in_the_history(firm: Firm, admin: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = set_band(admin, result)
    (action,) = [form.action for form in page.forms if form.action.endswith("/withdraw")]
    page = admin.press(page, action=action)
    assert "Set by hand:" not in page.text
    assert "taken back 2 Nov 2026" in page.text
    token = page.form("csrf_token").fields["csrf_token"][0]
    assert admin.client.post(action, data={"csrf_token": token}).status_code == 303


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reason": " "}, "Say why"),
        ({"band": "critical"}, "has this band already"),
        ({"expires_on.year": "2028"}, "not after 2027-11-02"),
        ({"expires_on.year": "2026"}, "Enter a day after today"),
        ({"expires_on.day": ""}, "Enter a day, month and year"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_set(
    firm: Firm, admin: Person, changes: dict[str, str], says: str
) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page = set_band(admin, result, **changes)
    assert page.status == 422
    assert says in page.text
    assert "Set by hand" not in admin.get(f"/company/results/{result.public_id}").text


def test_only_an_administrator_of_the_company_is_offered_it(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier(), case=1)
    assert "by hand" not in editor.get(f"/company/results/{result.public_id}").text
    assert editor.get(f"/company/results/{result.public_id}/band").status == 403
