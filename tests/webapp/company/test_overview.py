"""The first page: what needs somebody comes first, and each number leads to its list."""

import re
from datetime import timedelta

from assessments.people import roles
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person


def test_a_new_company_is_told_where_to_begin(editor: Person) -> None:
    page = editor.get("/company")
    assert "No suppliers yet" in page.text
    assert "/company/suppliers/new" in page.text


def test_numbers_that_need_somebody_lead_to_lists_of_that_length(firm: Firm) -> None:
    firm.answered(firm.supplier("Flagged"), case=1)
    firm.answered(firm.supplier("Zero"), case=3)
    firm.ask(firm.supplier("Late"))
    firm.pass_by(timedelta(days=29))
    person = firm.person(roles.COMPANY_VIEWER)
    page = person.get("/company")
    needs = re.findall(r'<a href="([^"]+)"><b>(\d+)</b> ([^<]+)</a>', page.text)
    assert {words for _href, _number, words in needs} == {
        "with a zero-tolerance sign",
        "in the critical band",
        "with a red flag",
        "answer is overdue",
    }
    for href, number, words in needs:
        listed = person.get(href)
        rows = re.findall(r'<th scope="row"><a href="/company/suppliers/', listed.text)
        assert len(rows) == int(number), words


def test_bands_count_every_supplier_once(firm: Firm, editor: Person) -> None:
    firm.answered(firm.supplier("Asked twice"), case=1)
    supplier = firm.supplier("Changed")
    firm.answered(supplier, case=1)
    firm.answered(supplier, case=0)
    firm.supplier("Silent")
    page = editor.get("/company")
    counts = re.findall(r"/company/suppliers\?band=(\w+)\">(\d+)<", page.text)
    assert dict(counts) == {"critical": "1", "medium": "1", "unrated": "1"}


def test_nothing_needs_anybody_is_said(firm: Firm, editor: Person) -> None:
    firm.answered(firm.supplier(), case=0)
    assert "Nothing needs you today" in editor.get("/company").text
