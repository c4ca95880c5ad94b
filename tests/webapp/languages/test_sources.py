"""A text belongs to whoever may meet it."""

from webapp.languages.extraction import extracted
from webapp.languages.files import key_of, messages
from webapp.languages.sources import ROOT, sources
from webapp.languages.spoken import COMPANY, SUPPLIER


def names(audience: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in sources(audience)}


def test_what_suppliers_meet_is_found_through_imports_and_includes() -> None:
    assert {
        "webapp/supplier/uploads.py",
        "webapp/mail/letters.py",
        "webapp/errors.py",
        "webapp/forms.py",
        "webapp/templates/supplier/start.html",
        "webapp/templates/base.html",
        "webapp/templates/macros/question.html",
        "webapp/templates/errors/page.html",
    } <= names(SUPPLIER)


def test_pages_of_companies_are_not_among_what_suppliers_meet() -> None:
    assert not {name for name in names(SUPPLIER) if "/company/" in name or "/auth/" in name}


def test_a_file_belongs_to_one_audience() -> None:
    assert not names(SUPPLIER) & names(COMPANY)


def test_a_text_for_both_stands_among_those_of_suppliers_alone() -> None:
    suppliers, companies = (
        {key_of(message) for message in messages(extracted(audience))}
        for audience in (SUPPLIER, COMPANY)
    )
    assert "Skip to main content" in suppliers
    assert "Enter a whole number, such as 120" in suppliers
    assert not suppliers & companies
