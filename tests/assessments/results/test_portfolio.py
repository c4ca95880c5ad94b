"""The list of suppliers: searched, filtered and sorted in the database."""

import pytest

from assessments.database import Database
from assessments.parties import service as parties
from assessments.results.portfolio import UNRATED, SupplierFilter, SupplierPage, suppliers
from assessments.scope import CompanyScope
from tests.assessments.plain_letters import BareLetters
from tests.stories import Story


@pytest.fixture
def story(database: Database) -> Story:
    return Story(database, letters=BareLetters())


def add(story: Story, company: CompanyScope, name: str, country: str) -> None:
    with story.database.writing(company) as session:
        parties.add_supplier(
            session,
            company,
            details=parties.SupplierDetails(name=name, country=country),
            contact=None,
            now=story.now,
            ids=story.ids,
        )


def listed(story: Story, company: CompanyScope, wanted: SupplierFilter) -> SupplierPage:
    with story.database.reading(company) as session:
        return suppliers(session, company, wanted)


def names(page: SupplierPage) -> list[str]:
    return [row.supplier.name for row in page.rows]


@pytest.mark.parametrize("typed", ["bogʻi", "BOG'I", "bog’i", "  Jizzax   Bog`i "])
def test_search_finds_a_name_however_its_apostrophe_was_typed(story: Story, typed: str) -> None:
    company = story.company()
    add(story, company, "Jizzax Bogʻi", "UZB")
    add(story, company, "Ош Кийим", "KGZ")
    assert names(listed(story, company, SupplierFilter(search=typed))) == ["Jizzax Bogʻi"]


def test_search_understands_upper_case_cyrillic(story: Story) -> None:
    company = story.company()
    add(story, company, "Ош Кийим", "KGZ")
    assert names(listed(story, company, SupplierFilter(search="ОШ КИЙ"))) == ["Ош Кийим"]


@pytest.mark.parametrize("typed", ["%", "_", "'; DROP TABLE supplier; --", "\\"])
def test_search_takes_every_character_as_a_character(story: Story, typed: str) -> None:
    company = story.company()
    add(story, company, "Plain Mill", "UZB")
    assert names(listed(story, company, SupplierFilter(search=typed))) == []


@pytest.mark.parametrize("sort", ["", "password", "-1; DROP TABLE supplier", "--name"])
def test_an_unknown_sort_is_by_name(story: Story, sort: str) -> None:
    company = story.company()
    for name in ("b", "a", "c"):
        add(story, company, name, "UZB")
    assert set(names(listed(story, company, SupplierFilter(sort=sort)))) == {"a", "b", "c"}


def test_a_page_beyond_the_last_is_the_last(story: Story) -> None:
    company = story.company()
    add(story, company, "Only", "UZB")
    page = listed(story, company, SupplierFilter(page=10**6))
    assert (page.page, page.pages, page.total) == (1, 1, 1)


def test_a_supplier_without_a_result_is_unrated_and_never_in_a_band(story: Story) -> None:
    company = story.company()
    add(story, company, "Silent", "UZB")
    assert names(listed(story, company, SupplierFilter(band=UNRATED))) == ["Silent"]
    for band in ("low", "medium", "high", "critical"):
        assert names(listed(story, company, SupplierFilter(band=band))) == []


def test_a_company_lists_only_its_own_suppliers(story: Story) -> None:
    mine, theirs = story.company(), story.company("Other Invented Company")
    add(story, mine, "Mine", "UZB")
    add(story, theirs, "Theirs", "UZB")
    assert names(listed(story, mine, SupplierFilter())) == ["Mine"]
