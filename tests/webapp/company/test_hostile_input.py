"""Whatever is sent: a page or 422, never an error of ours, never more rows than there are."""

import re
from urllib.parse import quote

import pytest
from sqlalchemy import inspect

from assessments.base import Base
from assessments.campaigns.models import Campaign
from assessments.parties.models import Contact, Supplier
from assessments.people import roles
from assessments.signals.models import Signal
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person

STRINGS = [
    "'",
    '"',
    "''",
    "`",
    "\\",
    "%",
    "_",
    "%%%",
    ";",
    "--",
    "/*",
    "' OR '1'='1",
    "' OR 1=1 --",
    '" OR ""="',
    "') OR ('1'='1",
    "1 OR 1=1",
    "1; DROP TABLE supplier",
    "'; DROP TABLE supplier; --",
    "' UNION SELECT * FROM supplier --",
    "' UNION SELECT null,null,null --",
    "1' AND SLEEP(5) --",
    "1); SELECT pg_sleep(5) --",
    "name; SELECT 1",
    "name ASC, (SELECT 1)",
    "name--",
    "-name-",
    "(CASE WHEN 1=1 THEN name END)",
    "supplier.id",
    "company_id",
    "__class__",
    "{{7*7}}",
    "${7*7}",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "\u202etxt.exe",
    "\x1b[31m",
    "\r\nSet-Cookie: a=b",
    "٣",
    "１２",
    "-1",
    "0",
    "1.5",
    "1e9",
    "9" * 30,
    str(2**63),
    "x" * 5_000,
]
IN_FORMS = [
    "' OR '1'='1",
    "%",
    "{{7*7}}",
    "\0",
    "a\0b",
    "\ud800",
    "\r\nX: y",
    "１２",
    "9" * 30,
    "x" * 5_000,
]
LISTS = {
    "/company/suppliers": ("q", "country", "band", "sign", "sort", "page"),
    "/company/asked": ("q", "state", "page"),
    "/company/campaigns/{campaign}": ("q", "state", "page"),
}
TABLES: tuple[type[Base], ...] = (Supplier, Contact, Campaign, Signal)


def encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


def rows(text: str) -> int:
    return len(re.findall(r'<th scope="row"><a href="/company/suppliers/', text))


@pytest.fixture
def sent(firm: Firm) -> Campaign:
    campaign = firm.story.campaign(firm.scope)
    firm.ask(*(firm.supplier(name) for name in ("One", "Two", "Three")), campaign=campaign)
    return campaign


def test_there_are_fifty_of_them() -> None:
    assert len(set(STRINGS)) == 50


@pytest.mark.parametrize("path", LISTS)
def test_lists_take_any_argument(firm: Firm, sent: Campaign, path: str) -> None:
    person = firm.person(roles.COMPANY_VIEWER)
    address = path.format(campaign=sent.public_id)
    whole = rows(person.get(address).text)
    assert whole == 3
    for name in LISTS[path]:
        for text in STRINGS:
            answer = person.client.get(f"{address}?{name}={encoded(text)}")
            assert answer.status_code in (200, 422), (name, text)
            assert rows(answer.text) <= whole, (name, text)


def forms(firm: Firm, sent: Campaign) -> dict[str, dict[str, str]]:
    """Every form with fields, and what would be right in each."""
    supplier = firm.supplier("Edited")
    day = {"day": "1", "month": "12", "year": "2026"}
    about = {"name": "N", "country": "KAZ", "sector": "", "reference": ""}
    about |= {"contact_name": "", "contact_email": "", "contact_language": "en"}
    return {
        "/company/suppliers/new": about,
        f"/company/suppliers/{supplier.public_id}/edit": about | {"version": "1"},
        f"/company/suppliers/{supplier.public_id}/signals/new": {
            "name": "listed_entity",
            "value": "yes",
            "share": "",
            "source": "S",
            **{f"learned_on.{part}": value for part, value in day.items()},
        },
        "/company/campaigns/new": {
            "name": "C",
            "questionnaire": str(firm.story.public_id_of_core()),
            "message": "",
            **{f"due_on.{part}": value for part, value in day.items()},
        },
        f"/company/campaigns/{sent.public_id}/choose": {
            **dict.fromkeys(("q", "country", "band", "sign", "page", "kept", "chosen"), ""),
            "do": "check",
        },
        f"/company/campaigns/{sent.public_id}/check": {"kept": "", "preview": ""},
        f"/company/campaigns/{sent.public_id}/send": {"kept": ""},
    }


def test_forms_take_any_text(firm: Firm, sent: Campaign, editor: Person) -> None:
    token = editor.get("/company").forms[0].fields["csrf_token"][0]
    for path, right in forms(firm, sent).items():
        for name in right:
            for text in IN_FORMS:
                fields = right | {name: text}
                body = "&".join(f"{key}={encoded(value)}" for key, value in fields.items())
                answer = editor.client.post(
                    path,
                    data=f"{body}&csrf_token={quote(token)}",
                    content_type="application/x-www-form-urlencoded",
                )
                assert answer.status_code in (200, 303, 412, 422), (path, name, text)


def test_no_form_takes_a_column_that_it_does_not_offer(
    firm: Firm, sent: Campaign, editor: Person
) -> None:
    token = editor.get("/company").forms[0].fields["csrf_token"][0]
    columns = {column.key for table in TABLES for column in inspect(table).mapper.column_attrs}
    for path, right in forms(firm, sent).items():
        for column in columns - {name.split(".")[0] for name in right}:
            fields = right | {column: "1", "csrf_token": token}
            assert editor.client.post(path, data=fields).status_code == 422, (path, column)


def test_hostile_names_are_shown_as_text(firm: Firm, editor: Person) -> None:
    name = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    supplier = firm.supplier(name)
    firm.answered(supplier, case=1)
    for path in ("/company", "/company/suppliers", f"/company/suppliers/{supplier.public_id}"):
        page = editor.client.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert(1)" in page
