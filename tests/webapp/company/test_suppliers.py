"""The list of suppliers, and adding and editing one."""

import re

import pytest
from sqlalchemy.orm import Session

from assessments.errors import Invalid
from assessments.ids import RandomIds
from assessments.parties import queries, service
from assessments.parties.service import ContactDetails, SupplierDetails
from tests.overlapping import while_uncommitted
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person

NEW = {"name": "Oʻzbek Ip", "country": "UZB", "contact_email": "aziz@ip.example"}


def named(page: Page) -> list[str]:
    """The suppliers of a list, in its order."""
    return re.findall(r'<th scope="row"><a href="/company/suppliers/[\w-]+">([^<]+)<', page.text)


def test_a_company_without_suppliers_is_told_what_to_do(editor: Person) -> None:
    page = editor.get("/company/suppliers")
    assert "No suppliers yet" in page.text
    assert "/company/suppliers/new" in page.text


def test_a_supplier_is_added_with_its_contact(firm: Firm, editor: Person) -> None:
    page = editor.press(editor.get("/company/suppliers/new"), NEW, holding="country")
    assert page.status == 200
    assert "Oʻzbek Ip" in page.text
    assert "aziz@ip.example" in page.text
    assert named(editor.get("/company/suppliers")) == ["Oʻzbek Ip"]


def test_what_is_wrong_stands_beside_the_field_and_in_a_summary(editor: Person) -> None:
    typed = {"name": "Kept as typed", "contact_email": "no address", "reference": "R-1"}
    page = editor.press(editor.get("/company/suppliers/new"), typed, holding="country")
    assert page.status == 422
    assert "<title>Error:" in page.text
    assert '<a href="#country">Choose the country of the supplier.</a>' in page.text
    assert 'id="contact_email-problem"' in page.text
    assert page.form("country").fields["name"] == ["Kept as typed"]
    assert page.form("country").fields["contact_email"] == ["no address"]


def test_a_contact_needs_an_address(editor: Person) -> None:
    typed = NEW | {"contact_name": "Aziz", "contact_email": ""}
    page = editor.press(editor.get("/company/suppliers/new"), typed, holding="country")
    assert page.status == 422
    assert "Enter the e-mail address of this contact." in page.text


def test_a_reference_belongs_to_one_supplier(editor: Person) -> None:
    typed = NEW | {"reference": "R-1"}
    editor.press(editor.get("/company/suppliers/new"), typed, holding="country")
    page = editor.press(
        editor.get("/company/suppliers/new"), typed | {"name": "Other"}, holding="country"
    )
    assert page.status == 422
    assert "Another of your suppliers has this reference" in page.text
    assert page.form("country").fields["name"] == ["Other"]


def test_two_colleagues_using_one_reference_at_once_are_told_apart(firm: Firm) -> None:
    def add(session: Session) -> None:
        service.add_supplier(
            session,
            firm.scope,
            details=SupplierDetails("New", "KAZ", None, "R-1"),
            contact=None,
            now=firm.clock(),
            ids=RandomIds(),
        )

    def add_another() -> None:
        with firm.database.writing(firm.scope) as session:
            add(session)

    refusal = while_uncommitted(firm.database, firm.scope, add, add_another)
    assert isinstance(refusal, Invalid)
    assert set(refusal.problems) == {"reference"}


def test_a_supplier_is_edited_and_its_contact_taken_away(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    form = editor.get(f"/company/suppliers/{supplier.public_id}/edit")
    page = editor.press(
        form, {"name": "Renamed", "contact_email": "", "contact_name": ""}, holding="country"
    )
    assert "Renamed" in page.text
    assert "No contact" in page.text
    with firm.database.reading(firm.scope) as session:
        assert queries.contact(session, firm.scope, supplier.id) is None


def test_two_colleagues_editing_one_supplier_lose_nothing(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    mine = editor.get(f"/company/suppliers/{supplier.public_id}/edit")
    with firm.database.writing(firm.scope) as session:
        service.edit_supplier(
            session,
            firm.scope,
            public_id=supplier.public_id,
            seen_version=supplier.version,
            details=SupplierDetails("Theirs", "KAZ", "garments", None),
            contact=ContactDetails("Contact", "inventedgloves@supplier.example"),
            now=firm.clock(),
        )
    page = editor.press(mine, {"name": "Mine"}, holding="country")
    assert page.status == 412
    assert "<b>Theirs</b>" in page.text
    assert "<b>Kazakhstan</b>" in page.text
    assert page.form("country").fields["name"] == ["Mine"]
    saved = editor.press(page, holding="country")
    assert saved.status == 200
    assert "Mine" in saved.text


@pytest.fixture
def rated(firm: Firm) -> Firm:
    """Three suppliers: critical by red flags, medium, and one that never answered."""
    firm.answered(firm.supplier("Zeta Yarn"), case=1)
    firm.answered(firm.supplier("Alpha Gloves"), case=0)
    firm.supplier("Mid Bricks")
    return firm


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Alpha Gloves", "Mid Bricks", "Zeta Yarn"]),
        ("?sort=-name", ["Zeta Yarn", "Mid Bricks", "Alpha Gloves"]),
        ("?sort=-headline", ["Zeta Yarn", "Alpha Gloves", "Mid Bricks"]),
        ("?q=BRICK", ["Mid Bricks"]),
        ("?band=unrated", ["Mid Bricks"]),
        ("?band=critical", ["Zeta Yarn"]),
        ("?country=MYS&band=medium", ["Alpha Gloves"]),
        ("?country=KAZ", []),
        ("?sign=R", ["Zeta Yarn"]),
        ("?sign=Z", []),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(
    rated: Firm, query: str, expected: list[str]
) -> None:
    assert named(rated.person().get(f"/company/suppliers{query}")) == expected


def test_a_long_list_comes_in_pages(firm: Firm, editor: Person) -> None:
    for number in range(53):
        firm.supplier(f"Firm {chr(97 + number // 26)}{chr(97 + number % 26)}")
    first, second = editor.get("/company/suppliers"), editor.get("/company/suppliers?page=2")
    assert (len(named(first)), len(named(second))) == (50, 3)
    assert "Page 2 of 2, 53 in all" in second.text
    assert named(editor.get("/company/suppliers?page=99")) == named(second)


def test_a_viewer_is_offered_nothing_that_changes(firm: Firm, viewer: Person) -> None:
    supplier = firm.supplier()
    assert "Add a supplier" not in viewer.get("/company/suppliers").text
    page = viewer.get(f"/company/suppliers/{supplier.public_id}")
    assert page.status == 200
    assert "/edit" not in page.text
    for path in ("new", f"{supplier.public_id}/edit", f"{supplier.public_id}/signals/new"):
        assert viewer.get(f"/company/suppliers/{path}").status == 403
